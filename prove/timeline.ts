import type { RuleGroup } from '../domain/rules/model';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import type { RawSeries } from '../domain/slo/behaviour/raw-series';
import { inputSeries, minutesOf, type Phase } from '../domain/slo/behaviour/scenario';
import { promtoolValues } from './promtool-values';

/** What happened to a service, and how it was looked at. */
export interface Played {
  readonly phases: readonly Phase[];
  readonly series: readonly RawSeries[];
  readonly scrapeSeconds: number;
}

/**
 * The alerts that fire after each minute, by Prometheus' own engine, rules evaluated once a minute: entry 0 speaks of
 * minute 1. An alert on several series is in the list once.
 */
export async function alertTimeline(groups: readonly RuleGroup[], played: Played): Promise<ReadonlySet<string>[]> {
  const minutes = Math.floor(minutesOf(played.phases));
  const answers = await promtoolValues({
    rules: prometheusRuleFile(groups),
    series: inputSeries(played.phases, played.series, played.scrapeSeconds),
    scrapeSeconds: played.scrapeSeconds,
    evaluationSeconds: 60,
    questions: Array.from({ length: minutes }, (_, index) => ({
      expr: 'ALERTS{alertstate="firing"}',
      atSeconds: (index + 1) * 60,
    })),
  });
  return answers.map(
    ({ samples }) => new Set(samples.map(({ labels }) => /alertname="((?:[^"\\]|\\.)*)"/.exec(labels)?.[1] ?? '')),
  );
}

/** The first minute after which the alert fires, counted from `fromMinutes`; undefined where it never does. */
export function firstFiring(
  timeline: readonly ReadonlySet<string>[],
  alert: string,
  fromMinutes: number,
): number | undefined {
  const at = timeline.findIndex((firing, index) => index + 1 >= fromMinutes && firing.has(alert));
  return at < 0 ? undefined : at + 1 - fromMinutes;
}
