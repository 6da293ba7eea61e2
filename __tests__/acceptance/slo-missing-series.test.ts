import type { Sli } from '../../domain/catalog/model';
import type { RawSeries } from '../../domain/slo/behaviour/raw-series';
import { prometheusGroups } from '../../domain/slo/prometheus-groups';
import { alertTimeline } from '../../prove/timeline';
import { environment, service, slo } from '../domain/slo/fixtures';
import { describeWith } from './needs-program';

jest.setTimeout(120_000);

const counter = (series: string): RawSeries => ({ series, kind: 'counter', value: ({ good, bad }) => good + bad });

/** What an SLI reads in part is there, as after a slip in a name; the rest never comes. */
const cases: readonly (readonly [what: string, sli: Sli, there: string])[] = [
  ['errors without a total', { kind: 'errors', errors: 'e_total', total: 't_total' }, 'e_total'],
  ['good events without a total', { kind: 'good', good: 'g_total', total: 't_total' }, 'g_total'],
  [
    'a histogram without the bucket',
    { kind: 'histogram', metric: 'h', selector: '', belowSeconds: 0.3, native: false },
    'h_count',
  ],
];

describeWith('promtool')('an SLI of which a part is missing', () => {
  test.each(cases)('has no data, and does not look healthy: %s', async (_, sli, there) => {
    const where = environment();
    const groups = prometheusGroups(service({ slos: [slo({ sli })] }), where);
    const scrapeSeconds = where.scrapeIntervalSeconds;
    const timeline = await alertTimeline(groups, {
      phases: [{ minutes: 20 }],
      series: [counter(there)],
      scrapeSeconds,
    });
    expect([...(timeline.at(-1) ?? [])].map((name) => name.replace(/^\S+ /, ''))).toEqual(['has no data']);
  });
});
