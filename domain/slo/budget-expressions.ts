import type { Environment, Service, Slo } from '../catalog/model';
import { duration } from '../promql/duration';
import { canBeIdle } from './counted';
import { type Counted, HOUR_MINUTES, SloSeries, sloSelector } from './series';
import { alertTiers, nominalDays, rounded } from './tiers';

/**
 * Recorded beside the counts, every five minutes, for whoever reads budgets across services: what the objective is, the
 * share of the budget that is left, and how many times too fast it burned in the last hour.
 */
export const OBJECTIVE_SERIES = 'slo:objective:ratio';
export const BUDGET_LEFT_SERIES = 'slo:budget_left:ratio';
export const BURN_RATE_SERIES = 'slo:burn_rate:ratio_rate1h';

/**
 * How long a recorded share is good for. Prometheus forgets a sample after five minutes, just when the next one is due:
 * it arrives seconds later, and Grafana asks in the meantime, in the very group that records it. One may be missing.
 */
const BUDGET_LASTS = '15m';

/** What dashboards show of an SLO's budget; each expression gives one series without labels. */
export interface BudgetExpressions {
  /** The objective, 0..1, as a constant. */
  readonly objective: string;
  /** Share of the budget left, at most 1, negative once overspent: reads the recorded series, so it can be graphed. */
  readonly budgetLeft: string;
  /** The same from the counts; right at the instant of an instant query only. */
  readonly budgetLeftNow: string;
  /** How many times too fast the budget burned in the last hour: two recorded samples, cheap enough to record. */
  readonly burnRateNow: string;
  /** Holds when the errors so far exceed what the whole window's traffic will allow. Instant queries only. */
  readonly budgetSpent: string;
  /** How many times too fast the budget burns, by alert window, the shortest first; 1 spends it exactly. */
  readonly burnRates: readonly { readonly windowMinutes: number; readonly window: string; readonly expr: string }[];
  /** Events per second that count as errors, and all of them. For `up` and `errorRatio`: weighted shares. */
  readonly errorsPerSecond: string;
  readonly totalPerSecond: string;
}

/** The expressions of an SLO's budget; calendar windows count in UTC. */
export function budgetExpressions(service: Service, slo: Slo, environment: Environment): BudgetExpressions {
  const series = new SloSeries(service, slo, environment);
  const budget = rounded(slo.budgetRatio);
  const errors = inWindow(series, slo, 'errors');
  const total = inWindow(series, slo, 'total');
  const recent = series.over('errors', series.baseMinutes);
  const left = `max(last_over_time(${BUDGET_LEFT_SERIES}${sloSelector(service, slo)}[${BUDGET_LASTS}]))`;
  const minutes = alertTiers(slo.window, environment).flatMap(({ shortMinutes, longMinutes }) => [
    shortMinutes,
    longMinutes,
  ]);
  return {
    objective: `vector(${rounded(1 - slo.budgetRatio)})`,
    budgetLeft: left,
    budgetLeftNow: `1 - ${errors} / (${budget} * ${total} > 0) or 1 + 0 * ${recent}`,
    burnRateNow: ratio(series, slo, HOUR_MINUTES, budget),
    budgetSpent: `1 - ${left} > ${share(series, slo)}`,
    burnRates: [...new Set(minutes)]
      .sort((a, b) => a - b)
      .map((windowMinutes) => ({
        windowMinutes,
        window: duration(windowMinutes * 60),
        expr: ratio(series, slo, windowMinutes, budget),
      })),
    errorsPerSecond: recent,
    totalPerSecond: series.over('total', series.baseMinutes),
  };
}

/** Errors over what the budget allows; 0 where there is no traffic, empty where errors are not known. */
function ratio(series: SloSeries, slo: Slo, minutes: number, budget: number): string {
  const errors = series.over('errors', minutes);
  const total = series.over('total', minutes);
  const allowed = `${budget} * ${total}`;
  return canBeIdle(slo) ? `${errors} / (${allowed} > 0) or 0 * ${errors}` : `${errors} / (${allowed})`;
}

/** The instant of evaluation, seen from inside of a subquery, where `time()` is the step's. */
const NOW = 'last_over_time(vector(time())[1s:1s] @ end())';

/** Seconds of a full hour, and of one step within the hour that has begun. */
const HOUR_SECONDS = 3600;
const STEP_SECONDS = 300;

/** Days of a month at most: no subquery is longer, so that promtool's engine, with its 10,000 samples, holds each. */
const MONTH_DAYS = 31;

/**
 * Events of the SLO's window up to now: full hours laid side by side, which see across gaps in scraping and cost 720
 * samples for 30 days, and five-minute steps for the hour that has begun. Any may be missing, right after the first
 * scrape or an outage; where all are, there is no answer: a histogram without its bucket has not kept its budget.
 */
function inWindow(series: SloSeries, slo: Slo, counted: Counted): string {
  const base = series.recorded(counted, series.baseMinutes);
  const sinceHour = `${base} and on() vector(time()) > ${HOUR_SECONDS} * floor(${NOW} / ${HOUR_SECONDS})`;
  const full = hours(series, slo, counted).map((range) => `${HOUR_SECONDS} * sum(sum_over_time(${range}))`);
  const begun = `${STEP_SECONDS} * sum(sum_over_time((${sinceHour})[1h:${duration(STEP_SECONDS)}]))`;
  return added([...full, begun]);
}

/** One sample for each full hour of the window so far, in ranges of a month or the whole window. */
function hours(series: SloSeries, slo: Slo, counted: Counted): string[] {
  const hour = series.recorded(counted, HOUR_MINUTES);
  if (slo.window.kind === 'rolling') return [`${hour}[${slo.window.days}d:1h]`];
  const middle = `vector(time() - ${HOUR_SECONDS / 2})`;
  const ofUnit = (unit: (time: string) => string) => `(${hour} and on() ${unit(middle)} == ${unit(NOW)})`;
  const range = `[${MONTH_DAYS}d:1h]`;
  if (slo.window.unit === 'month') return [`${ofUnit((time) => `month(${time})`)}${range}`];
  const quarter = ofUnit((time) => `floor((month(${time}) - 1) / 3)`);
  return [0, 1, 2].map((months) => `${quarter}${range}${months === 0 ? '' : ` offset ${months * MONTH_DAYS}d`}`);
}

/** The sum of those parts that there are, each without labels; empty where there is none. */
function added(parts: readonly string[]): string {
  const apart = parts.map((part, index) => (index === 0 ? part : `label_replace(${part}, "part", "${index}", "", "")`));
  return `sum(${apart.join(' or ')})`;
}

/** How many times longer the whole window is than what was counted of it. */
function share(series: SloSeries, slo: Slo): string {
  const wholeHours = nominalDays(slo.window) * 24;
  const counted = hours(series, slo, 'total').map((range) => `sum(count_over_time(${range}))`);
  return `clamp_min(${wholeHours} / ${added(counted)}, 1)`;
}
