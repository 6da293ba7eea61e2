import type { AlertTier } from '../alert-windows';
import { calmMinutes } from './calm';
import { EVENTS_PER_MINUTE, type Phase } from './scenario';

/** Error ratios of two bursts in multiples of a threshold; the short window sees the second, the long one both. */
export const bursts = [
  { name: 'both windows above', past: 1.1, present: 1.1 },
  { name: 'only the long window above', past: 1.5, present: 0.9 },
  { name: 'only the short window above', past: 0, present: 1.8 },
];

interface BurstRatios {
  readonly past: number;
  readonly present: number;
}

/**
 * Nearly all events happen within two bursts, so that errors over events stay what they are while the bursts wander
 * through the windows and over their joints. Long before, clean traffic that only slower tiers remember, so that they stay silent.
 */
export function burstsOfTraffic(tier: AlertTier, slower: AlertTier | undefined, ratios: BurstRatios): Phase[] {
  const few = { perMinute: EVENTS_PER_MINUTE / 1000 };
  const passing = twoBursts(tier, ratios, few);
  if (slower === undefined) return passing;
  const times = (6 * tier.factor) / slower.factor;
  return [
    { minutes: burstMinutes(tier), perMinute: Math.ceil(EVENTS_PER_MINUTE * times) },
    { minutes: tier.longMinutes, state: 'gone' },
    ...passing,
  ];
}

/**
 * The same where time is weighed, not traffic: there is nothing to see but in the bursts, and long before.
 * @param between what there is instead: no series, or no traffic
 */
export function burstsOfData(
  tier: AlertTier,
  slower: AlertTier | undefined,
  ratios: BurstRatios,
  budgetRatio: number,
  between: Omit<Phase, 'minutes'>,
): Phase[] {
  const passing = twoBursts(tier, ratios, between);
  if (slower === undefined) return passing;
  // a burst counts as seen for some minutes longer than it lasts
  const failing = 2 * burstMinutes(tier) * (ratios.past + ratios.present);
  return [
    { minutes: calmMinutes(failing, [slower], budgetRatio) },
    { minutes: tier.longMinutes, state: 'gone' },
    ...passing,
  ];
}

const burstMinutes = ({ longMinutes, shortMinutes }: AlertTier) =>
  Math.ceil(Math.min(60, longMinutes / 4, shortMinutes));

function twoBursts(tier: AlertTier, { past, present }: BurstRatios, between: Omit<Phase, 'minutes'>): Phase[] {
  const minutes = burstMinutes(tier);
  return [
    { minutes: 10, ...between },
    { minutes, errorRatio: Math.min(1, past) },
    // long enough for a page of the first burst to be over, with what it is kept
    { minutes: Math.max(tier.shortMinutes, 20), ...between },
    { minutes, errorRatio: Math.min(1, present) },
    { minutes: Math.ceil(tier.shortMinutes * 0.9), ...between },
  ];
}

/**
 * Steady traffic, and a few minutes of errors that wander through the pieces of the short window: each alone decides,
 * since the long window is above its threshold by errors before.
 * @param times how much of the short window's share of errors the burst brings
 */
export function burstOfErrors(
  { longMinutes, shortMinutes, factor }: AlertTier,
  faster: AlertTier | undefined,
  slower: readonly AlertTier[],
  times: number,
  budget: number,
): Phase[] {
  const threshold = factor * budget;
  const burst = (bad: number, least: number): Phase => {
    const minutes = Math.max(least, Math.ceil(bad));
    return { minutes, errorRatio: bad / minutes };
  };
  const past = burst(1.2 * longMinutes * threshold, Math.ceil(longMinutes / 12));
  const present = burst(times * shortMinutes * threshold, Math.min(5, Math.ceil(shortMinutes / 2)));
  const bad = longMinutes * threshold * 1.2 + shortMinutes * threshold * times;
  // out of a page that is kept, and of a faster tier's window
  const between = Math.max(shortMinutes, 20, faster?.longMinutes ?? 0);
  return [
    { minutes: Math.max(longMinutes, calmMinutes(bad, slower, budget)) },
    past,
    { minutes: between },
    present,
    { minutes: Math.ceil(shortMinutes * 1.1) },
  ];
}
