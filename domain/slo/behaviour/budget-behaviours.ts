import type { Slo } from '../../catalog/model';
import { BUDGET_LEFT_SERIES, BURN_RATE_SERIES, OBJECTIVE_SERIES } from '../budget-expressions';
import { isCounted } from '../counted';
import { nominalDays, rounded } from '../tiers';
import type { Behaviour, Check } from './behaviour';
import { EVENTS_PER_MINUTE, minutesOf, type Phase } from './scenario';
import type { SloAlerts } from './slo-alerts';

/** The group's own pace, and one evaluation for every full hour that a window adds up. */
const STEPS_SECONDS = 300;
const HOURS_SECONDS = 3600;
const SCRAPE_SECONDS = 60;

const DAY_MINUTES = 24 * 60;

/** What is left of the budget, from errors over events since the window began. */
export function budgetBehaviours(slo: Slo, alerts: SloAlerts): Behaviour[] {
  return [fromHourToHour(slo), overTheWindow(slo), idle(), ...spent(slo, alerts)];
}

/** Errors count from the first five minutes on, within an hour that has begun and after it. */
function fromHourToHour(slo: Slo): Behaviour {
  const errorRatio = Math.min(0.5, 3 * slo.budgetRatio);
  const phases: Phase[] = [
    { minutes: 20 },
    { minutes: 20, errorRatio },
    // a ratio of the author's own weighs the hours by time, and within an hour as it likes
    { minutes: 15, ...(slo.sli.kind === 'errorRatio' ? {} : { perMinute: 4 * EVENTS_PER_MINUTE }) },
    { minutes: 80 },
    { minutes: 45, errorRatio },
    { minutes: 90 },
  ];
  const counts = isCounted(slo);
  const until = (atMinutes: number, weight: (phase: Phase) => number) => {
    let begin = 0;
    let sum = 0;
    for (const phase of phases) {
      const busy = counts ? (phase.perMinute ?? EVENTS_PER_MINUTE) / EVENTS_PER_MINUTE : 1;
      sum += Math.min(Math.max(atMinutes - begin, 0), phase.minutes) * busy * weight(phase);
      begin += phase.minutes;
    }
    return sum;
  };
  // a step of five minutes ends at each full one, the hour's tiles at each full hour
  const checks = [40, 65, 135, 150, 165, 175, 180, 185, 190, 240, 265].map((atMinutes): Check => {
    const failing = until(atMinutes, (phase) => phase.errorRatio ?? 0);
    const left = 1 - failing / (until(atMinutes, () => 1) * slo.budgetRatio);
    const lastHour = (weight: (phase: Phase) => number) => until(atMinutes, weight) - until(atMinutes - 60, weight);
    const burn = lastHour((phase) => phase.errorRatio ?? 0) / (lastHour(() => 1) * slo.budgetRatio);
    const values = [value(left, 0.04 * (1 - left) + 0.001), objective(slo), burnRate(burn, 0.05 * burn + 0.001)];
    return { atMinutes, firing: [], silent: [], values };
  });
  const pace = { evaluationSeconds: STEPS_SECONDS, scrapeSeconds: SCRAPE_SECONDS };
  return { name: 'the budget shrinks within the hour', phases, ...pace, checks };
}

/** Without traffic, nothing is spent. */
function idle(): Behaviour {
  const checks: Check[] = [{ atMinutes: 30, firing: [], silent: [], values: [value(1, 0.001), burnRate(0, 0.001)] }];
  const pace = { evaluationSeconds: STEPS_SECONDS, scrapeSeconds: SCRAPE_SECONDS };
  return { name: 'without traffic the budget stays', phases: [{ minutes: 30, perMinute: 0 }], ...pace, checks };
}

/** Errors are forgotten when a rolling window has moved past them, or a calendar one begins again. */
function overTheWindow(slo: Slo): Behaviour {
  const errorRatio = Math.min(0.5, 100 * slo.budgetRatio);
  const { window } = slo;
  // promtool's time begins with January 1970: its month has 31 days, its quarter 90
  const days = window.kind === 'rolling' ? window.days : window.unit === 'month' ? 31 : 90;
  const phases: Phase[] = [{ minutes: 120 }, { minutes: 120, errorRatio }, { minutes: days * DAY_MINUTES + 60 }];
  const left = (minutes: number) => 1 - (120 * errorRatio) / (minutes * slo.budgetRatio);
  const before = days * DAY_MINUTES - 120;
  const checks = [before / 2, before].map((atMinutes): Check => {
    const at = Math.floor(atMinutes / 60) * 60;
    return { atMinutes: at, firing: [], silent: [], values: [value(left(at), 0.02 * (1 - left(at)))] };
  });
  const after: Check = { atMinutes: minutesOf(phases), firing: [], silent: [], values: [value(1, 0.001)] };
  const pace = { evaluationSeconds: HOURS_SECONDS, scrapeSeconds: SCRAPE_SECONDS };
  return { name: 'the window moves past its errors', phases, ...pace, checks: [...checks, after] };
}

/** The alert looks at the traffic of the whole window, so that a first bad hour is not the end of a month. */
function spent(slo: Slo, { budgetSpent }: SloAlerts): Behaviour[] {
  if (budgetSpent === undefined) return [];
  const budgetMinutes = nominalDays(slo.window) * DAY_MINUTES * slo.budgetRatio;
  const pace = { evaluationSeconds: STEPS_SECONDS, scrapeSeconds: SCRAPE_SECONDS };
  return [0.6, 1.4].map((times) => {
    const minutes = Math.ceil(budgetMinutes * times);
    const phases: Phase[] = [
      { minutes: 60 },
      { minutes, errorRatio: (times * budgetMinutes) / minutes },
      { minutes: 70 },
    ];
    const check = { atMinutes: Math.floor(minutesOf(phases) / 5) * 5, firing: times > 1 ? [budgetSpent] : [] };
    return {
      name: `errors of ${times} times the whole budget`,
      phases,
      ...pace,
      checks: [{ ...check, silent: times > 1 ? [] : [budgetSpent] }],
    };
  });
}

function value(left: number, within: number) {
  return { record: BUDGET_LEFT_SERIES, value: rounded(left), within: rounded(within) };
}

function burnRate(times: number, within: number) {
  return { record: BURN_RATE_SERIES, value: rounded(times), within: rounded(within) };
}

function objective(slo: Slo) {
  return { record: OBJECTIVE_SERIES, value: rounded(1 - slo.budgetRatio), within: 1e-9 };
}
