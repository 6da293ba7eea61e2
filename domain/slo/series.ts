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

/** Between two samples of a block that a window adds up: of the base window's, and of the hour's. */
const BASE_STEP_SECONDS = 30;
const HOUR_STEP_SECONDS = 600;
/** Half a step is exact; errors are taken a twentieth less, so that an alert is late by seconds rather than early. */
const BEGUN_LESS: Readonly<Record<Counted, number>> = { errors: 0.55, total: 0.5 };
/** Between two samples that are counted to see how much history there is. */
const COUNT_STEP_SECONDS = 300;

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
   * A recorded window is read as it is. Any other is laid out in blocks of a recorded one: a block at its end, so that
   * what happens now counts at once; the sum of the block's samples before it, whose blurred ends are centred on the
   * joints; and where the window must be left as sharply as it was entered, a block at its beginning. Older parts may be
   * missing, as in a service's first days.
   */
  over(counted: Counted, minutes: number, beginning: 'sharp' | 'blurred' = 'sharp'): string {
    const block = this.blockMinutes(minutes);
    const recorded = this.recorded(counted, block);
    if (block === minutes) return `sum(${recorded})`;
    const step = this.stepSeconds(block);
    const scale = (block * 60) / step;
    const isSharp = beginning === 'sharp' || minutes <= 2 * block;
    const first = orNothing(`sum(${recorded} offset ${duration((minutes - block) * 60)})`);
    const ends = isSharp ? `${scale} * (sum(${recorded}) + ${first})` : `${scale} * sum(${recorded})`;
    const betweenSeconds = (minutes - (isSharp ? 2 : 1) * block) * 60;
    if (betweenSeconds <= 0) return ends;
    const centre = `offset ${duration((block * 60) / 2)}`;
    const between = `sum(sum_over_time(${recorded}[${duration(betweenSeconds)}:${duration(step)}] ${centre}))`;
    // steps fall on full minutes: what has passed since the last one, less the half that it speaks for itself
    const begun = `(time() % ${step} / ${step} - ${BEGUN_LESS[counted]}) * sum(${recorded} ${centre})`;
    return `(${ends} + ${orNothing(between)} + ${orNothing(begun)})`;
  }

  /** How many events one unit of `over` stands for. */
  eventsPerUnit(minutes: number): number {
    const block = this.blockMinutes(minutes);
    return block === minutes ? minutes * 60 : this.stepSeconds(block);
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

  /** The recorded window that another one is laid out in. */
  private blockMinutes(minutes: number): number {
    return minutes % HOUR_MINUTES === 0 ? HOUR_MINUTES : this.baseMinutes;
  }

  private stepSeconds(block: number): number {
    return block === this.baseMinutes ? BASE_STEP_SECONDS : HOUR_STEP_SECONDS;
  }
}

function orNothing(expr: string): string {
  return `(${expr} or vector(0))`;
}
