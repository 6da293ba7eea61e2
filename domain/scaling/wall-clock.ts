import { LocalDateTime, ZoneOffset } from '@js-joda/core';
import { instantOf, localAt } from '../time/zones';

/**
 * Wall-clock time as plain numbers: a day is counted from 1970-01-01, a minute within its day from midnight. Schedules
 * repeat on the wall clock, so all of their arithmetic is done here and only the result becomes an instant.
 */
export const MINUTES_PER_DAY = 24 * 60;
const MS_PER_MINUTE = 60_000;

/** The zone whose wall clock never jumps. */
export const UTC = 'UTC';

/** `HH:MM` → minutes since midnight. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Epoch milliseconds of a wall-clock minute; `minute` may lie outside its day. Skipped and doubled times as in zones.ts. */
export function instantAt(day: number, minute: number, zone: string): number {
  const wallMinutes = day * MINUTES_PER_DAY + minute;
  if (zone === UTC) return wallMinutes * MS_PER_MINUTE;
  return instantOf(LocalDateTime.ofEpochSecond(wallMinutes * 60, 0, ZoneOffset.UTC), zone);
}

/** The day that the wall clock of `zone` shows at an instant (epoch milliseconds). */
export function dayAt(atMs: number, zone: string): number {
  return localAt(atMs, zone).toLocalDate().toEpochDay();
}

/** 0 (Sunday) to 6. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Month 1 to 12 and day of the month 1 to 31. */
export function dateOf(day: number): { readonly month: number; readonly dayOfMonth: number } {
  const date = new Date(day * MINUTES_PER_DAY * MS_PER_MINUTE);
  return { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}
