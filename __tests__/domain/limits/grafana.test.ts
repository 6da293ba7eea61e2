import fc from 'fast-check';
import { prometheusDuration } from '../../../constructs/grafana/prometheus-duration';
import { accepts } from '../../../domain/limits/accepts';
import { grafanaLimits } from '../../../domain/limits/grafana';
import type { Refusal } from '../../../domain/limits/model';

/** The rows of an attribute, whoever says no. */
function rows(type: string, attribute: string): readonly Refusal[] {
  const limits = grafanaLimits[type];
  if (limits === undefined) throw new Error(`no limits of ${type}`);
  return [...limits.refusals, ...limits.permanentDifferences].filter((row) => row.attribute === attribute);
}

function accepted(type: string, attribute: string, value: unknown): boolean {
  const found = rows(type, attribute);
  expect(found).not.toHaveLength(0);
  return found.every((row) => accepts(row.accepts, value));
}

type Case = readonly [type: string, attribute: string, neighbour: unknown, refused: unknown];

const cases: readonly Case[] = [
  ['grafana_folder', 'uid', 'a'.repeat(40), 'a'.repeat(41)],
  ['grafana_folder', 'uid', 'team_a-1', 'team/a'],
  ['grafana_folder', 'title', 'payments', ' '],
  ['grafana_contact_point', 'name', 'catalog production checkout', ''],
  ['grafana_contact_point', 'pagerduty', [{}], null],
  ['grafana_contact_point', 'pagerduty.settings', null, { a: 'b' }],
  ['grafana_dashboard', 'config_json', '{"title":"a"}', '["a"]'],
  ['grafana_dashboard', 'config_json.title', 'checkout', ''],
  ['grafana_dashboard', 'config_json.uid', 'a'.repeat(40), 'a'.repeat(41)],
  ['grafana_dashboard', 'config_json.uid', 'a-b', 'a b'],
  ['grafana_rule_group', 'folder_uid', 'a'.repeat(40), 'a'.repeat(41)],
  ['grafana_rule_group', 'folder_uid', 'team-a', 'team a'],
  ['grafana_rule_group', 'rule.uid', 'a_b', 'a.b'],
  ['grafana_rule_group', 'rule.uid', 'a'.repeat(40), 'a'.repeat(41)],
  ['grafana_rule_group', 'rule.name', 'a'.repeat(190), 'a'.repeat(191)],
  ['grafana_rule_group', 'name', 'a'.repeat(190), 'a'.repeat(191)],
  ['grafana_rule_group', 'interval_seconds', 60, 65],
  ['grafana_rule_group', 'interval_seconds', 10, 0],
  ['grafana_rule_group', 'rule.for', '1h30m', '5 minutes'],
  ['grafana_rule_group', 'rule.keep_firing_for', '0s', '5'],
  ['grafana_rule_group', 'rule.no_data_state', 'OK', 'Ok'],
  ['grafana_rule_group', 'rule.no_data_state', 'NoData', 'Error'],
  ['grafana_rule_group', 'rule.exec_err_state', 'KeepLast', 'NoData'],
  ['grafana_rule_group', 'rule.data.model', '{"refId":"A"}', 'refId=A'],
  ['grafana_rule_group', 'rule.data.relative_time_range.from', 600, 0],
  ['grafana_rule_group', 'rule.missing_series_evals_to_resolve', 1, 0],
  ['grafana_rule_group', 'rule.record.metric', 'slo:errors:rate5m', 'slo-errors'],
  ['grafana_rule_group', 'rule.notification_settings.group_wait', '10s', '90s'],
  ['grafana_rule_group', 'rule.notification_settings.group_interval', '1m', '60s'],
  ['grafana_rule_group', 'rule.notification_settings.repeat_interval', '4h', '240m'],
  ['grafana_rule_group', 'rule.notification_settings.repeat_interval', '1d', '24h'],
];

describe.each(cases)('%s.%s', (type, attribute, neighbour, refused) => {
  test(`lets ${JSON.stringify(neighbour).slice(0, 30)} through`, () =>
    expect(accepted(type, attribute, neighbour)).toBe(true));
  test(`rejects ${JSON.stringify(refused).slice(0, 30)}`, () => expect(accepted(type, attribute, refused)).toBe(false));
});

test.each(Object.keys(grafanaLimits))('no row of %s goes untried', (type) => {
  const { refusals = [], permanentDifferences = [] } = grafanaLimits[type] ?? {};
  const untried = [...refusals, ...permanentDifferences].filter(
    (row) =>
      !cases.some(
        ([of, attribute, , refused]) => of === type && attribute === row.attribute && !accepts(row.accepts, refused),
      ),
  );
  expect(untried.map(({ attribute, expected }) => `${attribute}: ${expected}`)).toEqual([]);
});

test('every row says where it comes from', () => {
  for (const limits of Object.values(grafanaLimits)) {
    const cited = [...limits.forcesReplacement, ...limits.defaults, ...limits.refusals, ...limits.permanentDifferences];
    for (const { source } of cited) expect(source).toMatch(/grafana|measured/);
  }
});

test('what the constructs write as a duration never differs in a later plan', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
      expect(accepted('grafana_rule_group', 'rule.notification_settings.group_wait', prometheusDuration(seconds))).toBe(
        true,
      );
    }),
  );
});
