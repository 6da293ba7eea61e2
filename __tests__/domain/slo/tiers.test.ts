import fc from 'fast-check';
import type { AlertTier } from '../../../domain/slo/alert-windows';
import { alertTiers, baseMinutes, budgetMinutes, nominalDays, windowText } from '../../../domain/slo/tiers';
import { anyScrapeInterval, anyWindow, days, slo, windowOf } from './fixtures';

const every = (scrapeIntervalSeconds: number) => ({ scrapeIntervalSeconds });
const written = ({ severity, longMinutes, shortMinutes, factor }: AlertTier) =>
  `${severity} ${longMinutes}/${shortMinutes} ${factor}`;

/**
 * Site Reliability Workbook, chapter 5, table 5-8 and the text around it, for 30 days; for 28 days the same shares of
 * the budget, with the slowest window cut to where its factor stays above 1; for 7 and 90 days the same factors.
 */
test.each([
  ['7d', ['page 30/5 14.4', 'page 120/10 6', 'ticket 360/30 3', 'ticket 960/80 1']],
  ['28d', ['page 60/5 13.44', 'page 360/30 5.6', 'ticket 1440/120 2.8', 'ticket 3840/360 1.05']],
  ['30d', ['page 60/5 14.4', 'page 360/30 6', 'ticket 1440/120 3', 'ticket 4320/360 1']],
  ['month', ['page 60/5 14.4', 'page 360/30 6', 'ticket 1440/120 3', 'ticket 4320/360 1']],
  ['90d', ['page 180/15 14.4', 'page 1080/90 6', 'ticket 4320/360 3', 'ticket 12960/1080 1']],
  ['quarter', ['page 180/15 14.4', 'page 1080/90 6', 'ticket 4320/360 3', 'ticket 12960/1080 1']],
])('the tiers of %s are the workbook’s', (window, tiers) => {
  expect(alertTiers(windowOf(window), every(30)).map(written)).toEqual(tiers);
});

test.each([
  ['28d', [0.02, 0.05, 0.1, 0.1]],
  ['30d', [0.02, 0.05, 0.1, 0.1]],
  ['90d', [0.02, 0.05, 0.1, 0.1]],
])('the tiers of %s spend the workbook’s shares of the budget', (window, shares) => {
  const minutes = nominalDays(windowOf(window)) * 24 * 60;
  const spent = alertTiers(windowOf(window), every(30)).map(
    ({ factor, longMinutes }) => (factor * longMinutes) / minutes,
  );
  for (const [index, share] of shares.entries()) expect(spent[index]).toBeCloseTo(share, 2);
});

test.each([
  [15, 5],
  [30, 5],
  [60, 5],
  [75, 5],
  [76, 10],
  [120, 10],
  [300, 20],
])('with a scrape every %d s no window is shorter than %d minutes', (seconds, minutes) => {
  expect(baseMinutes(every(seconds))).toBe(minutes);
});

test('long scrape intervals lengthen the windows of the table, and nothing else', () => {
  expect(alertTiers(windowOf('30d'), every(300)).map(written)).toEqual([
    'page 60/20 14.4',
    'page 360/30 6',
    'ticket 1440/120 3',
    'ticket 4320/360 1',
  ]);
});

test('tiers that a short SLO window pushes together become one, of either severity', () => {
  expect(alertTiers(days(1), every(300)).map(written)).toEqual(['page 120/20 6', 'ticket 120/20 3', 'ticket 145/20 1']);
});

test('whatever the window and the scrape interval, the tiers are sound', () => {
  fc.assert(
    fc.property(anyWindow, anyScrapeInterval, (window, seconds) => {
      const tiers = alertTiers(window, every(seconds));
      const base = baseMinutes(every(seconds));
      expect(base * 60).toBeGreaterThanOrEqual(4 * seconds);
      for (const { longMinutes, shortMinutes, factor } of tiers) {
        // below 1, an alert would fire while the objective is met
        expect(factor).toBeGreaterThanOrEqual(1);
        expect(shortMinutes).toBeGreaterThanOrEqual(base);
        expect(longMinutes).toBeGreaterThanOrEqual(3 * shortMinutes);
        expect(Number.isInteger(longMinutes) && Number.isInteger(shortMinutes)).toBe(true);
      }
      const of = (severity: AlertTier['severity']) => tiers.filter((tier) => tier.severity === severity);
      for (const severity of ['page', 'ticket'] as const) {
        const own = of(severity);
        expect(own.length).toBeGreaterThan(0);
        expect(new Set(own.map(({ longMinutes }) => longMinutes)).size).toBe(own.length);
        expect(new Set(own.map(({ factor }) => factor)).size).toBe(own.length);
      }
      // the fastest first, and each slower one over a longer window
      for (const [index, tier] of tiers.entries()) {
        const next = tiers[index + 1];
        if (next === undefined) continue;
        expect(tier.factor).toBeGreaterThan(next.factor);
        expect(tier.longMinutes).toBeLessThanOrEqual(next.longMinutes);
      }
    }),
    { numRuns: 2000 },
  );
});

test('from a week on, each tier spends about the share of the budget that the workbook gives it', () => {
  const shares = [0.02, 0.05, 0.1, 0.1];
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 365 }), fc.integer({ min: 10, max: 60 }), (count, seconds) => {
      const tiers = alertTiers(days(count), every(seconds));
      expect(tiers).toHaveLength(4);
      for (const [index, { factor, longMinutes }] of tiers.entries()) {
        const share = shares[index] as number;
        const spent = (factor * longMinutes) / (count * 24 * 60);
        // windows of a week are longer than they would be scaled, since none is shorter than rate() needs
        expect(spent).toBeGreaterThan(0.85 * share);
        expect(spent).toBeLessThan((count < 15 ? 2.2 : 1.15) * share);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [99.9, '30d', 43.2],
  [99.95, '30d', 21.6],
  [99, '7d', 100.8],
  [99.99, 'quarter', 12.96],
  [99.9, 'month', 43.2],
])('the budget of %d %% over %s is %d minutes of full outage', (objectivePercent, window, minutes) => {
  expect(budgetMinutes(slo({ objectivePercent, window: windowOf(window) }))).toBe(minutes);
});

test.each(['1d', '30d', 'month', 'quarter'])('%s is written as it was read', (text) => {
  expect(windowText(windowOf(text))).toBe(text);
});
