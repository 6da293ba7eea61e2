import type { Counts, RawSeries } from './raw-series';

/** A stretch of time in which everything stays as it is. */
export interface Phase {
  readonly minutes: number;
  /** Events per minute; the usual ones unless given. */
  readonly perMinute?: number;
  /** Share that fails, 0..1; nothing unless given. */
  readonly errorRatio?: number;
  /**
   * `unscraped`: the service counts and nobody looks; `gone`: there are no series; `restarted`: the counters begin at 0
   * again; `sparse`: a series appears with its first event, as
   * counters with labels do.
   */
  readonly state?: 'unscraped' | 'gone' | 'restarted' | 'sparse';
}

/** Enough that a hundredth of a budget of a ten-thousandth is a whole event in every scrape. */
export const EVENTS_PER_MINUTE = 4_000_000;

/**
 * What counters of both sorts begin with. `rate` takes a counter that is near 0 for one that began within its range, and
 * stretches what it gained less than its neighbour's: an effect of the first outage ever, by one scrape at most.
 */
const COUNTED_BEFORE = 100 * EVENTS_PER_MINUTE;

/** A series and its samples in promtool's notation, one at each scrape from 0 on. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** What Prometheus scrapes of the series while the phases pass, one after the other. */
export function inputSeries(
  phases: readonly Phase[],
  series: readonly RawSeries[],
  scrapeSeconds: number,
): readonly InputSeries[] {
  const scrapes = scrapesOf(phases, scrapeSeconds);
  return series.map((one) => ({ series: one.series, values: notation(one, scrapes) }));
}

export function minutesOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { minutes }) => sum + minutes, 0);
}

interface Scrape {
  readonly counts: Counts;
  /** undefined: all series are seen. */
  readonly missing?: 'all' | 'empty';
}

/** The counts at each scrape; a phase begins right after a scrape, so its first events are seen at the next one. */
function scrapesOf(phases: readonly Phase[], scrapeSeconds: number): Scrape[] {
  // a series that appears with its first event begins at 0; any other counted before somebody looked
  let good = phases[0]?.state === 'sparse' ? 0 : COUNTED_BEFORE;
  let bad = good;
  const found: Scrape[] = [{ counts: { good, bad, errorRatio: phases[0]?.errorRatio ?? 0 }, ...missing(phases[0]) }];
  for (const phase of phases) {
    const { perMinute = EVENTS_PER_MINUTE, errorRatio = 0, state } = phase;
    const count = Math.round((phase.minutes * 60) / scrapeSeconds);
    const events = state === 'gone' ? 0 : Math.round((perMinute * scrapeSeconds) / 60);
    const failing = Math.round(events * errorRatio);
    if (state === 'restarted') [good, bad] = [0, 0];
    for (let index = 0; index < count; index += 1) {
      good += events - failing;
      bad += failing;
      found.push({ counts: { good, bad, errorRatio }, ...missing(phase) });
    }
  }
  return found;
}

function missing(phase: Phase | undefined): Pick<Scrape, 'missing'> {
  if (phase?.state === 'gone' || phase?.state === 'unscraped') return { missing: 'all' };
  return phase?.state === 'sparse' ? { missing: 'empty' } : {};
}

/** Runs of equal steps as `a+bxn`, what is not scraped as `_xn`. */
function notation(series: RawSeries, scrapes: readonly Scrape[]): string {
  const values = scrapes.map(({ counts, missing }) => {
    const value = series.value(counts);
    const isEmpty = missing === 'empty' && value === 0 && series.kind === 'counter';
    return missing === 'all' || isEmpty ? undefined : value;
  });
  const parts: string[] = [];
  for (let at = 0; at < values.length; ) {
    const run = runLength(values, at);
    parts.push(runText(series, values[at], values[at + 1], run));
    at += run;
  }
  return parts.join(' ');
}

type Value = ReturnType<RawSeries['value']> | undefined;

/** How many values from `at` on are missing, or go up by the same step. */
function runLength(values: readonly Value[], at: number): number {
  const first = values[at];
  let length = 1;
  if (first === undefined) {
    while (at + length < values.length && values[at + length] === undefined) length += 1;
    return length;
  }
  const step = difference(values[at + 1], first);
  if (step === undefined) return 1;
  while (at + length < values.length && same(difference(values[at + length], values[at + length - 1]), step))
    length += 1;
  return length;
}

function difference(later: Value, earlier: Value): readonly number[] | undefined {
  if (later === undefined || earlier === undefined) return undefined;
  const before = [earlier].flat();
  return [later].flat().map((value, index) => value - (before[index] as number));
}

function same(a: readonly number[] | undefined, b: readonly number[]): boolean {
  return a?.every((value, index) => value === b[index]) ?? false;
}

function runText(series: RawSeries, first: Value, second: Value, length: number): string {
  if (first === undefined) return `_x${length}`;
  const step = length === 1 ? undefined : difference(second, first);
  const start = valueText(series, [first].flat());
  if (step === undefined) return start;
  if (series.kind === 'native') return `${start}+${valueText(series, step)}x${length - 1}`;
  const [by] = step as readonly [number];
  return `${start}${by < 0 ? '' : '+'}${by}x${length - 1}`;
}

/** A native histogram of schema 0; its sum is not its count, as in no real one. */
function valueText({ kind, firstBucket }: RawSeries, values: readonly number[]): string {
  if (kind !== 'native') return String(values[0]);
  const count = values.reduce((sum, value) => sum + value, 0);
  return `{{schema:0 sum:${3 * count} count:${count} offset:${firstBucket} buckets:[${values.join(' ')}]}}`;
}
