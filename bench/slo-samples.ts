import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { blocksFromMetrics } from '../__tests__/acceptance/prometheus/backfill';
import { startPrometheus } from '../__tests__/acceptance/prometheus/server';
import { prometheusSloGroups } from '../domain/slo/prometheus-groups';
import { sloSelector } from '../domain/slo/series';
import type { SloUnderTest } from '../promtool/test-slos';
import { slosOf } from '../prove/slos-under-test';
import { pyrraRules, slothRules } from './peer-rules';

export interface Touched {
  readonly style: string;
  /** Samples that Prometheus' query statistics count, over all rules evaluated once. */
  readonly samples: number;
}

const DAY = 86_400;
const RAW_DAYS = 5;
const RECORDED_DAYS = 30;
const SCRAPE_SECONDS = 30;
const RULE_SECONDS = 60;
/** The number itself is of no matter: statistics count samples, not what they say. */
const END_SECONDS = Date.parse('2026-11-23T12:00:00Z') / 1000;

/** For one SLO of 99.9 % over 30 days, on the same data. @param series of requests, one in four of them errors */
export async function samplesTouched(folder: string, series: number): Promise<Touched[]> {
  const repository = resolve(__dirname, '..');
  const [shipped] = slosOf(repository, 'production', END_SECONDS * 1000).filter(({ slo }) => slo.sli.kind === 'errors');
  if (shipped === undefined) throw new Error('the shipped catalog has no SLO on errors');
  const under: SloUnderTest = {
    ...shipped,
    slo: {
      ...shipped.slo,
      budgetRatio: 0.001,
      window: { kind: 'rolling', days: 30 },
      sli: { kind: 'errors', errors: 'requests_total{code="500"}', total: 'requests_total' },
    },
  };
  const own = prometheusSloGroups(under.service, under.slo, under.environment);
  const rules = own.flatMap((group) => group.rules);
  const styles = [
    {
      style: 'this catalog',
      exprs: rules.map((rule) => (rule.kind === 'record' ? rule.expr : rule.prometheusExpr)),
      recorded: rules.flatMap((rule) => (rule.kind === 'record' ? [rule.record] : [])),
      labels: sloSelector(under.service, under.slo),
    },
    { style: "Sloth's", labels: '', ...slothRules('requests_total{code="500"}', 'requests_total', 0.001) },
    { style: "Pyrra's", labels: '', ...pyrraRules('requests_total{code="500"}', 'requests_total', 0.001) },
  ];
  mkdirSync(join(folder, 'data'), { recursive: true });
  const file = join(folder, 'metrics.txt');
  writeFileSync(file, openMetrics(series, styles));
  await blocksFromMetrics(file, join(folder, 'data'));
  const prometheus = await startPrometheus(folder);
  try {
    const touched: Touched[] = [];
    for (const { style, exprs } of styles) {
      const counts = await Promise.all(exprs.map((expr) => samplesOf(prometheus.url, expr)));
      touched.push({ style, samples: counts.reduce((sum, count) => sum + count, 0) });
    }
    return touched;
  } finally {
    await prometheus.stop();
  }
}

async function samplesOf(url: string, query: string): Promise<number> {
  const body = new URLSearchParams({ query, time: String(END_SECONDS), stats: 'all' });
  const answer = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
  const { status, error, data } = (await answer.json()) as {
    status: string;
    error?: string;
    data: { stats: { samples: { totalQueryableSamples: number } } };
  };
  if (status !== 'success') throw new Error(`${error}, of ${query}`);
  return data.stats.samples.totalQueryableSamples;
}

/** Raw counters for some days, and each recorded series for the whole window. */
function openMetrics(
  series: number,
  styles: readonly { readonly recorded: readonly string[]; readonly labels: string }[],
): string {
  const lines: string[] = [];
  const add = (name: string, days: number, step: number) => {
    for (let at = END_SECONDS - days * DAY; at <= END_SECONDS; at += step) lines.push(`${name} 1 ${at}`);
  };
  lines.push('# TYPE requests counter');
  for (let index = 0; index < series; index++) {
    const code = index % 4 === 0 ? '500' : '200';
    add(`requests_total{code="${code}",instance="${index}"}`, RAW_DAYS, SCRAPE_SECONDS);
  }
  for (const { recorded, labels } of styles) {
    for (const record of new Set(recorded)) {
      lines.push(`# TYPE ${record} gauge`);
      add(`${record}${labels}`, RECORDED_DAYS, RULE_SECONDS);
    }
  }
  lines.push('# EOF', '');
  return lines.join('\n');
}
