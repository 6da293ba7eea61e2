import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Service } from '../../../domain/catalog/model';
import type { RecordingRule, RuleGroup } from '../../../domain/rules/model';
import { blocksFromMetrics, blocksFromRules } from './backfill';
import { pushNativeHistograms } from './native-histograms';
import { type Instants, writeOpenMetrics } from './openmetrics';
import { recordedHistory } from './recorded-history';
import { ruleLevels } from './rule-levels';
import { type ScrapedSeries, scrapedSeries } from './scraped-series';
import { seriesText } from './selectors';
import { type Prometheus, startPrometheus } from './server';
import { NOW, simulatedSince } from './traffic';

export interface Simulation {
  /** In one or several environments, which all scrape at the same pace: one Prometheus for all of them. */
  readonly services: readonly Service[];
  readonly environments: readonly Environment[];
  /** Whatever reads metrics. */
  readonly expressions: readonly string[];
  /** Before the last days, with a sample every ten minutes. */
  readonly coarseSeconds: number;
  /** The last days, scraped as often as the environments scrape. */
  readonly fineSeconds: number;
  /** A metric that is not there. */
  readonly without?: string;
}

const COARSE_STEP_SECONDS = 600;
/** Of the recorded base window, which is read minute by minute: within Prometheus' five minutes of looking back. */
const COARSE_BASE_STEP_SECONDS = 240;
const HOUR_SECONDS = 3600;

/** Fills `folder` with what is simulated up to `NOW` and starts a Prometheus on it. */
export async function startSimulated(folder: string, simulation: Simulation): Promise<Prometheus> {
  const { services, environments, coarseSeconds, fineSeconds } = simulation;
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const fineFrom = NOW - fineSeconds;
  const from = simulatedSince(coarseSeconds, fineSeconds);
  const levels = ruleLevels(services, environments);
  const coarse: Instants = { fromSeconds: from, toSeconds: fineFrom - 1, stepSeconds: COARSE_STEP_SECONDS };
  const fine: Instants = {
    fromSeconds: fineFrom,
    toSeconds: NOW,
    stepSeconds: Math.min(...environments.map(({ scrapeIntervalSeconds }) => scrapeIntervalSeconds)),
  };
  await scrape(folder, simulation, levels, from, [coarse, fine].filter(isAny));
  // the rules begin when there is an hour that was scraped as they expect
  const rulesFrom = coarseSeconds === 0 ? from : fineFrom + HOUR_SECONDS;
  if (coarseSeconds > 0) {
    const until = rulesFrom - 1;
    const write = (window: 'base' | 'hour', stepSeconds: number) =>
      blocks(
        folder,
        { fromSeconds: from + stepSeconds, toSeconds: until, stepSeconds },
        recordedHistory(services, environments, from, window),
      );
    await write('base', COARSE_BASE_STEP_SECONDS);
    await write('hour', COARSE_STEP_SECONDS);
  }
  let prometheus = await startPrometheus(folder);
  try {
    for (const level of levels) {
      await evaluate(folder, level, prometheus, rulesFrom);
      await prometheus.stop();
      prometheus = await startPrometheus(folder);
    }
  } catch (error) {
    await prometheus.stop();
    throw error;
  }
  return prometheus;
}

const isAny = ({ fromSeconds, toSeconds }: Instants) => fromSeconds <= toSeconds;

/** What would have been scraped. */
async function scrape(
  folder: string,
  { services, expressions, without }: Simulation,
  levels: readonly (readonly RuleGroup[])[],
  fromSeconds: number,
  instants: readonly Instants[],
): Promise<void> {
  const recorded = new Set(levels.flat().flatMap(({ rules }) => rules.map((rule) => (rule as RecordingRule).record)));
  const all = scrapedSeries(services, expressions, fromSeconds, (metric) => recorded.has(metric));
  const series = all.filter(({ metric }) => metric !== without);
  const native = series.filter((one): one is Extract<ScrapedSeries, { kind: 'native' }> => one.kind === 'native');
  if (native.length > 0) await pushed(folder, native, instants);
  const numbers = series.flatMap((one) =>
    one.kind === 'number' ? [{ text: seriesText(one.metric, one.labels), value: one.value }] : [],
  );
  for (const stretch of instants) await blocks(folder, stretch, numbers);
}

async function blocks(folder: string, ...written: [Instants, Parameters<typeof writeOpenMetrics>[2]]): Promise<void> {
  const file = join(folder, 'metrics.txt');
  writeOpenMetrics(file, ...written);
  await blocksFromMetrics(file, join(folder, 'data'));
  rmSync(file);
}

/** What is pushed to a Prometheus of its own becomes a block among the others. */
async function pushed(
  folder: string,
  series: Parameters<typeof pushNativeHistograms>[1],
  instants: readonly Instants[],
): Promise<void> {
  const aside = join(folder, 'pushed');
  mkdirSync(aside);
  const prometheus = await startPrometheus(aside);
  try {
    await pushNativeHistograms(prometheus, series, instants);
    const snapshot = await prometheus.snapshot();
    for (const block of readdirSync(snapshot)) renameSync(join(snapshot, block), join(folder, 'data', block));
  } finally {
    await prometheus.stop();
    rmSync(aside, { recursive: true });
  }
}

/**
 * The rules of one level over what there is. A rule that asks for the end of its query (`@ end()`) means the instant of
 * its evaluation, which a query over a range does not have: it is evaluated now, as Prometheus evaluates rules.
 */
async function evaluate(
  folder: string,
  groups: readonly RuleGroup[],
  prometheus: Prometheus,
  fromSeconds: number,
): Promise<void> {
  const data = join(folder, 'data');
  const asksForEnd = (rule: RuleGroup['rules'][number]) => rule.kind === 'record' && rule.expr.includes('@ end()');
  const overRange = groups.map((group) => ({ ...group, rules: group.rules.filter((rule) => !asksForEnd(rule)) }));
  if (overRange.some(({ rules }) => rules.length > 0))
    await blocksFromRules(overRange, prometheus, { fromSeconds, toSeconds: NOW }, data);
  const atEnd = groups.flatMap(({ rules }) => rules.filter(asksForEnd)) as RecordingRule[];
  const found = await Promise.all(
    atEnd.map(async ({ record, labels, expr }) =>
      (await prometheus.query(expr, NOW)).map((answer) => {
        const [sample] = answer.samples;
        return { text: seriesText(record, { ...answer.labels, ...labels }), value: () => sample?.value ?? Number.NaN };
      }),
    ),
  );
  if (found.flat().length > 0) await blocks(folder, { fromSeconds: NOW, toSeconds: NOW, stepSeconds: 1 }, found.flat());
}
