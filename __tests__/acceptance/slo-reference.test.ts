import { join } from 'node:path';
import { disagreementText, playStretch, type Stretch } from '../../prove/random-traffic';
import { reference, thirtyDays } from '../../prove/reference';
import { slosOf } from '../../prove/slos-under-test';
import { describeWith } from './needs-program';

jest.setTimeout(600_000);

const slos = slosOf(join(__dirname, '..', '..'), 'production', Date.parse('2026-11-23T12:00:00Z'));
const [like] = slos.filter(({ slo }) => slo.sli.kind === 'errors' && slo.objectivePercent === 99.9);

/** Two days of each kind of traffic in which both alerts fire, in the last one the guard holds some back too. */
const stretches: readonly Stretch[] = [
  { kind: 'steady', seed: 9, days: 2 },
  { kind: 'daily', seed: 10, days: 2 },
  { kind: 'bursty', seed: 11, days: 2 },
  { kind: 'sparse', seed: 24, days: 2 },
];

describeWith('promtool')("the workbook's definition", () => {
  test.each(stretches)('agrees with the rules, minute by minute, on $kind traffic', async (stretch) => {
    if (like === undefined) throw new Error('no SLO on errors of 99.9 %');
    const comparison = await playStretch(stretch, like);
    expect(disagreementText(stretch, comparison)).toEqual([]);
    expect(comparison.pageMinutes).toBeGreaterThan(0);
    expect(comparison.ticketMinutes).toBeGreaterThan(0);
  });

  test('is told apart from rules that page a quarter too late', async () => {
    if (like === undefined) throw new Error('no SLO on errors of 99.9 %');
    const stretch: Stretch = { kind: 'steady', seed: 9, days: 2 };
    const lax = { ...like, slo: { ...like.slo, budgetRatio: like.slo.budgetRatio * 1.25 } };
    const comparison = await playStretch(stretch, lax, like.slo.budgetRatio);
    expect(comparison.disagreements.length).toBeGreaterThan(0);
  });
});

describe('the reference', () => {
  const minutes = (count: number, good: number, bad: number) => Array.from({ length: count }, () => ({ good, bad }));
  const first = (steps: ReturnType<typeof minutes>, alert: 'page' | 'ticket') =>
    reference(steps, 0.999, thirtyDays, 3).findIndex((one) => one[alert]) - 4320;

  test.each([
    [1, 0, 'page'],
    [0.1, 8, 'page'],
    [0.01, 216, 'page'],
    [0.002, 2160, 'ticket'],
  ] as const)('fires at errors of %d after %i minutes: the %s', (ratio, after, alert) => {
    const steps = [...minutes(4320, 1000, 0), ...minutes(after + 2, 1000 * (1 - ratio), 1000 * ratio)];
    expect(first(steps, alert)).toBe(after);
  });
});
