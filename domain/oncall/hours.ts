import { LocalTime } from '@js-joda/core';
import type { RotationHours, Weekday } from '../catalog/model';
import { instantOf, localAt } from '../time/zones';
import { type Interval, union } from './intervals';

/** ISO 8601: Monday is 1, Sunday 7. */
const isoDays: Readonly<Record<Weekday, number>> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

/** The days on which the hours start, as ISO numbers, in order and once each. */
export function isoDaysOf(hours: RotationHours): number[] {
  return [...new Set(hours.days.map((day) => isoDays[day]))].sort((a, b) => a - b);
}

/** true where the hours end on the day after they started (`to` before or equal to `from`). */
export function passMidnight(hours: RotationHours): boolean {
  return !LocalTime.parse(hours.to).isAfter(LocalTime.parse(hours.from));
}

/** The hours that touch the range, whole, merged where they meet. */
export function hoursWithin(hours: RotationHours, timeZone: string, range: Interval): Interval[] {
  const days = isoDaysOf(hours);
  const [from, to] = [LocalTime.parse(hours.from), LocalTime.parse(hours.to)];
  const lengthDays = passMidnight(hours) ? 1 : 0;
  const last = localAt(range.toMs, timeZone).toLocalDate();
  // two days before: hours that pass midnight, and an end that daylight saving moves over the next midnight
  let date = localAt(range.fromMs, timeZone).toLocalDate().minusDays(2);
  const windows: Interval[] = [];
  for (; !date.isAfter(last); date = date.plusDays(1)) {
    if (!days.includes(date.dayOfWeek().value())) continue;
    windows.push({
      fromMs: instantOf(date.atTime(from), timeZone),
      toMs: instantOf(date.plusDays(lengthDays).atTime(to), timeZone),
    });
  }
  return union(windows).filter(({ fromMs, toMs }) => fromMs < range.toMs && toMs > range.fromMs);
}
