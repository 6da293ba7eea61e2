import type { Sli } from '../catalog/model';
import { metricSelector, selectorText } from '../promql/insert';

const QUANTILES = [0.5, 0.9, 0.99] as const;

type Histogram = Extract<Sli, { kind: 'histogram' }>;

/** Latency in seconds by quantile (`p50`, `p90`, `p99`) of the last five minutes. */
export function latencyQuantiles(sli: Histogram): { legend: string; expr: string }[] {
  const metric = sli.native ? sli.metric : `${sli.metric}_bucket`;
  const rate = `rate(${selectorText(metricSelector(metric, sli.selector))}[5m])`;
  const histogram = sli.native ? `sum(${rate})` : `sum by (le) (${rate})`;
  return QUANTILES.map((quantile) => ({
    legend: `p${quantile * 100}`,
    expr: `${inSeconds(sli)}histogram_quantile(${quantile}, ${histogram})`,
  }));
}

/** A bound that is written otherwise than in seconds (`le: "300"` for 300ms) tells the metric's own unit. */
function inSeconds({ le, belowSeconds }: Histogram): string {
  const secondsPerUnit = le === undefined ? 1 : Number((belowSeconds / Number(le)).toPrecision(10));
  return secondsPerUnit === 1 ? '' : `${secondsPerUnit} * `;
}
