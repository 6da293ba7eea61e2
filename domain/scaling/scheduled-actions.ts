import type { Scaling, ScalingEvent } from '../catalog/model';
import { shortHash } from '../names/shorten';
import { type Cron, cronOrThrow, firesAt, lastFiring, nextFiring } from './cron';
import { BOUNDS, type Bound } from './firings';
import { type Recurrence, recurrencesOf } from './recurrences';
import { runningEvent, sizesAt } from './sizes-at';

/** What an action says of a bound that it leaves as it is. Left out, the provider would send 0. */
export const KEEP = -1;

/** One scheduled action of an Auto Scaling group. Instants are epoch milliseconds. */
export interface ScheduledAction {
  /** Stable while sizes, times and bounds change: `schedule-evening-start`, `event-black-friday-end`. */
  readonly key: string;
  /**
   * Which part of a recurrence that events split: `before-black-friday`, `during-black-friday`; absent for what stays
   * when the events are over. Apart from the key, because `a-before-b` may be the name of another entry.
   */
  readonly part?: string;
  /**
   * Unique within the group: key, part and a hash of all that decides when it fires, because the provider sends the old
   * start with a changed recurrence (hashicorp/terraform-provider-aws#38983); a new name replaces the action instead.
   */
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly recurrence?: string;
  readonly timeZone?: string;
  /** Of a one-time action, or the first firing of a recurring one; always later than now. */
  readonly startMs?: number;
  readonly endMs?: number;
  /** Path in the entry: `scaling.events[0]`. */
  readonly path: string;
}

/**
 * The actions which, played by AWS from now on, keep a group at `sizesAt` at every instant. As time passes the same
 * ones come out again, less those that AWS has deleted because they will not fire any more.
 *
 * An event has an action at its `from` and at its `to`. While it runs, and at those two instants, no recurring action
 * sets a bound that the event sets: such actions are split there, bounded by end and start.
 *
 * Actions are in the order in which they have to be created: an unbounded one before the bounded ones that take over
 * its firings, so that AWS never sees two at one instant.
 *
 * @throws Error for a schedule that `scalingFaults` refuses.
 */
export function scheduledActions(scaling: Scaling, nowMs: number): ScheduledAction[] {
  const { recurrences, irregular } = recurrencesOf(scaling);
  if (irregular.length > 0) throw new Error(`no recurring action can say what ${irregular[0]?.name} sets`);
  const stretches = stretchesOf(scaling.events);
  const pieces = recurrences.flatMap((recurrence) => piecesOf(recurrence, stretches, scaling.events));
  const recurring = pieces.flatMap((piece) => recurringAction(piece, nowMs));
  const order = (action: ScheduledAction) => (action.endMs === undefined ? 0 : 1);
  return [...recurring.toSorted((a, b) => order(a) - order(b)), ...eventActions(scaling, nowMs)];
}

function eventActions(scaling: Scaling, nowMs: number): ScheduledAction[] {
  const edges = scaling.events.flatMap((event, index) => [
    { atMs: event.fromMs, key: `event-${event.name}-start`, path: `scaling.events[${index}]` },
    { atMs: event.toMs, key: `event-${event.name}-end`, path: `scaling.events[${index}]` },
  ]);
  // one event may begin as another ends: its start says it all
  const begins = new Set(scaling.events.map(({ fromMs }) => fromMs));
  return edges
    .filter(({ atMs, key }) => atMs > nowMs && (key.endsWith('-start') || !begins.has(atMs)))
    .map(({ atMs, key, path }) => {
      const { min, max } = sizesAt(scaling, atMs);
      return { key, name: `${key}-${shortHash([String(atMs)])}`, minSize: min, maxSize: max, startMs: atMs, path };
    });
}

/** Where a piece without a start begins: before every event. */
const UNBOUNDED = 0;

/** A recurrence between two instants, both excluded, and what it may set there. */
interface Piece {
  readonly recurrence: Recurrence;
  readonly cron: Cron;
  readonly part?: string;
  readonly sizes: Recurrence['sizes'];
  readonly fromMs: number;
  readonly toMs: number;
}

/** From one edge of an event to the next: what the event that runs there, if any, keeps recurring actions from setting. */
interface Stretch {
  readonly fromMs: number;
  readonly taken: readonly Bound[];
}

function stretchesOf(events: readonly ScalingEvent[]): Stretch[] {
  const edges = [...new Set(events.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  return [UNBOUNDED, ...edges].map((fromMs) => {
    const event = runningEvent({ events }, fromMs);
    return { fromMs, taken: BOUNDS.filter((bound) => event?.[bound] !== undefined) };
  });
}

/** Splits a recurrence where an event changes what it may set, and where it would fire together with an event's edge. */
function piecesOf(recurrence: Recurrence, stretches: readonly Stretch[], events: readonly ScalingEvent[]): Piece[] {
  const cron = cronOrThrow(recurrence.cron);
  const allowed = ({ taken }: Stretch) =>
    BOUNDS.filter((bound) => recurrence.sizes[bound] !== undefined && !taken.includes(bound));
  const starts = stretches.filter((stretch, index) => {
    const before = stretches[index - 1];
    if (before === undefined || firesAt(cron, recurrence.timeZone, stretch.fromMs)) return true;
    return allowed(before).join() !== allowed(stretch).join();
  });
  return starts.map((stretch, index) => {
    const toMs = starts[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const sizes = Object.fromEntries(allowed(stretch).map((bound) => [bound, recurrence.sizes[bound]]));
    return { recurrence, cron, ...partUntil(toMs, events), sizes, fromMs: stretch.fromMs, toMs };
  });
}

/** The last piece is no part: it is what stays when the events are over and gone from the entry. */
function partUntil(toMs: number, events: readonly ScalingEvent[]): { part?: string } {
  const starting = events.find((event) => event.fromMs === toMs);
  if (starting !== undefined) return { part: `before-${starting.name}` };
  const ending = events.find((event) => event.toMs === toMs);
  return ending === undefined ? {} : { part: `during-${ending.name}` };
}

function recurringAction(piece: Piece, nowMs: number): ScheduledAction[] {
  const { cron, fromMs, toMs, sizes, part } = piece;
  const { cron: recurrence, timeZone, entry } = piece.recurrence;
  const key = `schedule-${piece.recurrence.key}`;
  const upcomingMs = nextFiring(cron, timeZone, Math.max(nowMs, fromMs));
  if (upcomingMs >= toMs || Object.keys(sizes).length === 0) return [];
  const isFirst = fromMs > UNBOUNDED && upcomingMs === nextFiring(cron, timeZone, fromMs);
  const bounded = { ...(isFirst ? { startMs: upcomingMs } : {}), ...endOf(piece) };
  const size = (bound: Bound) => sizes[bound] ?? KEEP;
  const when = [recurrence, timeZone, String(fromMs), String(toMs)];
  return [
    {
      key,
      ...(part === undefined ? {} : { part }),
      name: [key, ...(part === undefined ? [] : [part]), shortHash(when)].join('-'),
      minSize: size('min'),
      maxSize: size('max'),
      recurrence,
      timeZone,
      ...bounded,
      path: `scaling.schedule[${entry}]`,
    },
  ];
}

const MINUTE_MS = 60_000;

/** A minute after the last firing: AWS repeats an action until its end has passed. */
function endOf({ cron, recurrence, toMs }: Piece): { endMs?: number } {
  if (toMs === Number.POSITIVE_INFINITY) return {};
  const last = lastFiring(cron, recurrence.timeZone, toMs);
  const next = nextFiring(cron, recurrence.timeZone, last);
  return { endMs: next > last + MINUTE_MS ? last + MINUTE_MS : last };
}
