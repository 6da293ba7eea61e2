import { join } from 'node:path';
import type { AlertRule, RuleGroup } from '../../domain/rules/model';
import { prometheusRuleFile } from '../../domain/rules/prometheus-file';
import { rawSeries } from '../../domain/slo/behaviour/raw-series';
import { inputSeries, minutesOf, type Phase } from '../../domain/slo/behaviour/scenario';
import { prometheusSloGroups } from '../../domain/slo/prometheus-groups';
import { promtoolValues } from '../../prove/promtool-values';
import { kindOf, oneOfEachKind, slosOf } from '../../prove/slos-under-test';
import { alertTimeline } from '../../prove/timeline';
import { describeWith } from './needs-program';

jest.setTimeout(300_000);

const NOW = Date.parse('2026-11-23T12:00:00Z');
const slos = slosOf(join(__dirname, '..', '..'), 'production', NOW);

/** A bad day: every way in which errors, traffic and series come and go, long enough apart to tell them apart. */
const phases: readonly Phase[] = [
  { minutes: 90 },
  { minutes: 12, errorRatio: 1 },
  { minutes: 70 },
  { minutes: 45, errorRatio: 0.12 },
  { minutes: 10, errorRatio: 1, state: 'restarted' },
  { minutes: 40, perMinute: 0 },
  { minutes: 30 },
  { minutes: 14, errorRatio: 0.6, state: 'unscraped' },
  { minutes: 40 },
  { minutes: 35, state: 'gone' },
  { minutes: 30 },
];

/** What Grafana does with the rule: one query that is always one sample, compared with 0, held and kept as it says. */
function asGrafana(rule: AlertRule): AlertRule {
  return { ...rule, name: `${rule.name} in Grafana`, prometheusExpr: `(${rule.grafana.expr}) > 0` };
}

function both(groups: readonly RuleGroup[]): RuleGroup[] {
  return groups.map((group) => ({
    ...group,
    rules: group.rules.flatMap((rule): RuleGroup['rules'] =>
      rule.kind === 'alert' ? [rule, asGrafana(rule)] : [rule],
    ),
  }));
}

describeWith('promtool')('Grafana and Prometheus', () => {
  test.each(oneOfEachKind(slos).map((one) => [kindOf(one), one] as const))(
    'fire the alerts of an SLO on %s at the same minutes',
    async (_, { service, slo, environment }) => {
      const spent = { ...slo, alerting: { ...slo.alerting, budgetSpent: true } };
      const groups = prometheusSloGroups(service, spent, environment);
      const alerts = groups.flatMap(({ rules }) => rules).filter((rule) => rule.kind === 'alert');
      const series = rawSeries(slo.sli) ?? [];
      const scrapeSeconds = environment.scrapeIntervalSeconds;
      const timeline = await alertTimeline(both(groups), { phases, series, scrapeSeconds });
      expect(timeline).toHaveLength(minutesOf(phases));
      const minutesOfAlert = (name: string) => timeline.flatMap((firing, at) => (firing.has(name) ? [at + 1] : []));
      for (const alert of alerts) {
        expect({ alert: alert.name, minutes: minutesOfAlert(`${alert.name} in Grafana`) }).toEqual({
          alert: alert.name,
          minutes: minutesOfAlert(alert.name),
        });
      }
      // the day is bad enough for whatever pages
      const fired = alerts.filter(({ name }) => minutesOfAlert(name).length > 0);
      expect(fired.map(({ severity }) => severity)).toContain(
        alerts.some(({ severity }) => severity === 'page') ? 'page' : 'ticket',
      );
    },
  );

  test('find the budget spent, though a group of Grafana’s asks before what it records has arrived', async () => {
    const [one] = slos.filter(({ slo }) => slo.sli.kind === 'errors');
    if (one === undefined) throw new Error('no SLO on errors');
    const { service, environment } = one;
    const slo = { ...one.slo, alerting: { ...one.slo.alerting, budgetSpent: true } };
    // Prometheus evaluates a group in order, and here every rule of it every five minutes: alerts before what they read
    const late = prometheusSloGroups(service, slo, environment).map((group) => ({
      ...group,
      rules: [...group.rules].reverse(),
    }));
    const outage: readonly Phase[] = [{ minutes: 60 }, { minutes: 90, errorRatio: 1 }, { minutes: 60 }];
    const scrapeSeconds = environment.scrapeIntervalSeconds;
    const [firing] = await promtoolValues({
      rules: prometheusRuleFile(late),
      series: inputSeries(outage, rawSeries(slo.sli) ?? [], scrapeSeconds),
      scrapeSeconds,
      evaluationSeconds: 300,
      questions: [{ expr: 'ALERTS{alertstate="firing"}', atSeconds: minutesOf(outage) * 60 }],
    });
    expect(firing?.samples.map(({ labels }) => labels)).toContainEqual(
      expect.stringContaining(`alertname="${service.name}/${slo.name} budget spent"`),
    );
  });

  test('is asked for one sample, 0 or 1, whatever happens', async () => {
    const [one] = slos.filter(({ slo }) => slo.sli.kind === 'errors');
    if (one === undefined) throw new Error('no SLO on errors');
    const { service, slo, environment } = one;
    const groups = prometheusSloGroups(service, slo, environment);
    // what is not 0 or 1, or not one sample, fires this
    const odd = groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        rule.kind === 'alert'
          ? { ...rule, forSeconds: 0, keepFiringForSeconds: 0, prometheusExpr: notBinary(rule) }
          : rule,
      ),
    }));
    const series = rawSeries(slo.sli) ?? [];
    const timeline = await alertTimeline(odd, { phases, series, scrapeSeconds: environment.scrapeIntervalSeconds });
    expect(timeline.filter((firing) => firing.size > 0)).toEqual([]);
  });
});

function notBinary({ grafana: { expr } }: AlertRule): string {
  return `absent(${expr}) or count(${expr}) != 1 or group((${expr}) != 0 and (${expr}) != 1)`;
}
