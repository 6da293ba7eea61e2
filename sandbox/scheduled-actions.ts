import { type LocalDateTime, ZoneOffset } from '@js-joda/core';
import { CronExpressionParser } from 'cron-parser';
import { instantOf, localAt, utcText } from '../domain/time/zones';
import type { ValueMap } from './provider/value';
import type { WorldResource } from './world';

/** Longer than any shift of daylight saving in use. */
const LONGEST_SHIFT_HOURS = 3;
const KEEP = -1;

/**
 * Plays AWS on the scheduled actions between two instants (epoch milliseconds): what is due in `(fromMs, toMs]` sets
 * the sizes of its group, in order of time; a one-time action that fired is gone, as is a recurring one whose end has
 * passed; the others carry their next firing as `start_time`. (Amazon EC2 Auto Scaling user guide, "Scheduled
 * scaling"; API reference, PutScheduledUpdateGroupAction.)
 */
export function passTime(resources: readonly WorldResource[], fromMs: number, toMs: number): WorldResource[] {
  const groups = new Map<unknown, WorldResource[]>();
  for (const action of resources) {
    if (action.type !== 'aws_autoscaling_schedule') continue;
    const group = action.attributes.autoscaling_group_name;
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  const after = new Map<WorldResource, WorldResource | undefined>();
  for (const [name, actions] of groups) {
    const group = resources.find((resource) => resource.type === 'aws_autoscaling_group' && resource.id === name);
    play(actions, group, fromMs, toMs, after);
  }
  return resources.flatMap((resource) => {
    const changed = after.has(resource) ? after.get(resource) : resource;
    return changed === undefined ? [] : [changed];
  });
}

function play(
  actions: readonly WorldResource[],
  group: WorldResource | undefined,
  fromMs: number,
  toMs: number,
  after: Map<WorldResource, WorldResource | undefined>,
): void {
  let sizes = group?.attributes;
  const due = actions.map((action) => ({ action, atMs: nextFiring(action.attributes, fromMs, 'due') }));
  for (;;) {
    const first = due.reduce<(typeof due)[number] | undefined>(
      (best, one) => (one.atMs !== undefined && one.atMs <= (best?.atMs ?? toMs) ? earlier(best, one) : best),
      undefined,
    );
    if (first?.atMs === undefined) break;
    if (sizes !== undefined) sizes = resized(sizes, first.action.attributes);
    first.atMs = nextFiring({ ...first.action.attributes, start_time: null }, first.atMs);
    after.set(first.action, first.atMs === undefined ? undefined : startingAt(first.action, first.atMs));
  }
  if (group !== undefined && sizes !== undefined && sizes !== group.attributes) {
    after.set(group, { ...group, attributes: sizes });
  }
}

/** Equal instants: in order of names. AWS promises none. */
function earlier<T extends { action: WorldResource; atMs: number | undefined }>(best: T | undefined, one: T): T {
  return best === undefined || (one.atMs ?? 0) < (best.atMs ?? 0) || one.action.id < best.action.id ? one : best;
}

function startingAt(action: WorldResource, atMs: number): WorldResource {
  return { ...action, attributes: { ...action.attributes, start_time: utcText(atMs) } };
}

function resized(group: ValueMap, action: ValueMap): ValueMap {
  const size = (name: string) => (isSize(action[name]) ? action[name] : Number(group[name] ?? 0));
  const [min_size, max_size] = [size('min_size'), size('max_size')];
  const desired_capacity = Math.min(max_size, Math.max(min_size, size('desired_capacity')));
  return { ...group, min_size, max_size, desired_capacity };
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value !== KEEP;
}

/**
 * When an action fires next after an instant; undefined for never again. A one-time action that is overdue (its start
 * lies before) is `due` at its start, and otherwise fires no more.
 */
export function nextFiring(action: ValueMap, afterMs: number, overdue: 'due' | 'spent' = 'spent'): number | undefined {
  const startMs = instant(action.start_time);
  const recurrence = action.recurrence;
  if (typeof recurrence !== 'string' || recurrence === '') {
    return startMs !== undefined && (startMs > afterMs || overdue === 'due') ? startMs : undefined;
  }
  const zone = typeof action.time_zone === 'string' && action.time_zone !== '' ? action.time_zone : 'Etc/UTC';
  const nextMs = startMs !== undefined && startMs > afterMs ? startMs : nextRecurrence(recurrence, zone, afterMs);
  const endMs = instant(action.end_time);
  return endMs !== undefined && nextMs > endMs ? undefined : nextMs;
}

function instant(value: unknown): number | undefined {
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

/**
 * The first instant after another at which a five-field cron, read on the wall clock of a zone, fires. The cron runs
 * over local time as if it were UTC; what daylight saving skips or doubles is `instantOf`'s rule.
 */
export function nextRecurrence(cron: string, zone: string, afterMs: number): number {
  const from = localAt(afterMs, zone).minusHours(LONGEST_SHIFT_HOURS);
  const firings = CronExpressionParser.parse(cron, { currentDate: asUtcMs(from), tz: 'UTC' });
  let bestMs = Number.POSITIVE_INFINITY;
  for (;;) {
    const local = localAt(firings.next().getTime(), 'Etc/UTC');
    const atMs = instantOf(local, zone);
    if (atMs > afterMs) bestMs = Math.min(bestMs, atMs);
    const nothingEarlierFollows =
      asUtcMs(local) > asUtcMs(localAt(Math.min(bestMs, FAR_MS), zone).plusHours(LONGEST_SHIFT_HOURS));
    if (bestMs !== Number.POSITIVE_INFINITY && (nothingEarlierFollows || atMs > bestMs)) return bestMs;
  }
}

const FAR_MS = 8.64e14;

function asUtcMs(local: LocalDateTime): number {
  return local.toInstant(ZoneOffset.UTC).toEpochMilli();
}
