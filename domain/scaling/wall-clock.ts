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
  const offset = steadyOffset(day, zone);
  if (offset !== undefined) return (wallMinutes - offset) * MS_PER_MINUTE;
  return instantOf(LocalDateTime.ofEpochSecond(wallMinutes * 60, 0, ZoneOffset.UTC), zone);
}

/** The day that the wall clock of `zone` shows at an instant (epoch milliseconds). */
export function dayAt(atMs: number, zone: string): number {
  return Math.floor((atMs / MS_PER_MINUTE + offsetAt(atMs, zone)) / MINUTES_PER_DAY);
}

/** Minutes by which the wall clock of `zone` is ahead of UTC at an instant (epoch milliseconds). */
export function offsetAt(atMs: number, zone: string): number {
  const day = Math.floor(atMs / MS_PER_MINUTE / MINUTES_PER_DAY);
  return steadyOffset(day, zone) ?? exactOffset(atMs, zone);
}

/**
 * The offset (minutes) where clocks do not change within a day of this one, else undefined. Looking up an offset costs
 * microseconds and a schedule asks for thousands of neighbours, so the offset of each midnight UTC is kept.
 */
function steadyOffset(day: number, zone: string): number | undefined {
  if (zone === UTC) return 0;
  const before = offsetOfDay(day - 1, zone);
  return before === offsetOfDay(day + 2, zone) ? before : undefined;
}

const offsets = new Map<string, Map<number, number>>();

function offsetOfDay(day: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const offset = known.get(day) ?? exactOffset(day * MINUTES_PER_DAY * MS_PER_MINUTE, zone);
  known.set(day, offset);
  return offset;
}

function exactOffset(atMs: number, zone: string): number {
  return localAt(atMs, zone).toEpochSecond(ZoneOffset.UTC) / 60 - Math.floor(atMs / 1000) / 60;
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
