import type { Environment, Slo, SloAlerting } from '../../../domain/catalog/model';
import { promqlFaults } from '../../../domain/promql/faults';
import type { AlertRule, RecordingRule, RuleGroup } from '../../../domain/rules/model';
import { sloConditions } from '../../../domain/slo/conditions';
import { grafanaRuleGroups, recordingGroups, sloRuleGroups } from '../../../domain/slo/slo-rule-groups';
import { alerting, environment, service, slis, slo } from './fixtures';

const groupsOf = (slos: readonly Slo[], over: Partial<Environment> = {}) =>
  sloRuleGroups(service({ slos }), environment({ scrapeIntervalSeconds: 30, ...over }));
const rulesOf = (groups: readonly RuleGroup[]) => groups.flatMap(({ rules }) => rules);
const isAlert = (rule: AlertRule | RecordingRule): rule is AlertRule => rule.kind === 'alert';
const alertsOf = (one: Slo, over: Partial<Environment> = {}) => rulesOf(groupsOf([one], over)).filter(isAlert);
const recordsOf = (groups: readonly RuleGroup[]) =>
  rulesOf(groups).flatMap((rule) => (rule.kind === 'record' ? [rule.record] : []));

const switched = (over: Partial<SloAlerting>) => slo({ alerting: { ...alerting, ...over } });
const kinds = (rules: readonly AlertRule[]) =>
  rules.map(({ name, severity }) => `${name.replace('checkout/availability ', '')}: ${severity}`);

describe('the switches', () => {
  const nobody = { paging: false };
  test.each<[string, Partial<SloAlerting>, Partial<Environment>, string[]]>([
    ['everything on', {}, {}, ['burns fast: page', 'burns slowly: ticket', 'vanished: page', 'has no data: ticket']],
    ['the page off', { page: false }, {}, ['burns: ticket', 'has no data: ticket']],
    ['the ticket off', { ticket: false }, {}, ['burns fast: page', 'vanished: page']],
    ['both off', { page: false, ticket: false }, {}, []],
    ['the absence off', { absence: false }, {}, ['burns fast: page', 'burns slowly: ticket']],
    ['the page and the absence off', { page: false, absence: false }, {}, ['burns: ticket']],
    ['an environment without paging', {}, nobody, ['burns: ticket', 'has no data: ticket']],
    ['only the page on, where nobody is paged', { ticket: false }, nobody, ['burns: ticket', 'has no data: ticket']],
    ['both off, where nobody is paged', { page: false, ticket: false }, nobody, []],
    [
      'the spent budget on',
      { budgetSpent: true, absence: false },
      {},
      ['burns fast: page', 'burns slowly: ticket', 'budget spent: ticket'],
    ],
    [
      'the spent budget alone on',
      { page: false, ticket: false, budgetSpent: true },
      {},
      ['has no data: ticket', 'budget spent: ticket'],
    ],
  ])('%s give exactly these alerts', (_, over, where, expected) => {
    expect(kinds(alertsOf(switched(over), where))).toEqual(expected);
  });

  test('without a page, the ticket asks what the page or the ticket would', () => {
    const one = switched({ page: false });
    const { either } = sloConditions(service(), one, environment({ scrapeIntervalSeconds: 30 }));
    expect(alertsOf(one)[0]?.prometheusExpr).toBe(either);
    expect(alertsOf(slo(), { paging: false })[0]?.prometheusExpr).toBe(either);
  });

  test('where only the page was asked for and nobody is paged, the ticket asks what the page would', () => {
    const one = switched({ ticket: false });
    const { page } = sloConditions(service(), one, environment({ scrapeIntervalSeconds: 30 }));
    expect(alertsOf(one, { paging: false })[0]?.prometheusExpr).toBe(page);
  });
});

describe('the alerts', () => {
  const [page, ticket, vanished, noData] = alertsOf(slo()) as [AlertRule, AlertRule, AlertRule, AlertRule];

  test('the ticket is silent while the page of the same SLO fires, by its own condition', () => {
    expect(ticket.prometheusExpr.endsWith(` unless ${page.prometheusExpr}`)).toBe(true);
  });

  test('an absence pages where there was data within a day, and else opens a ticket, never both', () => {
    const [absent, seen] = vanished.prometheusExpr.split(' and ');
    expect(noData.prometheusExpr).toBe(`${absent} unless ${seen}`);
  });

  test('only pages stay for a while after their condition, and only absences wait', () => {
    const all = alertsOf(switched({ budgetSpent: true }));
    expect(all.map(({ keepFiringForSeconds }) => keepFiringForSeconds)).toEqual([600, 0, 0, 0, 0]);
    expect(all.map(({ forSeconds }) => forSeconds)).toEqual([0, 0, 120, 120, 0]);
  });

  test('Grafana gets a sample in any case: 0 while all is well', () => {
    for (const { grafana, prometheusExpr } of alertsOf(switched({ budgetSpent: true }))) {
      expect(grafana).toEqual({ kind: 'binary', expr: `${prometheusExpr} or vector(0)` });
      expect(promqlFaults(grafana.expr, { kind: 'alert' })).toEqual([]);
    }
  });

  test('carry the labels that notifications are routed and grouped by, and no others', () => {
    expect(page.labels).toEqual({
      service: 'checkout',
      team: 'payments',
      environment: 'production',
      tier: '1',
      severity: 'page',
      slo: 'availability',
    });
    expect(ticket.labels).toEqual({ ...page.labels, severity: 'ticket' });
  });

  test('lead to the SLO in the entry and on the dashboard', () => {
    const second = rulesOf(groupsOf([slo({ name: 'first' }), slo()]))
      .filter(isAlert)
      .at(-1);
    expect(second).toMatchObject({ source: 'slos[1]', panel: 'slo/availability' });
  });
});

describe('what is recorded', () => {
  test('is four series of counts, which carry every window of the alerts', () => {
    const [recording] = groupsOf([slo()]);
    expect(recordsOf(recording ? [recording] : [])).toEqual([
      'slo:errors:rate5m',
      'slo:total:rate5m',
      'slo:errors:rate1h',
      'slo:total:rate1h',
    ]);
    const recorded = new Set(recordsOf(groupsOf([slo()])));
    for (const { prometheusExpr } of alertsOf(switched({ budgetSpent: true }))) {
      for (const [name] of prometheusExpr.matchAll(/slo:\w+:\w+/g)) expect([...recorded]).toContain(name);
    }
  });

  test('has labels that say whose it is, and nothing that an edit changes', () => {
    for (const rule of rulesOf(groupsOf([slo()]))) {
      if (rule.kind !== 'record') continue;
      expect(rule.labels).toEqual({ service: 'checkout', slo: 'availability', environment: 'production' });
    }
  });

  test('is there even where no alert watches', () => {
    expect(recordsOf(groupsOf([switched({ page: false, ticket: false })]))).toEqual(recordsOf(groupsOf([slo()])));
  });

  test('of the budget is the objective and what is left, every five minutes', () => {
    const budget = groupsOf([slo()]).find(({ name }) => name === 'checkout slo budget');
    expect(budget?.intervalSeconds).toBe(300);
    expect(recordsOf(budget ? [budget] : [])).toEqual(
      expect.arrayContaining(['slo:objective:ratio', 'slo:budget_left:ratio']),
    );
  });
});

describe('uids', () => {
  const uids = (slos: readonly Slo[]) => rulesOf(groupsOf(slos)).map(({ uid }) => uid);
  const long = 'x'.repeat(40);

  test('are distinct, of at most 40 characters, and come from names rather than places', () => {
    const names = ['a', 'b', long, `${long.slice(1)}y`];
    const all = uids(names.map((name) => slo({ name, alerting: { ...alerting, budgetSpent: true } })));
    expect(new Set(all).size).toBe(all.length);
    for (const uid of all) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    expect(uids([slo({ name: 'b' }), slo({ name: 'a' })]).sort()).toEqual(
      uids([slo({ name: 'a' }), slo({ name: 'b' })]).sort(),
    );
  });

  test('survive every edit but a new name', () => {
    const before = uids([slo()]);
    const edited = slo({ objectivePercent: 99, description: 'x', window: { kind: 'calendar', unit: 'month' } });
    expect(uids([edited])).toEqual(before);
    expect(uids([slo({ name: 'other' })])).not.toEqual(before);
  });
});

describe('the three modes of recording', () => {
  const groups = groupsOf([slo(), switched({ budgetSpent: true })]);
  const all = rulesOf(groups).length;

  test('grafana: Grafana evaluates everything', () => {
    expect(grafanaRuleGroups(groups, environment({ recording: 'grafana' }))).toEqual(groups);
  });

  test.each(['amp', 'file'] as const)(
    '%s: Grafana has the alerts, somebody else the recording rules, nobody both',
    (recording) => {
      const inGrafana = rulesOf(grafanaRuleGroups(groups, environment({ recording })));
      const elsewhere = rulesOf(recordingGroups(groups));
      expect(inGrafana.every(isAlert)).toBe(true);
      expect(elsewhere.some(isAlert)).toBe(false);
      expect(inGrafana.length + elsewhere.length).toBe(all);
    },
  );

  test('a group of which nothing is left is not there', () => {
    const quiet = groupsOf([slo()]);
    expect(grafanaRuleGroups(quiet, environment({ recording: 'file' })).map(({ name }) => name)).toEqual([
      'checkout slo alerts',
    ]);
    expect(recordingGroups(quiet).map(({ name }) => name)).toEqual(['checkout slo recording', 'checkout slo budget']);
  });
});

test('groups of one folder are told apart by their service, and Grafana takes their intervals', () => {
  for (const scrapeIntervalSeconds of [5, 10, 15, 30, 45, 60, 300]) {
    for (const { name, intervalSeconds } of groupsOf([slo()], { scrapeIntervalSeconds })) {
      expect(name.startsWith('checkout ')).toBe(true);
      expect(intervalSeconds % 10).toBe(0);
    }
  }
});

test.each(slis)('every expression about %s is PromQL', (_, sli) => {
  for (const window of [
    { kind: 'rolling', days: 30 },
    { kind: 'calendar', unit: 'quarter' },
  ] as const) {
    for (const rule of rulesOf(groupsOf([slo({ sli, window, alerting: { ...alerting, budgetSpent: true } })]))) {
      const expr = rule.kind === 'record' ? rule.expr : rule.prometheusExpr;
      expect({ expr, faults: promqlFaults(expr, { kind: 'alert' }) }).toEqual({ expr, faults: [] });
    }
  }
});

test('a service without SLOs has no group', () => {
  expect(groupsOf([])).toEqual([]);
});
