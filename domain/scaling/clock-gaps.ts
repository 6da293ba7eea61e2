import { dayAt, instantAt, MINUTES_PER_DAY, offsetAt, UTC } from './wall-clock';

/** Local times that a change of the clocks skips: from `fromMinute` on, before `toMinute`. */
export interface ClockGap {
  readonly day: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * The years that are looked at: all for which the zone data writes out changes of the clocks. Fixed, so that what is
 * accepted does not depend on the day of asking.
 */
const FIRST_DAY = dayAt(Date.UTC(2025, 0, 1), UTC);
const LAST_DAY = dayAt(Date.UTC(2037, 0, 1), UTC);
const STEP_DAYS = 7;
const known = new Map<string, readonly ClockGap[]>();

export function clockGaps(zone: string): readonly ClockGap[] {
  const gaps = known.get(zone) ?? findGaps(zone);
  known.set(zone, gaps);
  return gaps;
}

function findGaps(zone: string): ClockGap[] {
  const gaps: ClockGap[] = [];
  for (let day = FIRST_DAY; day < LAST_DAY; day += STEP_DAYS) {
    const before = instantAt(day, 0, UTC);
    const after = instantAt(day + STEP_DAYS, 0, UTC);
    const gapMinutes = offsetAt(after, zone) - offsetAt(before, zone);
    if (gapMinutes <= 0) continue;
    const change = (lastBeforeChange(before, after, zone) + 60_000) / 60_000 + offsetAt(after, zone);
    const toMinute = change % MINUTES_PER_DAY;
    gaps.push({ day: Math.floor(change / MINUTES_PER_DAY), fromMinute: toMinute - gapMinutes, toMinute });
  }
  return gaps;
}

/** The last whole minute before the offset changes between two instants. */
function lastBeforeChange(fromMs: number, toMs: number, zone: string): number {
  const offset = offsetAt(fromMs, zone);
  let low = fromMs / 60_000;
  let high = toMs / 60_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 60_000, zone) === offset) low = middle;
    else high = middle;
  }
  return low * 60_000;
}
