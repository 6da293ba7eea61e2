import { accepts } from '../../../domain/limits/accepts';
import type { Refusal } from '../../../domain/limits/model';
import { pagerdutyLimits } from '../../../domain/limits/pagerduty';
import { pagerdutyTimeZones } from '../../../domain/limits/pagerduty-time-zones';
import { isZone } from '../../../domain/time/zones';

type Row = readonly [at: string, attribute: string, refused: unknown[], passed: unknown[], when?: string];

const items = (count: number) => Array(count).fill('x');
const description: Row = ['plan', 'description', [''], [' ', 'Managed by Terraform']];
const name: Row = [
  'validate',
  'name',
  ['', ' ', 'a ', 'a/b', 'a\\b', 'a&b', '<a', 'a>', 'a\tb', 'a\nb', 'a\u00a0b', 'a\u200bb'],
  ['a', ' a', 'payments primary', 'Zürich 支払い #1: (é)', 'x'.repeat(300)],
];

/** One entry per row of the table: what it refuses, and the neighbours that it lets through. */
const rows: Record<string, Row[]> = {
  pagerduty_team: [
    ['server', 'name', ['', 'x'.repeat(101)], ['x', 'x'.repeat(100)]],
    ['server', 'description', ['', 'x'.repeat(1025)], ['x', 'x'.repeat(1024), 'two\nlines']],
    description,
  ],
  pagerduty_schedule: [
    ['validate', 'time_zone', ['UTC', 'Australia/Lord_Howe', 'europe/berlin', ''], ['Etc/UTC', 'Asia/Kolkata']],
    ['validate', 'layer', [[]], [items(1), items(9)]],
    [
      'validate',
      'layer.start',
      ['2024-01-01', '2024-01-01T00:00:00'],
      ['2024-01-01T00:00:07Z', '2024-01-01T02:00:00+02:00'],
    ],
    [
      'validate',
      'layer.rotation_virtual_start',
      ['2024-01-01T00:00:05Z', '2024-01-01T00:00Z', 'now'],
      ['2024-01-01T00:01:00Z', '2024-01-01T02:00:00-05:00'],
    ],
    ['validate', 'layer.rotation_turn_length_seconds', [3_599, 31_536_001], [3_600, 31_536_000]],
    ['validate', 'layer.users', [[]], [items(1)]],
    ['validate', 'layer.restriction.type', ['monthly_restriction'], ['daily_restriction', 'weekly_restriction']],
    ['validate', 'layer.restriction.start_time_of_day', ['24:00:00', '09:00', '9:00:00'], ['00:00:00', '23:59:59']],
    ['validate', 'layer.restriction.start_day_of_week', [0, 8], [1, 7, undefined]],
    ['validate', 'layer.restriction.duration_seconds', [0, 604_800], [1, 604_799]],
    ['plan', 'layer.restriction.duration_seconds', [0, 86_400], [1, 86_399], 'daily_restriction'],
    ['plan', 'layer.restriction.start_day_of_week', [1], [undefined], 'daily_restriction'],
    ['plan', 'layer.restriction.start_day_of_week', [undefined], [1], 'weekly_restriction'],
    description,
    ['plan', 'teams', [[]], [items(1), undefined]],
  ],
  pagerduty_escalation_policy: [
    name,
    ['validate', 'num_loops', [-1, 10], [0, 9]],
    ['validate', 'teams', [items(2)], [[], items(1)]],
    ['validate', 'rule', [[]], [items(1)]],
    ['validate', 'rule.escalation_delay_in_minutes', [0], [1, 10_000]],
    ['server', 'rule.target', [[], items(11)], [items(1), items(10)]],
    ['validate', 'rule.target.type', ['user', 'schedule'], ['user_reference', 'schedule_reference', undefined]],
    description,
  ],
  pagerduty_service: [
    name,
    ['apply', 'auto_resolve_timeout', ['', 'never', '-1', '30m'], ['null', '0', '14400']],
    ['apply', 'acknowledgement_timeout', ['', 'never', '1.5'], ['null', '1800']],
    ['server', 'incident_urgency_rule.type', ['severity_based'], ['constant', 'use_support_hours']],
    ['server', 'incident_urgency_rule.urgency', ['critical'], ['high', 'low', 'severity_based']],
    description,
    ['plan', 'auto_resolve_timeout', ['0', '00'], ['null', '1', '10']],
  ],
  pagerduty_service_integration: [
    ['server', 'name', [undefined, null], ['production']],
    ['validate', 'type', ['events_api_v2'], ['events_api_v2_inbound_integration', undefined]],
    ['validate', 'vendor', ['PABC123'], [undefined], 'events_api_v2_inbound_integration'],
  ],
  pagerduty_service_dependency: [
    ['validate', 'dependency', [[]], [items(1), items(2)]],
    ['validate', 'dependency.supporting_service', [[], items(2)], [items(1)]],
    ['validate', 'dependency.supporting_service.type', ['technical_service'], ['service', 'business_service']],
    ['validate', 'dependency.dependent_service', [[], items(2)], [items(1)]],
    ['validate', 'dependency.dependent_service.type', ['technical_service'], ['service', 'service_dependency']],
    ['plan', 'dependency', [[], items(2)], [items(1)]],
  ],
};

const all = (type: string): readonly Refusal[] => {
  const limits = pagerdutyLimits[type];
  if (limits === undefined) throw new Error(`no limits of ${type}`);
  return [...limits.refusals, ...limits.permanentDifferences];
};

function found(type: string, [at, attribute, , , when]: Row): Refusal[] {
  return all(type).filter((row) => row.at === at && row.attribute === attribute && row.when?.is === when);
}

describe.each(Object.keys(pagerdutyLimits))('%s', (type) => {
  test.each((rows[type] ?? []).map((row) => [`${row[1]}, at ${row[0]}${row[4] ? `, ${row[4]}` : ''}`, row] as const))(
    'rejects what it should and lets the neighbour through: %s',
    (_, row) => {
      const [refusal, ...others] = found(type, row);
      if (refusal === undefined || others.length > 0) throw new Error('expected one row');
      const [, , refused, passed] = row;
      for (const value of refused) expect([value, accepts(refusal.accepts, value)]).toEqual([value, false]);
      for (const value of passed) expect([value, accepts(refusal.accepts, value)]).toEqual([value, true]);
    },
  );

  test('no row goes untried', () => {
    const tried = (rows[type] ?? []).flatMap((row) => found(type, row));
    expect(all(type).filter((row) => !tried.includes(row))).toEqual([]);
  });

  test('every row names its source, and what to write instead', () => {
    const limits = pagerdutyLimits[type];
    for (const row of [...all(type), ...(limits?.defaults ?? []), ...(limits?.forcesReplacement ?? [])]) {
      expect(row.source).toMatch(/resource_pagerduty_|util\.go|API reference/);
    }
    for (const { expected } of all(type)) expect(expected).not.toBe('');
  });
});

test('every time zone of schedules is in the pinned zone data, once', () => {
  expect(pagerdutyTimeZones.filter((zone) => !isZone(zone))).toEqual([]);
  expect(new Set(pagerdutyTimeZones).size).toBe(pagerdutyTimeZones.length);
  expect(pagerdutyTimeZones).toHaveLength(135);
});
