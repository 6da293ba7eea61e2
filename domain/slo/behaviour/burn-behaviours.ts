import type { AlertTier } from '../alert-windows';
import type { Behaviour } from './behaviour';
import { type BurnSubject, burnChecks } from './burn-checks';
import type { Phase } from './scenario';

/** Slow tiers are tried with fewer evaluations and scrapes: their windows are hours and days. */
const SLOW_SCRAPE_SECONDS = 60;
const SLOW_EVALUATION_SECONDS = 300;
const FAST_EVALUATION_SECONDS = 60;

/**
 * Error ratios of every shape around every threshold and window of an SLO. What must fire when follows from the
 * definition of the tiers, never from the rules.
 */
export function burnBehaviours(subject: BurnSubject, scrapeSeconds: number): Behaviour[] {
  const budget = subject.slo.budgetRatio;
  const tiers = subject.tiers.filter(({ factor }) => factor * budget < 1);
  const fast = tiers.filter(({ severity }) => severity === 'page');
  const slow = tiers.filter(({ severity }) => severity === 'ticket');
  const behave = (name: string, phases: readonly Phase[], isSlow = false): Behaviour => {
    const pace = {
      evaluationSeconds: isSlow ? SLOW_EVALUATION_SECONDS : FAST_EVALUATION_SECONDS,
      scrapeSeconds: isSlow ? Math.max(scrapeSeconds, SLOW_SCRAPE_SECONDS) : scrapeSeconds,
    };
    return { name, phases, ...pace, checks: burnChecks(phases, pace, subject) };
  };
  const before = 15 + Math.max(60, fast[0]?.longMinutes ?? 0);
  const after = 15 + Math.max(0, ...fast.map(({ shortMinutes }) => shortMinutes));
  const slowAfter = 30 + Math.max(0, ...slow.map(({ shortMinutes }) => shortMinutes));
  return [
    behave('healthy', [{ minutes: before }]),
    behave('everything fails for 20 minutes', [
      { minutes: before },
      { minutes: 20, errorRatio: 1 },
      { minutes: after },
    ]),
    behave('a tenth fails for 40 minutes', [{ minutes: before }, { minutes: 40, errorRatio: 0.1 }, { minutes: after }]),
    behave(
      'everything failed for half an hour, and the tickets close',
      [{ minutes: before }, { minutes: 30, errorRatio: 1 }, { minutes: slowAfter }],
      true,
    ),
    ...tiers.flatMap(({ factor }) =>
      [0.95, 1.05].map((times) =>
        behave(`errors just ${times < 1 ? 'below' : 'above'} ${factor} times the budget`, [
          { minutes: 40, errorRatio: Math.min(1, times * factor * budget) },
        ]),
      ),
    ),
    ...fast.slice(0, 1).map((tier) => behave(`${named(tier)} alone`, briefly(tier, fast[1], budget))),
    ...fast
      .slice(1)
      .map((tier) => behave(`${named(tier)} alone`, steadily(tier, fast[0], budget), tier.shortMinutes >= 30)),
    ...slow
      .slice(0, -1)
      .map((tier) => behave(`${named(tier)} alone`, afterSilence(tier, fast.at(-1), budget), tier.shortMinutes >= 90)),
    ...slow
      .slice(-1)
      .map((tier) =>
        behave(`${named(tier)} alone, a slow burn`, steadily(tier, slow[0], budget), tier.shortMinutes >= 60),
      ),
  ];
}

const named = ({ factor, longMinutes }: AlertTier) => `${factor} times the budget over ${longMinutes} minutes`;

/** An outage that fires the fastest tier within five minutes and ends before the next one would fire. */
function briefly(tier: AlertTier, next: AlertTier | undefined, budget: number): Phase[] {
  const spends = tier.longMinutes * tier.factor * budget;
  const errorRatio = Math.min(1, spends / 4.7);
  const minutes = Math.ceil(1.3 * (spends / errorRatio));
  const enough = next === undefined ? 0 : (1.3 * minutes * errorRatio) / (next.factor * budget);
  return [
    { minutes: Math.ceil(Math.max(tier.longMinutes * 1.2, enough)) },
    { minutes, errorRatio },
    { minutes: tier.shortMinutes * 2 + 20 },
  ];
}

/** Errors between two tiers' thresholds: the faster one never fires, this one after part of its long window. */
function steadily(tier: AlertTier, faster: AlertTier | undefined, budget: number): Phase[] {
  const times = faster === undefined || faster === tier ? 2 : (faster.factor * 0.85) / tier.factor;
  const factor = Math.min(Math.max(times, 1.3) * tier.factor, 0.95 / budget);
  const minutes = Math.ceil((tier.longMinutes * tier.factor) / factor) + Math.ceil(tier.longMinutes / 10);
  return [
    { minutes: tier.longMinutes },
    { minutes, errorRatio: factor * budget },
    { minutes: Math.ceil(tier.shortMinutes * 1.2) + 15 },
  ];
}

/**
 * While traffic is even, the slower of two ticket tiers with equal shares of the budget contains the faster one. After
 * a silence it does not: the faster one's long window holds little but the errors, the slower one's the time before.
 */
function afterSilence(tier: AlertTier, faster: AlertTier | undefined, budget: number): Phase[] {
  const factor = Math.min(faster === undefined ? 2 * tier.factor : (faster.factor + tier.factor) / 2, 0.95 / budget);
  // not so round that the definition changes its mind exactly when the rules are evaluated
  const seen = Math.ceil(tier.longMinutes / 6) + 7;
  const minutes = Math.ceil((seen * tier.factor) / factor) + Math.ceil(tier.longMinutes / 60);
  return [
    { minutes: tier.longMinutes },
    { minutes: tier.longMinutes - seen, state: 'gone' },
    { minutes, errorRatio: factor * budget },
    { minutes: tier.shortMinutes + 15 },
  ];
}
