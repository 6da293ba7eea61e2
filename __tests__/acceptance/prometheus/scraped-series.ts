import type { Service } from '../../../domain/catalog/model';
import { exampleLabels } from '../../../domain/promql/example-labels';
import { selectorOf } from '../../../domain/promql/insert';
import { rawSeries } from '../../../domain/slo/behaviour/raw-series';
import { selectorsIn, selects, seriesText } from './selectors';
import { Traffic } from './traffic';

/** One series that Prometheus would scrape. */
export type ScrapedSeries = {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'number'; readonly value: (atSeconds: number) => number }
  | {
      readonly kind: 'native';
      /** The good events are in it, in a schema of powers of two: up to 2 to this. */
      readonly firstBucket: number;
      readonly value: (atSeconds: number) => readonly number[];
    }
);

/**
 * What is to be scraped so that every selector of the expressions finds something: for each SLI, series that tell its
 * good events from its bad ones; for a selector that those leave without, a series with labels that it accepts.
 * @param isRecorded whether a rule makes the metric
 */
export function scrapedSeries(
  services: readonly Service[],
  expressions: readonly string[],
  fromSeconds: number,
  isRecorded: (metric: string) => boolean,
): ScrapedSeries[] {
  const found = new Map<string, ScrapedSeries>();
  const add = (series: ScrapedSeries) => {
    const text = seriesText(series.metric, series.labels);
    if (!found.has(text)) found.set(text, series);
  };
  for (const service of services) for (const one of judged(service, fromSeconds)) add(one);
  for (const selector of new Set(expressions.flatMap(selectorsIn))) {
    const metric = selector.metric ?? exampleLabels(selector.matchers)?.__name__;
    if (metric === undefined) throw new Error(`no metric is found for ${JSON.stringify(selector)}`);
    if (isRecorded(metric) || [...found.values()].some((one) => selects(selector, one))) continue;
    const { __name__: _, ...labels } = exampleLabels(selector.matchers) ?? {};
    // goes up by one a minute: something to read for whoever takes it for a counter, and for a gauge
    add({ metric, labels, kind: 'number', value: (atSeconds) => Math.floor((atSeconds - fromSeconds) / 60) });
  }
  return [...found.values()];
}

/** What the SLIs of a service read. */
function judged(service: Service, fromSeconds: number): ScrapedSeries[] {
  return service.slos.flatMap((slo) => {
    const series = rawSeries(slo.sli);
    if (series === undefined) throw new Error(`no metrics can be made up for ${service.name}/${slo.name}`);
    const traffic = new Traffic(fromSeconds, slo.budgetRatio);
    return series.map((one): ScrapedSeries => {
      const { metric, matchers } = selectorOf(one.series);
      const named = {
        metric: metric as string,
        labels: Object.fromEntries(matchers.map(({ label, value }) => [label, value])),
      };
      if (one.kind !== 'native') {
        return { ...named, kind: 'number', value: (atSeconds) => one.value(traffic.counts(atSeconds)) as number };
      }
      return {
        ...named,
        kind: 'native',
        firstBucket: one.firstBucket as number,
        value: (atSeconds) => one.value(traffic.counts(atSeconds)) as readonly number[],
      };
    });
  });
}
