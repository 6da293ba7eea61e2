import type { Slo } from '../../catalog/model';
import type { AlertTier } from '../alert-windows';
import { isSeenThroughGaps } from '../counted';
import { HOUR_MINUTES } from '../series';
import type { Phase } from './scenario';
import { EVENTS_PER_MINUTE } from './scenario';

/** What a window shorter than an hour is put together of; longer ones of hours. */
const PIECE_MINUTES = 5;

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
    const newest = shortMinutes < HOUR_MINUTES ? PIECE_MINUTES : HOUR_MINUTES;
    // of what nobody sees any more, the absence alert speaks
    if (eventsBetween(phases, atMinutes - newest, atMinutes).minutes === 0) return false;
    const short = eventsBetween(phases, atMinutes - shortMinutes, atMinutes);
    const long = eventsBetween(phases, atMinutes - longMinutes, atMinutes);
    const assumed = slo.alerting.historyGuard ? (long.total * longMinutes) / long.minutes : long.total;
    return short.bad > threshold * short.total && long.bad > threshold * assumed;
  });
}

/** So long after a gap in the data the page may speak of what the gap hid. */
const GAP_REMEMBERED_MINUTES = 15;

/** Whether the page may speak of an outage in a gap: by the errors of the hour, and whatever the short windows say. */
export function mayBeHidden(
  phases: readonly Phase[],
  slo: Slo,
  tiers: readonly AlertTier[],
  atMinutes: number,
): boolean {
  const fastest = tiers.find(({ severity }) => severity === 'page');
  if (fastest === undefined || !isSeenThroughGaps(slo)) return false;
  const lately = eventsBetween(phases, atMinutes - GAP_REMEMBERED_MINUTES, atMinutes);
  if (lately.minutes >= Math.min(GAP_REMEMBERED_MINUTES, atMinutes)) return false;
  const hour = eventsBetween(phases, atMinutes - HOUR_MINUTES, atMinutes);
  return hour.bad > ((0.9 * fastest.factor * slo.budgetRatio * fastest.longMinutes) / HOUR_MINUTES) * hour.total;
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
