import type { Rotation } from '../catalog/model';
import { type Interval, overlap, uncovered } from '../oncall/intervals';
import { onCallAt, type Shift, shifts } from '../oncall/shifts';
import { clockChanges } from '../time/clock-changes';
import { same } from './change';
import { instantText, minutesText, spanText } from './wording';

/** How far ahead a reviewer is shown who is on call. */
const calendarDays = 28;

export function calendarRange(nowMs: number): Interval {
  return { fromMs: nowMs, toMs: nowMs + calendarDays * 24 * 3_600_000 };
}

/** Somebody else is on call than before; undefined is nobody. */
export interface Handover extends Interval {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * When an edit of a rotation puts somebody else on call, in order. Where the hours are the same, whole turns are
 * compared and the hours left out: one line for a week, not five.
 */
export function handovers(before: Rotation | undefined, after: Rotation | undefined, range: Interval): Handover[] {
  const whole = before && after && same(before.hours, after.hours) && before.timeZone === after.timeZone;
  const calendar = (rotation: Rotation | undefined) =>
    rotation ? shifts(whole ? { ...rotation, hours: undefined } : rotation, range.fromMs, range.toMs) : [];
  const [left, right] = [calendar(before), calendar(after)];
  const edges = [
    ...new Set([range.fromMs, range.toMs, ...[...left, ...right].flatMap((one) => [one.fromMs, one.toMs])]),
  ];
  edges.sort((a, b) => a - b);
  const [whoBefore, whoAfter] = [reader(left), reader(right)];
  const found: Handover[] = [];
  for (const [index, fromMs] of edges.slice(0, -1).entries()) {
    const toMs = edges[index + 1] as number;
    const [was, is] = [whoBefore(fromMs), whoAfter(fromMs)];
    if (was === is) continue;
    const last = found.at(-1);
    if (last?.toMs === fromMs && last.before === was && last.after === is) found[found.length - 1] = { ...last, toMs };
    else found.push({ fromMs, toMs, before: was, after: is });
  }
  return found;
}

/** Who has an instant of a calendar; asked in order of time. */
function reader(calendar: readonly Shift[]): (atMs: number) => string | undefined {
  let at = 0;
  return (atMs) => {
    while (at < calendar.length && (calendar[at] as Shift).toMs <= atMs) at += 1;
    const shift = calendar[at];
    return shift && shift.fromMs <= atMs ? shift.member : undefined;
  };
}

const person = (email: string | undefined) => email ?? 'nobody';

/** What reaches beyond the range is not cut to look like a handoff. */
function when(one: Interval, zone: string, range: Interval): string {
  const [starts, ends] = [one.fromMs > range.fromMs, one.toMs < range.toMs];
  if (starts && ends) return spanText(one, zone);
  if (starts) return `from ${instantText(one.fromMs, zone)} on`;
  return ends ? `now, until ${instantText(one.toMs, zone)}` : 'for all of the next four weeks';
}

/** As many lines as a reader takes in; the rest is counted. */
const shownLines = 8;

export function handoverLines(found: readonly Handover[], zone: string, range: Interval): string[] {
  const lines = found
    .slice(0, shownLines)
    .map((one) => `${when(one, zone, range)}: ${person(one.before)} → ${person(one.after)}`);
  const rest = found.length - lines.length;
  return rest > 0 ? [...lines, `and ${rest} more until ${instantText(found.at(-1)?.toMs ?? 0, zone)}`] : lines;
}

/** Who is on call in the hour before and the hour after the clocks jump, before and after the edit. */
export function clockLines(before: Rotation | undefined, after: Rotation | undefined, range: Interval): string[] {
  const rotation = after ?? before;
  if (!rotation) return [];
  return clockChanges(rotation.timeZone, range.fromMs, range.toMs).flatMap(({ atMs, minutes }) => {
    const who = (one: Rotation | undefined, at: number) => person(one && onCallAt(one, at));
    const around = (one: Rotation | undefined) => {
      const [a, b] = [who(one, atMs - 1), who(one, atMs)];
      return a === b ? a : `${a}, then ${b}`;
    };
    const [was, is] = [around(before), around(after)];
    if (was === is && is === person(undefined)) return [];
    const jump = `${instantText(atMs, rotation.timeZone)}: clocks go ${minutes > 0 ? 'forward' : 'back'} ${minutesText(Math.abs(minutes))}`;
    return [`${jump} in ${rotation.timeZone}; on call around it: ${was === is ? is : `${was} → ${is}`}`];
  });
}

/** What of `after` lies outside of `before`. */
export function newIntervals(before: readonly Interval[], after: readonly Interval[]): Interval[] {
  return after.flatMap((one) =>
    uncovered(
      one,
      before.flatMap((other) => overlap(one, other) ?? []),
    ),
  );
}

export function intervalLines(intervals: readonly Interval[], zone: string, label: string): string[] {
  if (intervals.length === 0) return [];
  const shown = intervals.slice(0, 3).map((one) => spanText(one, zone));
  const rest = intervals.length - shown.length;
  return [`${label}: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more times within four weeks` : ''}`];
}
