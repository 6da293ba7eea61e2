import fc from 'fast-check';
import type { Slo } from '../../../domain/catalog/model';
import { type SloFinding, sloFindings } from '../../../domain/slo/findings';
import { alerting, anyScrapeInterval, anyWindow, days, environment, service, slo, windowOf } from './fixtures';

const of = (one: Slo, over: Parameters<typeof environment>[0] = {}) =>
  sloFindings(service({ slos: [one] }), environment({ scrapeIntervalSeconds: 30, ...over }));

/** The SLO with what a finding proposes. */
function applied(one: Slo, { path, suggestion = '' }: SloFinding): Slo {
  const { budgetRatio: _, ...rest } = one;
  switch (path.replace('slos[0].', '')) {
    case 'objective':
      return slo({ ...rest, objectivePercent: Number.parseFloat(suggestion) });
    case 'window':
      return slo({ ...rest, window: windowOf(suggestion) });
    case 'alerting': {
      const flags = [...suggestion.matchAll(/(\w+): (true|false)/g)].map(([, name, value]) => [name, value === 'true']);
      return slo({ ...rest, alerting: { ...one.alerting, ...Object.fromEntries(flags) } });
    }
    default:
      throw new Error(`nothing can be proposed for ${path}`);
  }
}

test('finds nothing about a sound SLO', () => {
  expect(of(slo({ expectRequestsPerSecond: 40 }))).toEqual([]);
});

describe('an objective of 100 %', () => {
  test('is an error, and the tightest objective that one scrape does not decide is proposed', () => {
    const [finding, ...others] = of(slo({ objectivePercent: 100 }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      path: 'slos[0].objective',
      severity: 'error',
      code: 'objective-total',
      found: '100%',
      expected: 'an objective below 100%',
      suggestion: '99.9421%',
    });
    expect(of(slo({ objectivePercent: 99.9421 }))).toEqual([]);
  });

  test('is never answered with more than four nines', () => {
    const [finding] = of(slo({ objectivePercent: 100, window: windowOf('quarter') }), { scrapeIntervalSeconds: 5 });
    expect(finding?.suggestion).toBe('99.99%');
  });
});

describe('a threshold that no error ratio reaches', () => {
  test.each([
    ['30d', 93.06, 93.05],
    ['28d', 92.56, 92.55],
    ['7d', 93.06, 93.05],
  ])('over %s an objective of %d %% still pages, and %d %% does not', (window, good, bad) => {
    expect(of(slo({ objectivePercent: good, window: windowOf(window) }))).toEqual([]);
    const [finding] = of(slo({ objectivePercent: bad, window: windowOf(window) }));
    expect(finding).toMatchObject({ code: 'threshold-unreachable', suggestion: `${good}%` });
  });

  test('is a warning while a slower page is left, and names the ratio that never comes', () => {
    const [finding] = of(slo({ objectivePercent: 90 }));
    expect(finding).toMatchObject({ severity: 'warning', found: '90%' });
    expect(finding?.message).toBe(
      'The alert at 14.4 times the budget of 10% needs an error ratio of 144%, which never comes',
    );
  });

  test('is an error where no page is left, and where nothing at all is', () => {
    expect(of(slo({ objectivePercent: 83 }))[0]?.severity).toBe('error');
    expect(of(slo({ objectivePercent: 83 }), { paging: false })[0]?.severity).toBe('warning');
    expect(of(slo({ objectivePercent: 83, alerting: { ...alerting, ticket: false } }))[0]?.severity).toBe('error');
  });

  test('does not matter to alerts that are switched off', () => {
    const quiet = { ...alerting, page: false, ticket: false };
    expect(of(slo({ objectivePercent: 83, alerting: quiet })).map(({ code }) => code)).toEqual(['slo-without-alert']);
  });
});

describe('an objective that one scrape decides', () => {
  test.each([
    [30, 99.9421, 99.95],
    [60, 99.884, 99.89],
    [15, 99.971, 99.9711],
    [162, 99.687, 99.6875],
  ])('with a scrape every %d s, %d %% passes and %d %% is named', (scrapeIntervalSeconds, good, bad) => {
    expect(of(slo({ objectivePercent: good }), { scrapeIntervalSeconds })).toEqual([]);
    const [finding] = of(slo({ objectivePercent: bad }), { scrapeIntervalSeconds });
    expect(finding).toMatchObject({ code: 'objective-too-tight', severity: 'warning', suggestion: `${good}%` });
    expect(finding?.message).toContain(`one scrape is ${scrapeIntervalSeconds} s`);
  });

  test('tells the seconds of full outage that are enough', () => {
    const [finding] = of(slo({ objectivePercent: 99.99 }));
    expect(finding?.message).toMatch(/^5\.184 s of full outage trip the alert at 14\.4 times the budget/);
  });
});

describe('a window that is too short', () => {
  test('is one whose budget is gone to more than a tenth before the page', () => {
    const [finding] = of(slo({ objectivePercent: 99, window: days(1) }), { scrapeIntervalSeconds: 15 });
    expect(finding).toMatchObject({
      path: 'slos[0].window',
      severity: 'warning',
      code: 'window-too-short',
      found: '1d',
      suggestion: '2d',
    });
    expect(finding?.message).toContain('12.5% of this window’s budget');
    expect(of(slo({ objectivePercent: 99, window: days(2) }), { scrapeIntervalSeconds: 15 })).toEqual([]);
  });
});

describe('low traffic', () => {
  const rare = { objectivePercent: 99.9, expectRequestsPerSecond: 0.01 };

  test('is told with the numbers of the fastest window', () => {
    const [finding] = of(slo(rare));
    expect(finding).toMatchObject({
      path: 'slos[0].objective',
      severity: 'warning',
      code: 'low-traffic',
      found: '99.9% at 0.01rps',
      expected: 'an objective of at most 99.421%, or at least 0.059rps',
      suggestion: '99.421%',
    });
    expect(finding?.message).toMatch(
      /^36 requests are expected in 60 minutes; below 209, the alert waits for 3 failures/,
    );
  });

  test.each([
    ['the traffic that is asked for', { ...rare, expectRequestsPerSecond: 0.059 }],
    ['the objective that is proposed', { ...rare, objectivePercent: 99.421 }],
    ['no guard on failures', { ...rare, alerting: { ...alerting, minFailures: 0 } }],
    ['no expectation', { objectivePercent: 99.9 }],
    ['an SLI that counts time', { ...rare, sli: { kind: 'up' as const, metric: 'up' } }],
  ])('is none with %s', (_, over) => {
    expect(of(slo(over))).toEqual([]);
  });

  test.each([
    ['a little less traffic', { ...rare, expectRequestsPerSecond: 0.0577 }],
    ['a slightly higher objective', { ...rare, objectivePercent: 99.422 }],
  ])('is found with %s', (_, over) => {
    expect(of(slo(over)).map(({ code }) => code)).toEqual(['low-traffic']);
  });

  test('proposes no objective where a full outage brings too few failures', () => {
    const [finding] = of(slo({ ...rare, expectRequestsPerSecond: 0.0005 }));
    expect(finding?.code).toBe('low-traffic');
    expect(finding).not.toHaveProperty('suggestion');
  });
});

test('an SLO that nothing watches is told so, and a ticket is proposed', () => {
  const [finding] = of(slo({ alerting: { ...alerting, page: false, ticket: false } }));
  expect(finding).toMatchObject({
    path: 'slos[0].alerting',
    severity: 'warning',
    code: 'slo-without-alert',
    suggestion: '{page: false, ticket: true}',
  });
  expect(of(slo({ alerting: { ...alerting, page: false } }))).toEqual([]);
  expect(of(slo({ alerting: { ...alerting, ticket: false } }))).toEqual([]);
  expect(of(slo({ alerting: { ...alerting, page: false, ticket: false, budgetSpent: true } }))).toEqual([]);
});

test('each SLO of a service is judged by itself, under its own path', () => {
  const slos = [slo(), slo({ name: 'tight', objectivePercent: 99.999 }), slo({ name: 'total', objectivePercent: 100 })];
  const found = sloFindings(service({ slos }), environment({ scrapeIntervalSeconds: 30 }));
  expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'slos[1].objective objective-too-tight',
    'slos[2].objective objective-total',
  ]);
});

test('what a finding proposes removes it', () => {
  const anySlo = fc.record({
    objectivePercent: fc.oneof(
      fc.integer({ min: 5000, max: 10_000 }).map((value) => value / 100),
      fc.integer({ min: 9900_00, max: 100_00_00 }).map((value) => value / 10_000),
    ),
    window: anyWindow,
    alerting: fc.record({
      page: fc.boolean(),
      ticket: fc.boolean(),
      minFailures: fc.constantFrom(0, 1, 3, 10, 1000),
      absence: fc.constant(true),
      budgetSpent: fc.constant(false),
      historyGuard: fc.constant(false),
    }),
    expectRequestsPerSecond: fc.oneof(
      fc.constant(undefined),
      fc.integer({ min: 1, max: 1000 }).map((value) => value / 1000),
      fc.integer({ min: 1, max: 100 }),
    ),
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(anySlo, anyScrapeInterval, fc.boolean(), (drawn, scrapeIntervalSeconds, paging) => {
      const { expectRequestsPerSecond, ...rest } = drawn;
      const one = slo({ ...rest, ...(expectRequestsPerSecond === undefined ? {} : { expectRequestsPerSecond }) });
      for (const finding of of(one, { scrapeIntervalSeconds, paging })) {
        seen.add(finding.code);
        if (finding.suggestion === undefined) continue;
        const after = of(applied(one, finding), { scrapeIntervalSeconds, paging });
        expect(after.map(({ code }) => code)).not.toContain(finding.code);
      }
    }),
    { numRuns: 3000 },
  );
  expect([...seen].sort()).toEqual([
    'low-traffic',
    'objective-too-tight',
    'objective-total',
    'slo-without-alert',
    'threshold-unreachable',
    'window-too-short',
  ]);
});
