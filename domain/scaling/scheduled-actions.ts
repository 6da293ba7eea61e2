import type { Scaling, ScalingEvent } from '../catalog/model';
import { shortHash } from '../names/shorten';
import { type Cron, lastFiring, nextFiring, parseCron } from './cron';
import { BOUNDS, type Bound } from './firings';
import { type Recurrence, recurrencesOf } from './recurrences';
import { sizesAt } from './sizes-at';

/** What an action says of a bound that it leaves as it is. Left out, the provider would send 0. */
export const KEEP = -1;

/** One scheduled action of an Auto Scaling group. Instants are epoch milliseconds. */
export interface ScheduledAction {
  /** Stable while sizes, times and bounds change: `schedule-evening-start`, `event-black-friday-end`. */
  readonly key: string;
  /**
   * Unique within the group: the key and a hash of all that decides when it fires, because the provider sends the old
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
  const pieces = recurrences.flatMap((recurrence) => piecesOf(recurrence, scaling.events));
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

/** A recurrence between two instants, both excluded, and what it may set there. */
interface Piece {
  readonly recurrence: Recurrence;
  readonly cron: Cron;
  readonly key: string;
  readonly sizes: Recurrence['sizes'];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Splits a recurrence where an event changes what it may set, and where it would fire together with an event's edge. */
function piecesOf(recurrence: Recurrence, events: readonly ScalingEvent[]): Piece[] {
  const cron = parseCron(recurrence.cron);
  if (cron === undefined) throw new Error(`not a cron: ${recurrence.cron}`);
  const edges = [...new Set(events.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const [index, edge] of edges.entries()) {
    const sizes = allowed(recurrence, events, edges[index - 1] ?? Number.NEGATIVE_INFINITY);
    const firesAtEdge = nextFiring(cron, recurrence.timeZone, edge - 1) === edge;
    if (!firesAtEdge && sameSizes(sizes, allowed(recurrence, events, edge))) continue;
    pieces.push({ recurrence, cron, key: '', sizes, fromMs, toMs: edge });
    fromMs = edge;
  }
  const sizes = allowed(recurrence, events, edges.at(-1) ?? Number.NEGATIVE_INFINITY);
  pieces.push({ recurrence, cron, key: '', sizes, fromMs, toMs: Number.POSITIVE_INFINITY });
  return pieces.map((piece) => ({ ...piece, key: keyOf(piece, events) }));
}

/** What a recurrence may set from an instant on, until the next edge of an event. */
function allowed({ sizes }: Recurrence, events: readonly ScalingEvent[], fromMs: number): Recurrence['sizes'] {
  const event = events.find((one) => one.fromMs <= fromMs && fromMs < one.toMs);
  return Object.fromEntries(
    BOUNDS.filter((bound) => event?.[bound] === undefined && sizes[bound] !== undefined).map((bound) => [
      bound,
      sizes[bound],
    ]),
  );
}

function sameSizes(a: Recurrence['sizes'], b: Recurrence['sizes']): boolean {
  return BOUNDS.every((bound) => a[bound] === b[bound]);
}

/** The last piece has the plain key: it is what stays when the events are over and gone from the entry. */
function keyOf({ recurrence, toMs }: Piece, events: readonly ScalingEvent[]): string {
  const key = `schedule-${recurrence.key}`;
  const starting = events.find((event) => event.fromMs === toMs);
  if (starting !== undefined) return `${key}-before-${starting.name}`;
  const ending = events.find((event) => event.toMs === toMs);
  return ending === undefined ? key : `${key}-during-${ending.name}`;
}

function recurringAction(piece: Piece, nowMs: number): ScheduledAction[] {
  const { cron, fromMs, toMs, sizes, key } = piece;
  const { cron: recurrence, timeZone, entry } = piece.recurrence;
  const upcoming = nextFiring(cron, timeZone, Math.max(nowMs, fromMs));
  if (upcoming >= toMs || Object.keys(sizes).length === 0) return [];
  const bounded = { ...(fromMs > nowMs ? { startMs: upcoming } : {}), ...endOf(piece) };
  const size = (bound: Bound) => sizes[bound] ?? KEEP;
  const when = [recurrence, timeZone, String(fromMs), String(toMs)];
  return [
    {
      key,
      name: `${key}-${shortHash(when)}`,
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
