import type { Environment, Service, Slo } from '../../../domain/catalog/model';
import { rawSeries } from '../../../domain/slo/behaviour/raw-series';
import { isCounted } from '../../../domain/slo/counted';
import { type Counted, HOUR_MINUTES, SloSeries } from '../../../domain/slo/series';
import { environmentOf } from './environment-of';
import type { WrittenSeries } from './openmetrics';
import { Traffic } from './traffic';

/**
 * What the recording rules made of the coarse part, had it been scraped as often as the rules expect: samples ten
 * minutes apart have no five-minute rate. The fine part is evaluated by the rules themselves, and a test holds the two
 * against each other.
 * @param fromSeconds epoch seconds, when the traffic begins
 */
export function recordedHistory(
  services: readonly Service[],
  environments: readonly Environment[],
  fromSeconds: number,
  window: 'base' | 'hour',
): WrittenSeries[] {
  return services.flatMap((service) =>
    service.slos.flatMap((slo) => {
      const traffic = new Traffic(fromSeconds, slo.budgetRatio);
      const series = new SloSeries(service, slo, environmentOf(service, environments));
      const minutes = window === 'base' ? series.baseMinutes : HOUR_MINUTES;
      return (['errors', 'total'] as const).map((counted) => ({
        text: series.recorded(counted, minutes),
        value: (atSeconds: number) => recordedValue(slo, traffic, counted, minutes, atSeconds),
      }));
    }),
  );
}

/** Events per second; for SLIs that weigh time, how many targets or ratios there are, and the bad share of them. */
export function recordedValue(
  slo: Slo,
  traffic: Traffic,
  counted: Counted,
  minutes: number,
  atSeconds: number,
): number {
  const fromSeconds = Math.max(traffic.fromSeconds, atSeconds - minutes * 60);
  const { good, bad, meanErrorRatio } = traffic.between(fromSeconds, atSeconds);
  if (isCounted(slo)) return (counted === 'errors' ? bad : good + bad) / Math.max(1, atSeconds - fromSeconds);
  const weight = slo.sli.kind === 'up' ? (rawSeries(slo.sli)?.length ?? 0) : 1;
  return counted === 'errors' ? weight * meanErrorRatio : weight;
}
