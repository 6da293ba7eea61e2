import { join } from 'node:path';
import type { SloWindow } from '../../domain/catalog/model';
import { alertTable } from '../../domain/slo/alert-table';
import { rawSeries } from '../../domain/slo/behaviour/raw-series';
import { prometheusSloGroups } from '../../domain/slo/prometheus-groups';
import { sloAlertName } from '../../domain/slo/slo-rule-groups';
import { alertTiers } from '../../domain/slo/tiers';
import { slosOf } from '../../prove/slos-under-test';
import { alertTimeline, firstFiring } from '../../prove/timeline';
import { describeWith } from './needs-program';

jest.setTimeout(300_000);

const LATE_MINUTES = 3;
const slos = slosOf(join(__dirname, '..', '..'), 'production', Date.parse('2026-11-23T12:00:00Z'));
const [one] = slos.filter(({ slo }) => slo.sli.kind === 'errors' && slo.objectivePercent === 99.9);
if (one === undefined) throw new Error('no SLO on errors of 99.9 %');
const { service, environment } = one;

const windows: readonly SloWindow[] = [
  { kind: 'rolling', days: 30 },
  { kind: 'rolling', days: 7 },
];

describeWith('promtool')('the table of minutes', () => {
  const rows = windows.flatMap((window) => {
    const slo = { ...one.slo, window };
    return alertTable(service, slo, environment).map((row) => [row.errorRatio, window, slo, row] as const);
  });
  test.each(rows)("is what Prometheus' engine does at errors of %d in %o", async (errorRatio, window, slo, row) => {
    const { minutesToPage, minutesToTicket } = row;
    const longest = Math.max(...alertTiers(window, environment).map(({ longMinutes }) => longMinutes));
    // clean traffic as long as the windows that matter: those of the page where it comes first
    const before = minutesToTicket === null ? 370 : longest + 10;
    const lasts = Math.ceil(Math.max(minutesToPage ?? 0, minutesToTicket ?? 0)) + LATE_MINUTES + 2;
    const timeline = await alertTimeline(prometheusSloGroups(service, slo, environment), {
      phases: [{ minutes: before }, { minutes: lasts, errorRatio }],
      series: rawSeries(slo.sli) ?? [],
      scrapeSeconds: environment.scrapeIntervalSeconds,
    });
    const first = (kind: 'burns fast' | 'burns slowly') =>
      firstFiring(timeline, sloAlertName(service, slo, kind), before);
    within(first('burns fast'), minutesToPage);
    if (minutesToTicket !== null || minutesToPage === null) within(first('burns slowly'), minutesToTicket);
  });
});

function within(minutes: number | undefined, expected: number | null): void {
  if (expected === null) {
    expect(minutes).toBeUndefined();
    return;
  }
  expect(minutes).toBeGreaterThanOrEqual(expected);
  expect(minutes).toBeLessThanOrEqual(expected + LATE_MINUTES);
}
