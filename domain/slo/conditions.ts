import type { Environment, Service, Slo } from '../catalog/model';
import { duration } from '../promql/duration';
import type { AlertTier } from './alert-windows';
import { isCounted, isSeenThroughGaps } from './counted';
import { HOUR_MINUTES, SloSeries } from './series';
import { alertTiers, rounded } from './tiers';

/** Where a gap in scraping is looked for. */
const RECENT_MINUTES = 10;

/** What an SLO's alerts ask, in PromQL: each is one sample without labels where it holds, and empty where not. */
export interface SloConditions {
  readonly tiers: readonly AlertTier[];
  readonly page: string;
  /** The slow tiers alone, whatever the page says. */
  readonly ticket: string;
  /** The page's or the ticket's. */
  readonly either: string;
  /** Nothing recorded for ten minutes. */
  readonly absent: string;
  /** Something was recorded within a day. */
  readonly seenWithinDay: string;
}

/** The conditions of an SLO in an environment. */
export function sloConditions(service: Service, slo: Slo, environment: Environment): SloConditions {
  const series = new SloSeries(service, slo, environment);
  const tiers = alertTiers(slo.window, environment);
  const [fastest] = tiers.filter(({ severity }) => severity === 'page');
  const of = (severity: AlertTier['severity']) =>
    tiers.filter((tier) => tier.severity === severity).map((tier) => tierCondition(series, slo, tier));
  const hidden = fastest === undefined || !isSeenThroughGaps(slo) ? [] : [hiddenCondition(series, slo, fastest)];
  // errors are there only where everything is that they are told from: a histogram without its bucket has a total
  const base = series.recorded('errors', series.baseMinutes);
  return {
    tiers,
    page: anyOf([...of('page'), ...hidden]),
    ticket: anyOf(of('ticket')),
    either: anyOf([...of('page'), ...hidden, ...of('ticket')]),
    absent: `max(absent_over_time(${base}[10m]))`,
    seenWithinDay: `max(present_over_time(${base}[1d]))`,
  };
}

/** `group` makes one sample without labels of whatever fires first. */
function anyOf(conditions: readonly string[]): string {
  return `group(${conditions.join(' or ')})`;
}

/**
 * Both windows burn too fast. The threshold is multiplied, not divided by: 0 > 0 is false where 0 / 0 is NaN. A
 * filter keeps its left side, so that the guard on the number of failures reads the long window only once.
 */
function tierCondition(series: SloSeries, slo: Slo, { longMinutes, shortMinutes, factor }: AlertTier): string {
  const threshold = number(factor * slo.budgetRatio);
  const short = `${series.over('errors', shortMinutes)} > ${threshold} * ${series.over('total', shortMinutes)}`;
  return `(${short} and ${longCondition(series, slo, longMinutes, threshold)})`;
}

function longCondition(series: SloSeries, slo: Slo, minutes: number, threshold: string): string {
  const history = slo.alerting.historyGuard ? ` * ${number(series.fullCount(minutes))} / ${series.count(minutes)}` : '';
  const filtered = `${series.over('errors', minutes)} > ${threshold} * ${series.over('total', minutes)}${history}`;
  const failures = minimumFailures(slo);
  return failures === 0 ? filtered : `(${filtered} > ${number(failures / series.eventsPerUnit(minutes))})`;
}

/**
 * An outage that a gap in scraping hid: the hour's rate spans the gap and sees what the counters gained, while the
 * short windows, which would confirm it, have nothing to say. Holds only while the last ten minutes have fewer samples
 * than the hour before them had. The threshold spends the same share of the budget as the fastest tier does.
 */
function hiddenCondition(series: SloSeries, slo: Slo, { longMinutes, factor }: AlertTier): string {
  const threshold = number((factor * slo.budgetRatio * longMinutes) / HOUR_MINUTES);
  const samples = (minutes: number) =>
    `sum(count_over_time(${series.recorded('errors', series.baseMinutes)}[${duration(minutes * 60)}]))`;
  const complete = `${samples(RECENT_MINUTES)} >= ${samples(HOUR_MINUTES)} / ${HOUR_MINUTES / RECENT_MINUTES} - 0.5`;
  return `(${longCondition(series, slo, HOUR_MINUTES, threshold)} unless ${complete})`;
}

/** Half a failure less than asked for, since `rate` weighs one between 0.84 and 1.11. Shares are not counted. */
function minimumFailures(slo: Slo): number {
  if (!isCounted(slo)) return 0;
  return Math.max(0, slo.alerting.minFailures - 0.5);
}

/** As `%.10g` prints it: no noise of binary fractions. */
function number(value: number): string {
  return String(rounded(value));
}
