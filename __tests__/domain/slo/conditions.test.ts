import fc from 'fast-check';
import type { Slo } from '../../../domain/catalog/model';
import { promqlFaults } from '../../../domain/promql/faults';
import { sloConditions } from '../../../domain/slo/conditions';
import { alerting, anyScrapeInterval, anyWindow, days, environment, service, slis, slo, windowOf } from './fixtures';

const conditionsOf = (one: Slo, scrapeIntervalSeconds = 30) =>
  sloConditions(service(), one, environment({ scrapeIntervalSeconds }));
const faults = (expr: string) => promqlFaults(expr, { kind: 'alert' });
const count = (text: string, part: string) => text.split(part).length - 1;

const selector = '{environment="production",service="checkout",slo="availability"}';
const e = (window: string) => `sum(slo:errors:rate${window}${selector})`;
const t = (window: string) => `sum(slo:total:rate${window}${selector})`;

test('a tier multiplies its threshold, and reads the long window once for the burn rate and the guard', () => {
  const { page } = conditionsOf(slo());
  expect(page.startsWith(`group((${e('5m')} > 0.0144 * ${t('5m')} and (${e('1h')} > 0.0144 * ${t('1h')} > `)).toBe(
    true,
  );
  expect(page).not.toContain(' / 0.');
});

test.each([
  [99.9, '30d', ['0.0144', '0.006', '0.003', '0.001']],
  [99.95, '30d', ['0.0072', '0.003', '0.0015', '0.0005']],
  [99.9, '28d', ['0.01344', '0.0056', '0.0028', '0.00105']],
  [99.999, 'quarter', ['0.000144', '0.00006', '0.00003', '0.00001']],
])('the thresholds of %d %% over %s carry no noise of binary fractions', (objectivePercent, window, thresholds) => {
  const { either } = conditionsOf(slo({ objectivePercent, window: windowOf(window) }));
  for (const threshold of thresholds) expect(either).toContain(` > ${Number(threshold)} * `);
  expect(either).not.toMatch(/\d\.0*[1-9]\d{10}/);
});

describe('the guard on failures', () => {
  const guard = (minFailures: number, over: Partial<Slo> = {}) =>
    conditionsOf(slo({ ...over, alerting: { ...alerting, minFailures } })).page;

  test('asks for half a failure less than is set, since rate weighs one between 0.84 and 1.11', () => {
    expect(guard(3)).toContain(`(${e('1h')} > 0.0144 * ${t('1h')} > ${Number((2.5 / 3600).toPrecision(10))})`);
    expect(guard(1)).toContain(` > ${Number((0.5 / 3600).toPrecision(10))})`);
  });

  test('counts over the slow tiers’ windows in their own unit', () => {
    // a sum of samples a minute apart, each of events per second
    expect(guard(3)).toContain(` > ${Number((2.5 / 60).toPrecision(10))})`);
  });

  test('is not there for none', () => {
    expect(guard(0)).toContain(`and ${e('1h')} > 0.0144 * ${t('1h')})`);
  });

  test.each(slis.filter(([what]) => ['up', 'errorRatio'].includes(what)))(
    'has no failures to count for %s',
    (_, sli) => {
      expect(guard(3, { sli })).toBe(guard(0, { sli }));
    },
  );
});

test('the guard on history weighs missing hours as good traffic, in every tier, and only where asked for', () => {
  const guarded = conditionsOf(slo({ alerting: { ...alerting, historyGuard: true } }));
  const plain = conditionsOf(slo());
  const counted = (window: string) => `count_over_time(slo:total:rate5m${selector}[${window}:5m])`;
  expect(guarded.page).toContain(`${t('1h')} * 12 / sum(${counted('1h')})`);
  expect(guarded.page).toContain(` * 72 / sum(${counted('6h')})`);
  expect(guarded.ticket).toContain(` * 288 / sum(${counted('1d')})`);
  expect(guarded.ticket).toContain(` * 864 / sum(${counted('3d')})`);
  for (const expr of [plain.page, plain.ticket]) expect(expr).not.toContain(':5m])');
});

test('an outage that a gap in scraping hid pages by the hour, at the share of the budget that the fastest tier spends', () => {
  const hour = conditionsOf(slo()).page;
  expect(hour).toMatch(
    / or \(\(.* > 0\.0144 \* .* > [\d.e-]+\) unless sum\(count_over_time\(.*\[10m\]\)\) >= sum\(count_over_time\(.*\[1h\]\)\) \/ 6 - 0\.5\)\)$/,
  );
  // 30 minutes at 14.4 spend what an hour at 7.2 does
  const week = conditionsOf(slo({ window: days(7) })).page;
  expect(week).toContain(`${e('1h')} > 0.0072 * ${t('1h')}`);
});

test('the ticket alone says nothing of fast burns, and either is both', () => {
  const { page, ticket, either } = conditionsOf(slo());
  expect(ticket).not.toContain('0.0144');
  expect(page).not.toContain(' > 0.003 * ');
  const inside = (expr: string) => expr.slice('group('.length, -1);
  expect(either).toBe(`group(${inside(page)} or ${inside(ticket)})`);
});

test('absence is nothing recorded for ten minutes, and what was there within a day is told apart', () => {
  const { absent, seenWithinDay } = conditionsOf(slo());
  expect(absent).toBe(`max(absent_over_time(slo:errors:rate5m${selector}[10m]))`);
  expect(seenWithinDay).toBe(`max(present_over_time(slo:errors:rate5m${selector}[1d]))`);
});

test('a slower scrape changes the base window everywhere', () => {
  const { page, absent } = conditionsOf(slo(), 120);
  expect(`${page}${absent}`).toContain('rate10m{');
  expect(`${page}${absent}`).not.toContain('rate5m{');
});

test('every condition is PromQL, of one sample without labels, whatever the SLO', () => {
  const anySlo = fc
    .record({
      objectivePercent: fc.integer({ min: 9000, max: 9999 }).map((value) => value / 100),
      window: anyWindow,
      sli: fc.constantFrom(...slis.map(([, sli]) => sli)),
      name: fc.constantFrom('a', 'a-b--c9', 'x'.repeat(40), 'or', 'by', 'inf'),
      minFailures: fc.constantFrom(0, 1, 3, 1_000_000),
      historyGuard: fc.boolean(),
    })
    .map(({ minFailures, historyGuard, ...rest }) =>
      slo({ ...rest, alerting: { ...alerting, minFailures, historyGuard } }),
    );
  fc.assert(
    fc.property(anySlo, anyScrapeInterval, (one, scrape) => {
      const { page, ticket, either, absent, seenWithinDay } = conditionsOf(one, scrape);
      for (const expr of [page, ticket, either, absent, seenWithinDay]) {
        expect({ expr, faults: faults(expr) }).toEqual({ expr, faults: [] });
        expect(expr).toMatch(/^(group|max)\(.+\)$/s);
        expect(count(expr, 'NaN')).toBe(0);
        expect(count(expr, 'undefined')).toBe(0);
      }
    }),
    { numRuns: 200 },
  );
});
