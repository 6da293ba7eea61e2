import type { Environment, Service, Slo } from '../catalog/model';
import { seriesLabels } from '../names/names';
import { duration } from '../promql/duration';
import { quoted } from '../promql/strings';
import { baseMinutes } from './tiers';

/** What is recorded for an SLO: errors and all events, per second, over the base window and over an hour. */
export type Counted = 'errors' | 'total';

export const HOUR_MINUTES = 60;

/** Name of a recorded series: `slo:errors:rate5m`. */
export function recordedName(counted: Counted, minutes: number): string {
  return `slo:${counted}:rate${duration(minutes * 60)}`;
}

/** `{environment="…",service="…",slo="…"}`: what selects the series of one SLO. */
export function sloSelector(service: Service, slo: Pick<Slo, 'name'>): string {
  const labels = Object.entries(seriesLabels(service, slo.name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${labels.map(([name, value]) => `${name}=${quoted(value)}`).join(',')}}`;
}

/**
 * How often an SLO's rules are evaluated: the longest of 60, 30, 20 and 10 seconds that divides the scrape interval,
 * so that one isolated failure weighs exactly one; where none does (15 s), 30 seconds, and it weighs within 5 %.
 * Grafana's server wants multiples of 10.
 */
export function ruleIntervalSeconds(environment: Pick<Environment, 'scrapeIntervalSeconds'>): number {
  return [60, 30, 20, 10].find((seconds) => environment.scrapeIntervalSeconds % seconds === 0) ?? 30;
}

/** Between two samples that a window adds up; five to a base window, so that each event is counted five times a fifth. */
const STEP_SECONDS = 60;
/** promtool's engine holds 10,000 samples, and a subquery twice; beyond, steps grow. */
const MOST_STEPS = 4500;
/** Between two samples that are counted to see how much history there is. */
const COUNT_STEP_SECONDS = 300;

/** Between two samples that a window of so many minutes adds up: a minute, and more where it is longer than days. */
export function stepSeconds(minutes: number): number {
  return Math.max(STEP_SECONDS, Math.ceil((minutes * 60) / MOST_STEPS / 60) * 60);
}

/** One SLO of one service in one environment: its counts over any window, from the four series that are recorded. */
export class SloSeries {
  readonly baseMinutes: number;
  private readonly selector: string;

  constructor(service: Service, slo: Pick<Slo, 'name'>, environment: Pick<Environment, 'scrapeIntervalSeconds'>) {
    this.selector = sloSelector(service, slo);
    this.baseMinutes = baseMinutes(environment);
  }

  /** The recorded series itself. */
  recorded(counted: Counted, minutes: number): string {
    return `${recordedName(counted, minutes)}${this.selector}`;
  }

  /**
   * Events within a window, in units of `eventsPerUnit`; empty where nothing was recorded.
   *
   * A recorded window is read as it is. Any other begins with a recorded one, so that what happens now counts at once,
   * and goes on with the sum of the base window's samples, centred so that nothing counts twice at the joint. A window
   * below an hour ends with a base window too, so that it is left as sharply as it is entered. What lies back may be
   * missing, as in a service's first days.
   */
  over(counted: Counted, minutes: number): string {
    const latest = this.latestMinutes(minutes);
    const base = this.recorded(counted, this.baseMinutes);
    if (latest === minutes) return `sum(${this.recorded(counted, latest)})`;
    const step = stepSeconds(minutes);
    const oldest = latest === this.baseMinutes ? [orNothing(`sum(${base} offset ${span(minutes - latest)})`)] : [];
    const ends = [`sum(${this.recorded(counted, latest)})`, ...oldest].join(' + ');
    const scale = (latest * 60) / step;
    const both = oldest.length === 0 ? `${scale} * ${ends}` : `${scale} * (${ends})`;
    const betweenMinutes = minutes - latest * (1 + oldest.length);
    if (betweenMinutes <= 0) return both;
    // a sample speaks for the base window before it; half a step more, to be late rather than early
    const offset = duration((latest - this.baseMinutes / 2) * 60 + step / 2);
    const between = `sum(sum_over_time(${base}[${span(betweenMinutes)}:${duration(step)}] offset ${offset}))`;
    return `(${both} + ${orNothing(between)})`;
  }

  /** How many events one unit of `over` stands for. */
  eventsPerUnit(minutes: number): number {
    return this.latestMinutes(minutes) === minutes ? minutes * 60 : stepSeconds(minutes);
  }

  /** How many samples `count` finds in a window when nothing is missing. */
  fullCount(minutes: number): number {
    return (minutes * 60) / COUNT_STEP_SECONDS;
  }

  /** Samples of the base series in a window, one for each five minutes. */
  count(minutes: number): string {
    const base = this.recorded('total', this.baseMinutes);
    return `sum(count_over_time(${base}[${duration(minutes * 60)}:${duration(COUNT_STEP_SECONDS)}]))`;
  }

  /** Share of the last hour in which the base series had something to weigh, for SLIs whose events are moments. */
  seenWithinHour(): string {
    return `sum(sum_over_time(${this.recorded('total', this.baseMinutes)}[1h:1m])) / ${HOUR_MINUTES}`;
  }

  /** The recorded window that another one begins with. */
  private latestMinutes(minutes: number): number {
    return minutes < HOUR_MINUTES ? this.baseMinutes : HOUR_MINUTES;
  }
}

const span = (minutes: number) => duration(minutes * 60);

function orNothing(expr: string): string {
  return `(${expr} or vector(0))`;
}
