import type { Slo } from '../../catalog/model';
import type { AlertTier } from '../alert-windows';
import type { Phase } from './scenario';
import { EVENTS_PER_MINUTE } from './scenario';

/**
 * Which tiers burn too fast at a moment, from the definition: errors over events, in both windows.
 * @param times the thresholds are so many times what they are
 */
export function burningTiers(
  phases: readonly Phase[],
  slo: Slo,
  tiers: readonly AlertTier[],
  atMinutes: number,
  times = 1,
): readonly AlertTier[] {
  return tiers.filter(({ factor, longMinutes, shortMinutes }) => {
    const threshold = times * factor * slo.budgetRatio;
    const short = eventsBetween(phases, atMinutes - shortMinutes, atMinutes);
    const long = eventsBetween(phases, atMinutes - longMinutes, atMinutes);
    const assumed = slo.alerting.historyGuard ? (long.total * longMinutes) / long.minutes : long.total;
    return short.bad > threshold * short.total && long.bad > threshold * assumed;
  });
}

/** Events between two moments, and the minutes of them in which there were any to see. */
function eventsBetween(phases: readonly Phase[], fromMinutes: number, toMinutes: number) {
  const sum = { bad: 0, total: 0, minutes: 0 };
  let begin = 0;
  for (const { minutes, perMinute = EVENTS_PER_MINUTE, errorRatio = 0, state } of phases) {
    const inside = Math.min(begin + minutes, toMinutes) - Math.max(begin, fromMinutes);
    begin += minutes;
    if (inside <= 0 || state === 'gone') continue;
    sum.minutes += inside;
    sum.total += inside * perMinute;
    sum.bad += inside * perMinute * errorRatio;
  }
  return sum;
}
