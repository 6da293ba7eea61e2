import type { Instants } from './openmetrics';
import type { ScrapedSeries } from './scraped-series';
import type { Prometheus } from './server';

/** Of one request. */
const MOST_INSTANTS = 2000;

/**
 * Native histograms, which no text format holds: pushed as OpenTelemetry's exponential histograms, of which Prometheus
 * makes native ones. Instants in ascending order, from the oldest on.
 */
export async function pushNativeHistograms(
  prometheus: Prometheus,
  series: readonly Extract<ScrapedSeries, { kind: 'native' }>[],
  instants: readonly Instants[],
): Promise<void> {
  const times = instants.flatMap(({ fromSeconds, toSeconds, stepSeconds }) =>
    Array.from(
      { length: Math.floor((toSeconds - fromSeconds) / stepSeconds) + 1 },
      (_, n) => fromSeconds + n * stepSeconds,
    ),
  );
  // instant by instant: what is much older than the newest is refused, whatever its series
  for (let at = 0; at < times.length; at += MOST_INSTANTS) {
    const some = times.slice(at, at + MOST_INSTANTS);
    const metrics = series.map((one) => ({
      name: one.metric,
      // 2 is cumulative
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: some.map((time) => point(one, time, times[0] as number)),
      },
    }));
    await prometheus.push({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
  }
}

function point(series: Extract<ScrapedSeries, { kind: 'native' }>, atSeconds: number, startSeconds: number): object {
  const counts = series.value(atSeconds);
  const count = counts.reduce((sum, value) => sum + value, 0);
  return {
    attributes: Object.entries(series.labels).map(([key, stringValue]) => ({ key, value: { stringValue } })),
    startTimeUnixNano: `${startSeconds}000000000`,
    timeUnixNano: `${atSeconds}000000000`,
    count: String(count),
    sum: count,
    scale: 0,
    zeroCount: '0',
    // OpenTelemetry counts buckets by their lower bound, Prometheus by their upper one
    positive: { offset: series.firstBucket - 1, bucketCounts: counts.map(String) },
  };
}
