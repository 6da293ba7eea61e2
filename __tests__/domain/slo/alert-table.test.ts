import fc from 'fast-check';
import type { Environment, SloAlerting } from '../../../domain/catalog/model';
import { alertTable, minutesToFire, watchingTiers } from '../../../domain/slo/alert-table';
import { alertTiers, nominalDays } from '../../../domain/slo/tiers';
import { alerting, anyWindow, environment, service, slo } from './fixtures';

const tableOf = (one = slo(), over: Partial<Environment> = {}) =>
  alertTable(service(), one, environment({ scrapeIntervalSeconds: 30, ...over }));
const switched = (over: Partial<SloAlerting>) => slo({ alerting: { ...alerting, ...over } });

/** By hand from the workbook's formula, long × factor × budget / errors: 99.9 % over 30 days. */
test.each([
  [1, 0.864, null, 0.02, 30],
  [0.5, 1.728, null, 0.02, 30],
  [0.1, 8.64, null, 0.02, 30],
  [0.05, 17.28, null, 0.02, 30],
  [0.01, 216, null, 0.05, 30],
  [0.002, null, 2160, null, 360],
])(
  'with %d of all events failing, 99.9 %% over 30 days pages after %d minutes or opens a ticket after %d',
  (ratio, page, ticket, spent, resolve) => {
    expect(tableOf().find(({ errorRatio }) => errorRatio === ratio)).toEqual({
      service: 'checkout',
      environment: 'production',
      slo: 'availability',
      errorRatio: ratio,
      minutesToPage: page,
      minutesToTicket: ticket,
      budgetSpentAtPage: spent,
      minutesToResolve: resolve,
    });
  },
);

test('only the short windows of tiers that fired have to recover', () => {
  // 6 times a budget of 5 % is 30 %, 14.4 times is 72 %
  const rows = tableOf(slo({ objectivePercent: 95 }));
  expect(rows.map(({ errorRatio, minutesToResolve }) => [errorRatio, minutesToResolve])).toEqual([
    [1, 30],
    [0.5, 30],
    [0.1, 360],
    [0.05, null],
    [0.01, null],
    [0.002, null],
  ]);
});

describe('without pages', () => {
  test('the ticket comes when the page would have', () => {
    const [outage] = tableOf(switched({ page: false }));
    expect(outage).toMatchObject({ minutesToPage: null, minutesToTicket: 0.864, budgetSpentAtPage: null });
    expect(tableOf(slo(), { paging: false })).toEqual(tableOf(switched({ page: false })));
  });

  test('and without a ticket of its own, a ticket comes for fast burns only', () => {
    const rows = tableOf(switched({ ticket: false }), { paging: false });
    expect(rows.map(({ minutesToTicket }) => minutesToTicket)).toEqual([0.864, 1.728, 8.64, 17.28, 216, null]);
  });

  test('and without a ticket at all, nothing ever comes', () => {
    for (const row of tableOf(switched({ page: false, ticket: false }))) {
      expect(row).toMatchObject({ minutesToPage: null, minutesToTicket: null, minutesToResolve: null });
    }
  });
});

test('what watches is what the rules have: tiers by severity, and all of them where a ticket stands for the page', () => {
  const watched = (over: Partial<SloAlerting>, paging: boolean) => {
    const { page, ticket } = watchingTiers(switched(over), environment({ paging }));
    return [page.map(({ factor }) => factor), ticket.map(({ factor }) => factor)];
  };
  expect(watched({}, true)).toEqual([
    [14.4, 6],
    [3, 1],
  ]);
  expect(watched({ ticket: false }, true)).toEqual([[14.4, 6], []]);
  expect(watched({}, false)).toEqual([[], [14.4, 6, 3, 1]]);
  expect(watched({ page: false }, true)).toEqual([[], [14.4, 6, 3, 1]]);
  expect(watched({ ticket: false }, false)).toEqual([[], [14.4, 6]]);
  expect(watched({ page: false, ticket: false }, true)).toEqual([[], []]);
});

test('errors at the threshold never fire, and just above it they fire within the long window', () => {
  fc.assert(
    fc.property(anyWindow, fc.integer({ min: 9000, max: 9999 }), (window, hundredths) => {
      const one = slo({ objectivePercent: hundredths / 100, window });
      for (const tier of alertTiers(window, environment())) {
        const threshold = tier.factor * one.budgetRatio;
        if (threshold >= 1) continue;
        expect(minutesToFire(tier, one, threshold)).toBeNull();
        const minutes = minutesToFire(tier, one, Math.min(1, threshold * 1.0001));
        expect(minutes).toBeLessThan(tier.longMinutes);
        expect(minutes).toBeGreaterThan(tier.longMinutes * 0.999);
      }
    }),
  );
});

test('deeper outages are heard of sooner, and a page comes before more than its share is spent', () => {
  fc.assert(
    fc.property(anyWindow, fc.integer({ min: 9900, max: 9999 }), (window, hundredths) => {
      const rows = tableOf(slo({ objectivePercent: hundredths / 100, window }));
      const minutes = rows.map(({ minutesToPage }) => minutesToPage ?? Number.POSITIVE_INFINITY);
      expect([...minutes].sort((a, b) => a - b)).toEqual(minutes);
      const most = Math.max(
        ...alertTiers(window, environment())
          .filter(({ severity }) => severity === 'page')
          .map(({ factor, longMinutes }) => (factor * longMinutes) / (nominalDays(window) * 24 * 60)),
      );
      for (const { budgetSpentAtPage } of rows) expect(budgetSpentAtPage ?? 0).toBeLessThanOrEqual(most + 1e-9);
    }),
  );
});
