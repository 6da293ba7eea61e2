import type { Rotation } from '../catalog/model';
import { hoursWithin } from './hours';
import { type Interval, overlap } from './intervals';
import { memberInTurn, turnAt, turnStartMs } from './turns';

/** One person on call without a break. */
export interface Shift extends Interval {
  /** E-mail address. */
  readonly member: string;
}

/** The turn passes from one person to another; outside of the rotation's hours too. */
export interface Handoff {
  readonly atMs: number;
  readonly outgoing: string;
  readonly incoming: string;
}

/** E-mail address of who is on call at an instant; undefined outside of the rotation's hours. */
export function onCallAt(rotation: Rotation, atMs: number): string | undefined {
  const { hours, timeZone } = rotation;
  if (hours !== undefined && hoursWithin(hours, timeZone, { fromMs: atMs, toMs: atMs + 1 }).length === 0) {
    return undefined;
  }
  return memberInTurn(rotation, turnAt(rotation, atMs));
}

/** The calendar of a rotation from `fromMs` up to `toMs`, in order, cut at both ends of the range. */
export function shifts(rotation: Rotation, fromMs: number, toMs: number): Shift[] {
  const range = { fromMs, toMs };
  const { hours, timeZone } = rotation;
  const turns = turnsWithin(rotation, range);
  if (hours === undefined) return turns;
  const windows = hoursWithin(hours, timeZone, range);
  const result: Shift[] = [];
  let next = 0;
  for (const turn of turns) {
    // windows are in order; one that reaches beyond this turn is looked at again in the next
    for (; next < windows.length; next += 1) {
      const window = windows[next] as Interval;
      const both = overlap(turn, window);
      if (both !== undefined) result.push({ member: turn.member, ...both });
      if (window.toMs > turn.toMs) break;
    }
  }
  return result;
}

/** Every change of person from `fromMs` (included) up to `toMs`. */
export function handoffs(rotation: Rotation, fromMs: number, toMs: number): Handoff[] {
  const turns = turnsWithin(rotation, { fromMs: fromMs - 1, toMs });
  return turns.slice(1).map((turn, index) => ({
    atMs: turn.fromMs,
    outgoing: (turns[index] as Shift).member,
    incoming: turn.member,
  }));
}

/** Whose turn it is over the range, whatever the hours; turns of the same person that meet are one. */
function turnsWithin(rotation: Rotation, range: Interval): Shift[] {
  const result: { member: string; fromMs: number; toMs: number }[] = [];
  let n = turnAt(rotation, range.fromMs);
  for (let fromMs = range.fromMs; fromMs < range.toMs; n += 1) {
    const toMs = Math.min(turnStartMs(rotation, n + 1), range.toMs);
    const member = memberInTurn(rotation, n);
    const last = result.at(-1);
    if (last?.member === member) last.toMs = toMs;
    else if (toMs > fromMs) result.push({ member, fromMs, toMs });
    fromMs = toMs;
  }
  return result;
}
