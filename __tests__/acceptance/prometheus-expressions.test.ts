import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import type { Service, Slo, SloWindow } from '../../domain/catalog/model';
import {
  BUDGET_LEFT_SERIES,
  BURN_RATE_SERIES,
  budgetExpressions,
  OBJECTIVE_SERIES,
} from '../../domain/slo/budget-expressions';
import { HOUR_MINUTES, SloSeries, sloSelector } from '../../domain/slo/series';
import { windowText } from '../../domain/slo/tiers';
import { now, removeScratch, scratch, shipped } from '../cli/harness';
import { describeWith } from './needs-program';
import { type Silent, silent } from './prometheus/check';
import { environmentOf } from './prometheus/environment-of';
import { expectedBudgetLeft, expectedBurnRate } from './prometheus/expected-budget';
import { askedByRuleFile, askedByStack } from './prometheus/expressions';
import { readersOf } from './prometheus/readers';
import { recordedValue } from './prometheus/recorded-history';
import { ruleLevels } from './prometheus/rule-levels';
import type { Prometheus } from './prometheus/server';
import { startSimulated } from './prometheus/simulated-prometheus';
import { NOW, simulatedSince, Traffic } from './prometheus/traffic';

jest.setTimeout(600_000);
afterAll(removeScratch);

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

/** Every shipped service: once where people are paged for it, and once, if it runs there, where nobody is. */
const environmentNames = ['production', 'staging'];
const { loaded, stacks } = compile(readFolder(shipped), now, { environments: environmentNames });
const environments = loaded.catalog.environments.filter(({ name }) => environmentNames.includes(name));
const services = loaded.catalog.services.filter(({ environment }) => environmentNames.includes(environment));

/** What the dashboards and rules of some services ask. */
function asking(of: readonly Service[]) {
  const ofGrafana = stacks.map((stack) => {
    const own = of.filter(({ name, environment }) => name === stack.service && environment === stack.environment);
    return stack.kind === 'service' && own.length === 0 ? undefined : askedByStack(stack, own);
  });
  const found = ofGrafana.filter((one) => one !== undefined);
  return {
    questions: [
      ...found.flatMap(({ questions }) => questions),
      ...of.flatMap((service) => askedByRuleFile(service, environmentOf(service, environments))),
    ],
    outOfReach: found.flatMap(({ outOfReach }) => outOfReach),
  };
}

const { questions, outOfReach } = asking(services);
const told = (found: readonly Silent[]) =>
  found.map(
    ({ where, expr, why, part }) => `${where}: ${part === undefined ? '' : `${part}, a part of `}${expr} ${why}`,
  );

describeWith('promtool', 'prometheus')('a Prometheus with the metrics of the shipped services', () => {
  const coarseSeconds = 37 * DAY_SECONDS;
  const fineSeconds = 3 * DAY_SECONDS;
  const since = simulatedSince(coarseSeconds, fineSeconds);
  let prometheus: Prometheus;
  beforeAll(async () => {
    const expressions = questions.map(({ expr }) => expr);
    prometheus = await startSimulated(scratch(), { services, environments, expressions, coarseSeconds, fineSeconds });
  });
  afterAll(() => prometheus?.stop());

  const slos = services.flatMap((service) =>
    service.slos.map((slo) => ({
      name: `${service.name}/${slo.name} in ${service.environment}`,
      service,
      slo,
      traffic: new Traffic(since, slo.budgetRatio),
      series: new SloSeries(service, slo, environmentOf(service, environments)),
    })),
  );

  const ask = async (expr: string, atSeconds = NOW): Promise<number> => {
    const answers = await prometheus.query(expr, atSeconds);
    const value = answers[0]?.samples[0]?.value;
    if (answers.length !== 1 || value === undefined) throw new Error(`${answers.length} answers to ${expr}`);
    return value;
  };

  test('returns data for every expression of every dashboard and rule', async () => {
    expect(questions.length).toBeGreaterThan(500);
    expect(told(await silent(prometheus, questions))).toEqual([]);
  });

  test('is not asked for what CloudWatch and Grafana know themselves, and for nothing else', () => {
    const kinds = outOfReach.map(({ where, type }) => `${type}: ${where.split(' › ').slice(1, 3).join(' › ')}`);
    expect([...new Set(kinds)].sort()).toEqual([
      'cloudwatch: Capacity › CPU',
      'cloudwatch: Capacity › Instances',
      'cloudwatch: Capacity › Requests per target',
      'grafana: annotation Annotations & Alerts',
    ]);
  });

  test.each(slos)('has the objective, budget left and burn rate of $name, recorded and in a panel each', async (of) => {
    const { service, slo, traffic } = of;
    const row = `${service.name} (${service.environment}) › SLO ${slo.name}: ${slo.objectivePercent} % over ${windowText(slo.window)} › `;
    const shown = async (panel: string) => {
      const found = questions.filter(({ where }) => where.startsWith(`${row}${panel} › `));
      return Promise.all(
        found.map(async ({ where, expr }) => ({ legend: where.split(' › ').at(-1), value: await ask(expr) })),
      );
    };
    const recorded = (series: string) => ask(series + sloSelector(service, slo));
    const left = expectedBudgetLeft(slo, traffic, NOW);
    expect(await shown('Objective')).toMatchObject([{ value: expect.closeTo(slo.objectivePercent / 100, 9) }]);
    expect(await recorded(OBJECTIVE_SERIES)).toBeCloseTo(slo.objectivePercent / 100, 9);
    expect(await shown('Budget left')).toMatchObject([{ value: within(left, 0.005 * (1 - left)) }]);
    expect(await recorded(BUDGET_LEFT_SERIES)).toEqual(within(left, 0.005 * (1 - left)));
    // over the whole range at the pace of its group, so the last time up to five minutes ago
    const at = await ask(`timestamp(${BURN_RATE_SERIES}${sloSelector(service, slo)})`);
    expect(await recorded(BURN_RATE_SERIES)).toEqual(burnRate(slo, traffic, HOUR_MINUTES, at));
    const burning = budgetExpressions(service, slo, environmentOf(service, environments)).burnRates;
    expect(await shown('Burn rate by window')).toEqual(
      burning.map(({ window, windowMinutes }) => ({
        legend: `burn_${window}`,
        value: burnRate(slo, traffic, windowMinutes),
      })),
    );
  });

  const inProduction = slos.filter(({ service }) => service.environment === 'production');

  test.each(inProduction)(
    'has recorded of $name what the coarse part says it would',
    async ({ slo, traffic, series }) => {
      for (const at of [NOW, NOW - 5 * HOUR_SECONDS, NOW - 2 * DAY_SECONDS]) {
        for (const counted of ['errors', 'total'] as const) {
          for (const minutes of [series.baseMinutes, HOUR_MINUTES]) {
            const expected = recordedValue(slo, traffic, counted, minutes, at);
            expect([counted, minutes, at, await ask(series.recorded(counted, minutes), at)]).toEqual([
              counted,
              minutes,
              at,
              within(expected, 0.01 * expected),
            ]);
          }
        }
      }
    },
  );

  const windows: readonly SloWindow[] = [
    ...[7, 28, 30, 90].map((days) => ({ kind: 'rolling', days }) as const),
    ...(['month', 'quarter'] as const).map((unit) => ({ kind: 'calendar', unit }) as const),
  ];

  test.each(inProduction)('tells the budget left and the burn rate of $name over any window', async (of) => {
    const { service, slo, traffic } = of;
    for (const window of windows) {
      const expressions = budgetExpressions(service, { ...slo, window }, environmentOf(service, environments));
      const left = expectedBudgetLeft({ ...slo, window }, traffic, NOW);
      const rates = expressions.burnRates.map(({ expr }) => ask(expr));
      expect([windowText(window), await ask(expressions.budgetLeftNow), ...(await Promise.all(rates))]).toEqual([
        windowText(window),
        within(left, 0.005 * (1 - left)),
        ...expressions.burnRates.map(({ windowMinutes }) => burnRate(slo, traffic, windowMinutes)),
      ]);
    }
  });

  test.each(inProduction)('begins the budget of $name anew with a month and a quarter', async (of) => {
    const { service, slo, traffic } = of;
    for (const [unit, instant] of [
      ['month', '2025-05-01T00:25Z'],
      ['month', '2025-05-01T08:45Z'],
      ['quarter', '2025-04-01T00:25Z'],
      ['quarter', '2025-04-03T13:05Z'],
    ] as const) {
      const at = Date.parse(instant) / 1000;
      const calendar = { ...slo, window: { kind: 'calendar', unit } } satisfies Slo;
      const { budgetLeftNow } = budgetExpressions(service, calendar, environmentOf(service, environments));
      const left = expectedBudgetLeft(calendar, traffic, at);
      expect([instant, await ask(budgetLeftNow, at)]).toEqual([instant, within(left, 0.01 * (1 - left))]);
    }
  });
});

describeWith('promtool', 'prometheus')('a Prometheus without one metric', () => {
  const some = services.filter(
    ({ name, environment }) => ['checkout', 'storefront'].includes(name) && environment === 'production',
  );
  const { questions } = asking(some);
  const rules = ruleLevels(some, environments)
    .flat()
    .flatMap((group) => group.rules.filter((rule) => rule.kind === 'record'));

  test.each([
    ['orders_settled_total', 'counters', ['checkout/orders-settled']],
    [
      'http_request_duration_seconds_bucket',
      'what is slow, of what is counted',
      ['checkout/latency', 'storefront/latency'],
    ],
    ['payment_queue_depth', 'the gauge of an alert', []],
  ])('returns nothing for exactly what reads %s: %s', async (without, _, unjudged) => {
    const expressions = questions.map(({ expr }) => expr);
    const prometheus = await startSimulated(scratch(), {
      services: some,
      environments,
      expressions,
      coarseSeconds: 0,
      fineSeconds: 2 * HOUR_SECONDS,
      without,
    });
    try {
      const readers = readersOf(without, questions, rules).map(({ where }) => where);
      expect(readers.length).toBeGreaterThan(0);
      expect(readers.length).toBeLessThan(questions.length);
      const found = await silent(prometheus, questions);
      expect(found.map(({ where }) => where)).toEqual(readers);
      // no panel makes up for what is missing, as if no error had happened
      expect(told(found.filter(({ where, part }) => !where.startsWith('rule ') && part !== undefined))).toEqual([]);
      const noData = questions.filter(({ where }) => /^rule of Grafana.* has no data$/.test(where));
      const firing = await Promise.all(
        noData.map(async ({ where, expr }) =>
          (await prometheus.query(expr, NOW))[0]?.samples[0]?.value === 1 ? [where] : [],
        ),
      );
      expect(firing.flat()).toEqual(unjudged.map((name) => expect.stringContaining(`${name} has no data`)));
    } finally {
      await prometheus.stop();
    }
  });
});

/** A number not further than `difference` from another. */
function within(value: number, difference: number) {
  return expect.closeTo(value, -Math.log10(2 * difference));
}

/**
 * What a burn rate has to be, within half a percent and what the last 45 seconds (half a minute between evaluations,
 * and a scrape) may still hide: they count as when the window began.
 */
function burnRate(slo: Slo, traffic: Traffic, windowMinutes: number, atSeconds = NOW) {
  const from = atSeconds - 60 * windowMinutes;
  const expected = expectedBurnRate(slo, traffic, from, atSeconds);
  const change =
    expectedBurnRate(slo, traffic, atSeconds - 45, atSeconds) - expectedBurnRate(slo, traffic, from, from + 45);
  return within(expected, 0.005 * expected + (Math.abs(change) * 45) / (60 * windowMinutes));
}
