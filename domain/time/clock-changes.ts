import { localAt } from './zones';

/** The wall clock of a zone jumps. */
export interface ClockChange {
  /** Epoch milliseconds; the first instant with the new offset. */
  readonly atMs: number;
  /** Positive: clocks go forward, and local times are skipped. */
  readonly minutes: number;
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** Every jump of a zone's clock after `fromMs`, up to `toMs`; two jumps within a day would be one. */
export function clockChanges(zone: string, fromMs: number, toMs: number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let at = fromMs; at < toMs; at += DAY_MS) {
    const end = Math.min(at + DAY_MS, toMs);
    const minutes = offsetMinutes(end, zone) - offsetMinutes(at, zone);
    if (minutes !== 0) changes.push({ atMs: firstAfter(at, end, zone), minutes });
  }
  return changes;
}

/** The first whole minute with the offset of `toMs`. */
function firstAfter(fromMs: number, toMs: number, zone: string): number {
  const offset = offsetMinutes(fromMs, zone);
  let low = Math.floor(fromMs / MINUTE_MS);
  let high = Math.ceil(toMs / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(middle * MINUTE_MS, zone) === offset) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

function offsetMinutes(atMs: number, zone: string): number {
  const local = localAt(atMs, zone);
  const wallMinutes = local.toLocalDate().toEpochDay() * 1440 + Math.floor(local.toLocalTime().toSecondOfDay() / 60);
  return wallMinutes - Math.floor(atMs / MINUTE_MS);
}
