import type { AlertTier } from '../alert-windows';
import { canBeIdle, isCounted } from '../counted';
import type { Behaviour } from './behaviour';
import { type BurnSubject, burnChecks } from './burn-checks';
import { burstOfErrors, bursts, burstsOfData, burstsOfTraffic } from './bursts';
import { calmMinutes } from './calm';
import type { Phase } from './scenario';
import { speaksForAll } from './slo-alerts';

/**
 * Scrapes and evaluations: one a minute for windows of minutes, slower for hours and days, which take as long. At five
 * minutes an evaluation is still seen wherever a window looks for one (Prometheus looks back five minutes).
 */
const paces = {
  minutes: { evaluationSeconds: 60, leastScrapeSeconds: 0 },
  hours: { evaluationSeconds: 300, leastScrapeSeconds: 60 },
};

/** A young service's history: short, since the definition says what follows from it. */
const BEFORE_MINUTES = 20;

/**
 * Error ratios of every shape around every threshold and window of an SLO. What must fire when follows from the
 * definition of the tiers, never from the rules.
 */
export function burnBehaviours(subject: BurnSubject, scrapeSeconds: number): Behaviour[] {
  const budget = subject.slo.budgetRatio;
  const tiers = subject.tiers.filter(({ factor }) => factor * budget < 1);
  // where one alert speaks for all tiers, each must be seen to fire it alone
  const isOne = subject.alerts.some(speaksForAll);
  const fast = isOne ? tiers : tiers.filter(({ severity }) => severity === 'page');
  const slow = isOne ? [] : tiers.filter(({ severity }) => severity === 'ticket');
  const slowerThan = (tier: AlertTier) =>
    [fast, slow].filter((some) => some.includes(tier)).flatMap((some) => some.slice(some.indexOf(tier) + 1));
  const behave = (name: string, phases: readonly Phase[], pace: keyof typeof paces = 'minutes'): Behaviour => {
    const { evaluationSeconds, leastScrapeSeconds } = paces[pace];
    const timing = { evaluationSeconds, scrapeSeconds: Math.max(scrapeSeconds, leastScrapeSeconds) };
    return { name, phases, ...timing, checks: burnChecks(phases, timing, subject) };
  };
  /** The pace at which a tier's short window is seen to end. */
  const paceOf = ({ shortMinutes }: AlertTier) => (shortMinutes >= 30 ? 'hours' : 'minutes');
  const before: Phase = { minutes: BEFORE_MINUTES };
  const after: Phase = { minutes: 15 + Math.max(0, ...fast.map(({ shortMinutes }) => shortMinutes)) };
  const slowAfter: Phase = { minutes: 30 + Math.max(0, ...slow.map(({ shortMinutes }) => shortMinutes)) };
  return [
    behave('healthy', [{ minutes: 30 }]),
    behave('everything fails for 20 minutes', [before, { minutes: 20, errorRatio: 1 }, after]),
    behave('a tenth fails for 40 minutes', [before, { minutes: 40, errorRatio: 0.1 }, after]),
    behave('everything failed, and the tickets close', [before, { minutes: 20, errorRatio: 1 }, slowAfter], 'hours'),
    ...tiers.flatMap(({ factor }) =>
      [0.95, 1.05].map((times) =>
        behave(`errors just ${times < 1 ? 'below' : 'above'} ${factor} times the budget`, [
          { minutes: 20, errorRatio: Math.min(1, times * factor * budget) },
        ]),
      ),
    ),
    ...fast.slice(0, 1).map((tier) => behave(`${named(tier)} alone`, briefly(tier, slowerThan(tier), budget))),
    ...fast.slice(1).map((tier, index) => {
      const phases = steadily(tier, fast[index], slowerThan(tier), budget);
      return behave(`${named(tier)} alone`, phases, paceOf(tier));
    }),
    ...slow
      .slice(0, -1)
      .map((tier) =>
        behave(`${named(tier)} alone`, afterSilence(tier, slow.at(-1) ?? tier, fast.at(-1), budget), paceOf(tier)),
      ),
    ...[...fast.slice(1), ...slow.slice(-1)].map((tier) => {
      const faster = tiers[tiers.indexOf(tier) - 1];
      return behave(`${named(tier)} forgets`, forgetting(tier, faster, slowerThan(tier), budget), paceOf(tier));
    }),
    ...tiers.flatMap((tier) =>
      bursts.map(({ name, past, present }) => {
        const threshold = tier.factor * budget;
        const ratios = { past: past * threshold, present: present * threshold };
        const isTraffic = isCounted(subject.slo);
        // a burst of data is seen for longer than it lasts: no tier that remembers it may be near its threshold
        const slowest = tier === tiers.at(-1) ? undefined : tiers.at(-1);
        const phases = isTraffic
          ? burstsOfTraffic(tier, slowerThan(tier).at(-1), ratios)
          : burstsOfData(tier, slowest, ratios, budget, canBeIdle(subject.slo) ? { perMinute: 0 } : { state: 'gone' });
        return behave(`${named(tier)}, bursts of ${isTraffic ? 'traffic' : 'data'}: ${name}`, phases, paceOf(tier));
      }),
    ),
    // counted events weigh the pieces of a window in bursts of traffic; hours and days are seen well enough, and between
    // two outer pieces of five minutes a single inner one is too coarse for a burst as short
    ...tiers
      .filter(({ shortMinutes }) => !isCounted(subject.slo) && shortMinutes <= 30 && shortMinutes !== 15)
      .flatMap((tier) =>
        [0.85, 1.15].map((times) => {
          const phases = burstOfErrors(tier, tiers[tiers.indexOf(tier) - 1], slowerThan(tier), times, budget);
          const name = `${named(tier)}, a burst of errors ${times < 1 ? 'below' : 'above'} the short window's`;
          return behave(name, phases);
        }),
      ),
  ];
}

const named = ({ factor, longMinutes }: AlertTier) => `${factor} times the budget over ${longMinutes} minutes`;

/** Errors that fire the fastest tier within nineteen minutes and end before a slower one would fire. */
function briefly(tier: AlertTier, slower: readonly AlertTier[], budget: number): Phase[] {
  const spends = tier.longMinutes * tier.factor * budget;
  const errorRatio = Math.min(1, spends / 18.7);
  const minutes = Math.ceil(1.15 * (spends / errorRatio));
  return [
    { minutes: Math.max(Math.ceil(tier.longMinutes * 1.2), calmMinutes(minutes * errorRatio, slower, budget)) },
    { minutes, errorRatio },
    { minutes: tier.shortMinutes * 2 + 20 },
  ];
}

/** Errors between two tiers' thresholds: the faster one never fires, this one after part of its long window. */
function steadily(
  tier: AlertTier,
  faster: AlertTier | undefined,
  slower: readonly AlertTier[],
  budget: number,
): Phase[] {
  const times = faster === undefined ? 2 : (faster.factor * 0.85) / tier.factor;
  const factor = Math.min(Math.max(times, 1.3) * tier.factor, 0.95 / budget);
  const minutes = Math.ceil((tier.longMinutes * tier.factor) / factor) + Math.ceil(tier.longMinutes / 10);
  const errorRatio = factor * budget;
  return [
    { minutes: Math.max(tier.longMinutes, calmMinutes(minutes * errorRatio, slower, budget)) },
    { minutes, errorRatio },
    { minutes: Math.ceil(tier.shortMinutes * 1.2) + 15 },
  ];
}

/**
 * While traffic is even, the slower of two ticket tiers with equal shares of the budget contains the faster one. After
 * a silence it does not: the faster one's long window holds little but the errors, the slower one's the time before.
 */
function afterSilence(tier: AlertTier, slower: AlertTier, faster: AlertTier | undefined, budget: number): Phase[] {
  const factor = Math.min(faster === undefined ? 2 * tier.factor : (faster.factor + tier.factor) / 2, 0.95 / budget);
  // not so round that the definition changes its mind exactly when the rules are evaluated
  const seen = Math.ceil(tier.longMinutes / 6) + 7;
  const burning = Math.ceil((seen * tier.factor) / factor) + Math.ceil(tier.longMinutes / 60);
  const dilutes = Math.ceil(1.25 * ((burning * factor) / slower.factor - burning));
  return [
    { minutes: Math.max(seen, dilutes) },
    { minutes: tier.longMinutes - seen, state: 'gone' },
    { minutes: burning, errorRatio: factor * budget },
    { minutes: tier.shortMinutes + 15 },
  ];
}

/** An outage as long ago as the long window, and errors now that alone would not be enough. */
function forgetting(
  tier: AlertTier,
  faster: AlertTier | undefined,
  slower: readonly AlertTier[],
  budget: number,
): Phase[] {
  const { longMinutes, shortMinutes, factor } = tier;
  const times = faster === undefined ? 2.4 : Math.min(2.4, (0.9 * faster.factor) / factor);
  const errorRatio = Math.min(times * factor * budget, 0.95);
  const outage = Math.ceil(Math.min(60, longMinutes / 20));
  const past: Phase = { minutes: outage, errorRatio: Math.min(1, (1.5 * longMinutes * factor * budget) / outage) };
  const now: Phase = { minutes: Math.ceil(0.8 * shortMinutes) + outage + 45, errorRatio };
  const bad = outage * (past.errorRatio ?? 0) + now.minutes * errorRatio;
  // a ratio that begins with its errors has nothing to be diluted by
  const calm = Math.max(10, calmMinutes(bad, slower, budget) - longMinutes);
  return [{ minutes: calm }, past, { minutes: longMinutes - outage - Math.ceil(0.8 * shortMinutes) }, now];
}
