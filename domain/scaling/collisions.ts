import type { Scaling } from '../catalog/model';
import { type ClockGap, clockGaps } from './clock-gaps';
import { cronOrThrow } from './cron';
import { type Timer, timersOf } from './firings';
import type { Recurrence } from './recurrences';
import { instantAt } from './wall-clock';

/** Two entries of a schedule (by position) that would set sizes in the wrong order, or both at one instant. */
export interface Collision {
  readonly first: number;
  readonly second: number;
  /** When it happens for the first time in the years that are looked at, in epoch milliseconds. */
  readonly atMs: number;
}

/** The span that is looked at where zones differ: changes of the clocks repeat from year to year. */
const FIRST_DAY = 20_093;
const DAYS = 4 * 365 + 1;

/**
 * AWS refuses two actions of a group at the same instant, and runs equal crons in any order. Entries of one zone never
 * meet, since what they set together is one action, except on the day when daylight saving moves one into or past the
 * other; entries of different zones may.
 */
export function collisionsOf(scaling: Pick<Scaling, 'schedule'>, recurrences: readonly Recurrence[]): Collision[] {
  const timers = timersOf(scaling);
  const zones = new Set(timers.map(({ entry }) => entry.timeZone));
  return zones.size > 1 ? meetings(recurrences) : overtakings(timers);
}

function meetings(recurrences: readonly Recurrence[]): Collision[] {
  const entryAt = new Map<number, number>();
  const found: Collision[] = [];
  for (const { cron, timeZone, entry } of recurrences) {
    const { firesOn, minutes } = cronOrThrow(cron);
    for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day++) {
      if (!firesOn(day)) continue;
      for (const atMs of minutes.map((minute) => instantAt(day, minute, timeZone))) {
        const other = entryAt.get(atMs);
        if (other !== undefined) found.push({ first: other, second: entry, atMs });
        entryAt.set(atMs, entry);
      }
    }
  }
  return onePerPair(found);
}

function overtakings(timers: readonly Timer[]): Collision[] {
  const firings = timers.flatMap((timer) => timesOf(timer));
  if (!firings.some((one) => firings.some((other) => mayOvertake(one, other)))) return [];
  const zone = timers[0]?.entry.timeZone ?? '';
  return onePerPair(
    clockGaps(zone).flatMap((gap) => {
      const today = firings.filter(({ firesOn }) => firesOn(gap.day));
      return today.flatMap((skipped) =>
        today
          .filter((other) => isOvertaken(skipped, other, gap))
          .map((other) => ({
            first: skipped.entry,
            second: other.entry,
            atMs: instantAt(gap.day, skipped.minute, zone),
          })),
      );
    }),
  );
}

interface TimeOfDay {
  readonly entry: number;
  /** What happens then: an entry's start, or its end. */
  readonly edge: 'start' | 'end';
  readonly minute: number;
  readonly firesOn: (day: number) => boolean;
}

function timesOf(timer: Timer): TimeOfDay[] {
  const { starts, endOf, index: entry } = timer;
  const times = starts.minutes.map((minute) => ({ entry, edge: 'start' as const, minute, firesOn: starts.firesOn }));
  const end = endOf?.(0);
  if (end === undefined) return times;
  return [...times, { entry, edge: 'end', minute: end.minute, firesOn: (day) => starts.firesOn(day - end.day) }];
}

/** No zone moves its clocks by more. */
const LARGEST_GAP_MINUTES = 120;

function mayOvertake(skipped: TimeOfDay, other: TimeOfDay): boolean {
  // a cron that meets itself does the same thing twice
  if (skipped.entry === other.entry && skipped.edge === other.edge) return false;
  return other.minute > skipped.minute && other.minute - skipped.minute <= LARGEST_GAP_MINUTES;
}

function isOvertaken(skipped: TimeOfDay, other: TimeOfDay, { fromMinute, toMinute }: ClockGap): boolean {
  const inGap = skipped.minute >= fromMinute && skipped.minute < toMinute;
  return (
    inGap &&
    mayOvertake(skipped, other) &&
    other.minute >= toMinute &&
    other.minute <= skipped.minute + toMinute - fromMinute
  );
}

function onePerPair(collisions: readonly Collision[]): Collision[] {
  const pairs = new Map(collisions.toReversed().map((one) => [`${one.first} ${one.second}`, one]));
  return [...pairs.values()].sort((a, b) => a.atMs - b.atMs);
}
