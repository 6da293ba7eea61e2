import { join } from 'node:path';
import { rawSeries } from '../../domain/slo/behaviour/raw-series';
import type { Phase } from '../../domain/slo/behaviour/scenario';
import { prometheusSloGroups } from '../../domain/slo/prometheus-groups';
import { sloAlertName } from '../../domain/slo/slo-rule-groups';
import { slosOf } from '../../prove/slos-under-test';
import { alertTimeline } from '../../prove/timeline';
import { describeWith } from './needs-program';

jest.setTimeout(300_000);

const BEFORE_MINUTES = 75;
const AFTER_MINUTES = 10;
const slos = slosOf(join(__dirname, '..', '..'), 'production', Date.parse('2026-11-23T12:00:00Z'));
const [one] = slos.filter(({ slo }) => slo.sli.kind === 'errors' && slo.objectivePercent === 99.9);

/** Everything fails while nobody scrapes, and is well again when somebody does. */
const gap = (minutes: number): Phase[] => [
  { minutes: BEFORE_MINUTES },
  { minutes, errorRatio: 1, state: 'unscraped' },
  { minutes: AFTER_MINUTES },
];

describeWith('promtool')('an outage hidden in a gap of scraping', () => {
  const cases = [15, 30, 60].flatMap((scrape) =>
    [4, 5, 7, 10, 13, 16, 20].map((minutes) => [minutes, scrape] as const),
  );
  test.each(cases)('of %i minutes, scraped every %i s, pages or is an absence', async (minutes, scrapeSeconds) => {
    if (one === undefined) throw new Error('no SLO on errors of 99.9 %');
    const { service, slo } = one;
    const environment = { ...one.environment, scrapeIntervalSeconds: scrapeSeconds };
    const groups = prometheusSloGroups(service, slo, environment);
    const played = { phases: gap(minutes), series: rawSeries(slo.sli) ?? [], scrapeSeconds };
    const timeline = await alertTimeline(groups, played);
    const pages = ['burns fast', 'vanished'] as const;
    const woken = timeline.findIndex((firing) => pages.some((kind) => firing.has(sloAlertName(service, slo, kind))));
    // nothing before the gap, and somebody knows ten minutes after its end at the latest
    expect(woken + 1).toBeGreaterThan(BEFORE_MINUTES);
    expect(woken + 1).toBeLessThanOrEqual(BEFORE_MINUTES + minutes + AFTER_MINUTES);
  });

  test('that hid nothing wakes nobody', async () => {
    if (one === undefined) throw new Error('no SLO on errors of 99.9 %');
    const { service, slo, environment } = one;
    const groups = prometheusSloGroups(service, slo, environment);
    const phases: Phase[] = [{ minutes: 75 }, { minutes: 9, state: 'unscraped' }, { minutes: 30 }];
    const series = rawSeries(slo.sli) ?? [];
    const timeline = await alertTimeline(groups, { phases, series, scrapeSeconds: environment.scrapeIntervalSeconds });
    expect(timeline.filter((firing) => firing.size > 0)).toEqual([]);
  });
});
