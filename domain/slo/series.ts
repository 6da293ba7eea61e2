import type { Environment, Service, Slo } from '../catalog/model';
import { seriesLabels } from '../names/names';
import { duration } from '../promql/duration';
import { quoted } from '../promql/matchers';
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

/** One SLO of one service in one environment, with what its expressions need. */
export class SloSeries {
  readonly baseMinutes: number;
  readonly intervalSeconds: number;
  private readonly selector: string;

  constructor(service: Service, slo: Pick<Slo, 'name'>, environment: Pick<Environment, 'scrapeIntervalSeconds'>) {
    this.selector = sloSelector(service, slo);
    this.baseMinutes = baseMinutes(environment);
    this.intervalSeconds = ruleIntervalSeconds(environment);
  }

  /** The recorded series itself. */
  recorded(counted: Counted, minutes: number): string {
    return `${recordedName(counted, minutes)}${this.selector}`;
  }

  /** Events within a window, in `unitSeconds(minutes)` of a second's rate; empty where nothing was recorded. */
  over(counted: Counted, minutes: number): string {
    if (this.isRecorded(minutes)) return `sum(${this.recorded(counted, minutes)})`;
    return `sum(sum_over_time(${this.recorded(counted, this.baseMinutes)}[${duration(minutes * 60)}]))`;
  }

  /** How many events one unit of `over` stands for. */
  eventsPerUnit(minutes: number): number {
    return this.isRecorded(minutes) ? minutes * 60 : this.intervalSeconds;
  }

  /** How many samples of the base series a window holds when nothing is missing. */
  fullCount(minutes: number): number {
    return (minutes * 60) / this.intervalSeconds;
  }

  /** Samples of the base series that a window holds. */
  count(minutes: number): string {
    return `sum(count_over_time(${this.recorded('total', this.baseMinutes)}[${duration(minutes * 60)}]))`;
  }

  private isRecorded(minutes: number): boolean {
    return minutes === this.baseMinutes || minutes === HOUR_MINUTES;
  }
}
