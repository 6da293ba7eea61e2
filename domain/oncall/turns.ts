import { LocalDate, type LocalDateTime, LocalTime } from '@js-joda/core';
import type { Rotation } from '../catalog/model';
import { instantOf, localAt, localTimeExists } from '../time/zones';

/**
 * When turn `n` begins (epoch milliseconds): `n` turns of local days after the anchor, at the local handoff time.
 * Turn 0 begins at the anchor; `n` may be negative. A handoff that daylight saving skips moves forward by the gap, one
 * that exists twice is the first.
 */
export function turnStartMs(rotation: Rotation, n: number): number {
  return instantOf(turnStart(rotation, n), rotation.timeZone);
}

/** The local date and time on which turn `n` begins, before daylight saving moves it. */
export function turnStart(rotation: Rotation, n: number): LocalDateTime {
  return anchorHandoff(rotation).plusDays(n * rotation.turnDays);
}

/** The turn that an instant belongs to; a turn includes its start and excludes its end. */
export function turnAt(rotation: Rotation, atMs: number): number {
  const { timeZone, turnDays } = rotation;
  const anchor = turnStart(rotation, 0);
  const startMs = (n: number) => instantOf(anchor.plusDays(n * turnDays), timeZone);
  const days = localAt(atMs, timeZone).toLocalDate().toEpochDay() - anchor.toLocalDate().toEpochDay();
  let n = Math.floor(days / turnDays);
  while (startMs(n) > atMs) n -= 1;
  while (startMs(n + 1) <= atMs) n += 1;
  return n;
}

/** E-mail address of who has turn `n`, whatever the hours. */
export function memberInTurn(rotation: Rotation, n: number): string {
  const { members, anchorMember, offsetTurns } = rotation;
  const member = members[modulo(anchorMember + n + offsetTurns, members.length)];
  if (member === undefined) throw new RangeError(`rotation ${rotation.name} has no members`);
  return member;
}

/** false where the anchor's own handoff is a local time that daylight saving skips: nobody could take over then. */
export function anchorHandoffExists(rotation: Pick<Rotation, 'anchorDate' | 'handoffTime' | 'timeZone'>): boolean {
  return localTimeExists(anchorHandoff(rotation), rotation.timeZone);
}

function anchorHandoff({ anchorDate, handoffTime }: Pick<Rotation, 'anchorDate' | 'handoffTime'>): LocalDateTime {
  return LocalDate.parse(anchorDate).atTime(LocalTime.parse(handoffTime));
}

/** The remainder with the sign of `divisor`: `modulo(-1, 3)` is 2. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
