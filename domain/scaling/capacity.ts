import type { Scaling, ScalingEvent } from '../catalog/model';
import { cronOrThrow, nextFiring } from './cron';
import type { Recurrence } from './recurrences';
import { type Sizes, sizesAt } from './sizes-at';

/** Hides the noise of binary fractions: 3 × 0.1rps are 0.3rps. */
const SIGNIFICANT_DIGITS = 12;

/** Requests per second that `max` instances carry at the target of each. */
export function capacityAt(max: number, requestsPerTargetPerSecond: number): number {
  return Number((max * requestsPerTargetPerSecond).toPrecision(SIGNIFICANT_DIGITS));
}

/** The largest size that a schedule or an event ever allows. */
export function largestMax({ max, schedule, events }: Scaling): number {
  return Math.max(max, ...[...schedule, ...events].map((one) => one.max ?? 0));
}

/** An event that lasts longer is looked at for a year, within which every schedule has come round. */
const YEAR_MS = 366 * 24 * 3_600_000;

/** All sizes that hold while an event runs: its own, and what the schedule says of a bound that it leaves out. */
export function sizesDuring(scaling: Scaling, event: ScalingEvent, recurrences: readonly Recurrence[]): Sizes[] {
  const first = sizesAt(scaling, event.fromMs);
  if (event.min !== undefined && event.max !== undefined) return [first];
  const untilMs = Math.min(event.toMs, event.fromMs + YEAR_MS);
  const found = new Map<string, Sizes>();
  for (const sizes of [first, ...scheduledWithin(scaling, event.fromMs, untilMs, recurrences)])
    found.set(`${sizes.min} ${sizes.max}`, sizes);
  return [...found.values()];
}

function* scheduledWithin(scaling: Scaling, fromMs: number, untilMs: number, recurrences: readonly Recurrence[]) {
  for (const { cron, timeZone } of recurrences) {
    const next = (afterMs: number) => nextFiring(cronOrThrow(cron), timeZone, afterMs);
    for (let atMs = next(fromMs); atMs < untilMs; atMs = next(atMs)) yield sizesAt(scaling, atMs);
  }
}
