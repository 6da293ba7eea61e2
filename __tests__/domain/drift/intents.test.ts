import type { InstanceRefresh } from '../../../domain/drift/instance-refresh';
import { BOUNDARY_MINUTES, intents } from '../../../domain/drift/intents';
import { judged, MINUTE, NOW, pendingOf, serviceScaling, told } from './plans';

const group = (over: object) => ({ min_size: 2, max_size: 10, desired_capacity: 2, ...over });
const groupAt = (applied: object, world: object, wanted: object = world) => ({
  address: 'aws_autoscaling_group.group',
  applied: group(applied),
  world: group(world),
  wanted: group(wanted),
  configuration: { min_size: 2, max_size: 10, lifecycle: { ignore_changes: ['desired_capacity'] } },
});
const text = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const action = (over: object) => ({
  scheduled_action_name: 'evening',
  recurrence: '',
  start_time: '',
  end_time: '',
  ...over,
});

const event = {
  name: 'sale',
  timeZone: 'Etc/UTC',
  from: '2031-03-03T10:00',
  to: '2031-03-04T10:00',
  fromMs: NOW - 120 * MINUTE,
  toMs: NOW + 22 * 60 * MINUTE,
  min: 20,
  max: 40,
};
const noonWindow = {
  kind: 'window' as const,
  name: 'noon',
  timeZone: 'Etc/UTC',
  days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const,
  from: '11:00',
  to: '13:00',
  min: 6,
};

test('every row of the table is named and explained', () => {
  for (const { name, why } of intents)
    expect([name, why]).toEqual([expect.stringMatching(/^[a-z-]+$/), expect.stringMatching(/\w{3,} /)]);
});

describe('autoscaler', () => {
  test('a desired capacity within the bounds is expected', () => {
    expect(told(judged([groupAt({}, { desired_capacity: 7 })]))).toEqual([
      'aws_autoscaling_group.group desired_capacity: autoscaler',
    ]);
  });
  test.each(['service_linked_role_arn', 'max_instance_lifetime'])('rejects a change of %s', (attribute) => {
    const [applied, world] = [{ [attribute]: 1 }, { [attribute]: 2 }];
    expect(told(judged([groupAt(applied, world, applied)]))).toEqual([
      `aws_autoscaling_group.group ${attribute}: DRIFT`,
    ]);
  });
  test('rejects one outside of them', () => {
    expect(told(judged([groupAt({}, { desired_capacity: 11 })]))).toEqual([
      'aws_autoscaling_group.group desired_capacity: DRIFT',
    ]);
  });
});

describe('event', () => {
  const service = serviceScaling({ events: [event] });
  test('the sizes of an event that runs are expected', () => {
    const sizes = { min_size: 20, max_size: 40 };
    expect(told(judged([groupAt({}, sizes)], { service }))).toEqual([
      'aws_autoscaling_group.group max_size: event',
      'aws_autoscaling_group.group min_size: event',
    ]);
  });
  test('rejects its sizes long after it ended', () => {
    const after = event.toMs + (BOUNDARY_MINUTES + 1) * MINUTE;
    const found = judged([groupAt({}, { max_size: 40 }, { max_size: 10 })], { service, nowMs: after });
    expect(told(found)).toEqual(['aws_autoscaling_group.group max_size: DRIFT']);
  });
  test('rejects another size while it runs', () => {
    const found = judged([groupAt({}, { max_size: 41 }, { max_size: 40 })], { service });
    expect(told(found)).toContain('aws_autoscaling_group.group max_size: DRIFT');
  });
});

describe('schedule', () => {
  const service = serviceScaling({ schedule: [noonWindow] });
  test('the size of a window that runs is expected', () => {
    expect(told(judged([groupAt({}, { min_size: 6 })], { service }))).toEqual([
      'aws_autoscaling_group.group min_size: schedule',
    ]);
  });
  test('rejects it outside of the window', () => {
    const nowMs = NOW + 4 * 60 * MINUTE;
    expect(told(judged([groupAt({}, { min_size: 6 }, { min_size: 2 })], { service, nowMs }))).toEqual([
      'aws_autoscaling_group.group min_size: DRIFT',
    ]);
  });
});

describe('boundary', () => {
  const service = serviceScaling({ schedule: [noonWindow] });
  const end = NOW + 60 * MINUTE;
  test.each([-4, 0, 4])('the size before a window’s end is expected %i minutes after it', (minutes) => {
    const nowMs = end + minutes * MINUTE;
    const found = judged([groupAt({ min_size: 6 }, { min_size: 6 }, { min_size: minutes < 0 ? 6 : 2 })], {
      service,
      nowMs,
    });
    expect(pendingOf(found)).toEqual(minutes < 0 ? [] : ['aws_autoscaling_group.group min_size: boundary']);
  });
  test('rejects it when the end is longer ago than AWS is ever late', () => {
    const nowMs = end + (BOUNDARY_MINUTES + 2) * MINUTE;
    expect(pendingOf(judged([groupAt({ min_size: 6 }, { min_size: 6 }, { min_size: 2 })], { service, nowMs }))).toEqual(
      ['aws_autoscaling_group.group min_size: PENDING'],
    );
  });
  test('rejects a size that holds on neither side', () => {
    const found = judged([groupAt({ min_size: 6 }, { min_size: 5 }, { min_size: 2 })], { service, nowMs: end });
    expect(told(found)).toEqual(['aws_autoscaling_group.group min_size: DRIFT']);
  });
  test('a one-time action that fires now may be there or gone', () => {
    const start = { start_time: text(NOW + 2 * MINUTE) };
    const address = 'aws_autoscaling_schedule.event-sale-start';
    const found = judged([
      { address, applied: action(start), world: null, wanted: action(start), configuration: start },
    ]);
    expect(told(found)).toEqual([`${address} : boundary`]);
  });
  test('rejects a recurring one that somebody deleted just before it fires', () => {
    const daily = { recurrence: '0 12 * * *', start_time: text(NOW + 2 * MINUTE) };
    const address = 'aws_autoscaling_schedule.schedule-noon-start';
    const found = judged([
      { address, applied: action(daily), world: null, wanted: action(daily), configuration: { recurrence: 'x' } },
    ]);
    expect(told(found)).toEqual([`${address} : DRIFT`]);
  });
  test('rejects another size of one that fires now', () => {
    const address = 'aws_autoscaling_schedule.event-sale-start';
    const sized = (max_size: number) => action({ start_time: text(NOW + 2 * MINUTE), max_size });
    const found = judged([
      { address, applied: sized(40), world: sized(41), wanted: sized(40), configuration: { max_size: 40 } },
    ]);
    expect(told(found)).toEqual([`${address} max_size: DRIFT`]);
  });
  test('rejects one that is gone long before it fires', () => {
    const start = { start_time: text(NOW + 60 * MINUTE) };
    const address = 'aws_autoscaling_schedule.event-sale-start';
    const found = judged([
      { address, applied: action(start), world: null, wanted: action(start), configuration: start },
    ]);
    expect(told(found)).toEqual([`${address} : DRIFT`]);
    expect(found.drift[0]?.severity).toBe('warning');
  });
});

describe('refresh', () => {
  const found = (...refreshes: InstanceRefresh[]) =>
    judged([], {}, {}, [
      { group: { address: 'aws_autoscaling_group.group', name: 'shop', attributes: {} }, refreshes },
    ]);
  const one = (status: string, startedMs: number | null = 0): InstanceRefresh => ({
    status,
    percent: null,
    reason: null,
    startedMs,
  });

  test.each(['Pending', 'InProgress', 'Baking'])('a refresh that is %s is expected', (status) => {
    expect(told(found(one(status)))).toEqual(['aws_autoscaling_group.group instance_refresh.status: refresh']);
  });
  test.each([
    'Failed',
    'Cancelled',
    'Cancelling',
    'RollbackInProgress',
    'RollbackFailed',
    'RollbackSuccessful',
    'a word of next year',
  ])('rejects one that is %s', (status) => {
    expect(told(found(one(status)))).toEqual(['aws_autoscaling_group.group instance_refresh.status: DRIFT']);
  });
  test('the last one tells, and one that has not begun is the last', () => {
    expect(told(found(one('Failed', 1), one('Successful', 2)))).toEqual([]);
    expect(told(found(one('Successful', 1), one('Failed', 2)))).toHaveLength(1);
    expect(told(found(one('Pending', null), one('Failed', 2)))).toEqual([expect.stringContaining(': refresh')]);
    expect(told(found())).toEqual([]);
  });
});

describe('fired', () => {
  const address = 'aws_autoscaling_schedule.schedule-noon-start';
  const recurring = (start: number) => action({ recurrence: '0 11 * * *', start_time: text(start) });
  test('the next start of a recurring action is expected', () => {
    const found = judged([
      {
        address,
        applied: recurring(NOW - 60 * MINUTE),
        world: recurring(NOW + 23 * 60 * MINUTE),
        configuration: { recurrence: '0 11 * * *' },
      },
    ]);
    expect(told(found)).toEqual([`${address} start_time: fired`]);
  });
  test('rejects another size of a recurring action', () => {
    const sized = (max_size: number) => ({ ...recurring(NOW + 60 * MINUTE), max_size });
    const found = judged([
      { address, applied: sized(1), world: sized(2), wanted: sized(1), configuration: { max_size: 1 } },
    ]);
    expect(told(found)).toEqual([`${address} max_size: DRIFT`]);
  });
  test('rejects a start that somebody moved into the past', () => {
    const found = judged([
      {
        address,
        applied: recurring(NOW + MINUTE),
        world: recurring(NOW - 60 * MINUTE),
        configuration: { recurrence: '0 11 * * *' },
      },
    ]);
    expect(told(found)).not.toContain(`${address} start_time: fired`);
  });
  test('rejects a start that the catalog sets', () => {
    const found = judged([
      {
        address,
        applied: recurring(NOW + 60 * MINUTE),
        world: recurring(NOW + 120 * MINUTE),
        wanted: recurring(NOW + 60 * MINUTE),
        configuration: { start_time: 'x' },
      },
    ]);
    expect(told(found)).toEqual([`${address} start_time: DRIFT`]);
  });
});

describe('spent', () => {
  const address = 'aws_autoscaling_schedule.event-sale-start';
  test('rejects another size of an action', () => {
    const [applied, world] = [action({ max_size: 40 }), action({ max_size: 41 })];
    expect(told(judged([{ address, applied, world, wanted: applied, configuration: { max_size: 40 } }]))).toEqual([
      `${address} max_size: DRIFT`,
    ]);
  });
  test('a one-time action that fired is gone, and that is expected', () => {
    const found = judged([{ address, applied: action({ start_time: text(NOW - 60 * MINUTE) }), world: null }]);
    expect(told(found)).toEqual([`${address} : spent`]);
  });
  test('rejects a recurring one that somebody deleted', () => {
    const recurrence = { recurrence: '0 11 * * *' };
    const found = judged([
      { address, applied: action(recurrence), world: null, wanted: action(recurrence), configuration: recurrence },
    ]);
    expect(told(found)).toEqual([`${address} : DRIFT`]);
  });
});

describe('own-rules', () => {
  const address = 'aws_security_group.group';
  const shown = (source: string) => ({
    protocol: 'tcp',
    from_port: 8080,
    to_port: 8080,
    cidr_blocks: [],
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [source],
    self: false,
  });
  const knows = (...groups: object[]) => ({
    prior_state: {
      values: {
        root_module: {
          resources: [
            ...groups,
            {
              address: 'aws_vpc_security_group_ingress_rule.rule',
              type: 'aws_vpc_security_group_ingress_rule',
              values: {
                security_group_id: 'sg-1',
                referenced_security_group_id: 'sg-2',
                ip_protocol: 'tcp',
                from_port: 8080,
                to_port: 8080,
              },
            },
          ],
        },
      },
    },
  });
  const found = (ingress: object[], before: object[] = []) => {
    const arn = 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1';
    const values = { id: 'sg-1', arn, ingress };
    return judged(
      [{ address, applied: { ...values, ingress: before }, world: values, configuration: { name: 'x' } }],
      {},
      knows({ address, type: 'aws_security_group', values }),
    );
  };

  test('a group shows the rules that are resources of their own', () => {
    expect(told(found([shown('sg-2')]))).toEqual([`${address} ingress[0]: own-rules`]);
  });
  test('rejects a rule that somebody added, and says how to take it away', () => {
    const open = { ...shown('sg-2'), security_groups: [], cidr_blocks: ['0.0.0.0/0'] };
    const judgement = found([open]);
    expect(told(judgement)).toEqual([`${address} ingress[0]: DRIFT`]);
    expect(judgement.drift[0]).toMatchObject({ severity: 'critical', raw: { reverted: false } });
  });
  test('rejects a source that somebody added beside the one of the stack, and takes that one alone away', () => {
    const [own, open] = [shown('sg-2'), { ...shown('sg-2'), cidr_blocks: ['0.0.0.0/0'] }];
    const command =
      "aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-1 --ip-permissions '" +
      '[{"IpProtocol":"tcp","FromPort":8080,"ToPort":8080,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' +
      "'";
    for (const applied of [[], [own]]) {
      const { drift } = found([open], applied);
      expect(drift.map(({ expected, raw }) => [expected, raw.told?.byHand])).toEqual([[null, command]]);
    }
  });
  test('is expected of the rules that the stack makes, also beside one that somebody added', () => {
    const open = { ...shown('sg-2'), security_groups: [], cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22 };
    expect(told(found([shown('sg-2'), open]))).toEqual([
      `${address} ingress[1]: DRIFT`,
      `${address} ingress[0]: own-rules`,
    ]);
  });
  test('rejects a rule in a group that the catalog gives none, which an apply takes away', () => {
    const open = { ...shown('sg-3'), cidr_blocks: ['0.0.0.0/0'] };
    const values = { id: 'sg-1', ingress: [] };
    const { drift } = judged([
      {
        address,
        applied: values,
        world: { ...values, ingress: [open] },
        wanted: values,
        configuration: { ingress: [] },
      },
    ]);
    expect(drift).toMatchObject([{ expected: null, why: 'somebody changed it; the next apply undoes it' }]);
  });
  test('rejects a rule that an apply took note of since somebody added it', () => {
    const open = { ...shown('sg-2'), security_groups: [], cidr_blocks: ['0.0.0.0/0'] };
    const { drift } = found([shown('sg-2'), open], [shown('sg-2'), open]);
    expect(drift).toMatchObject([
      { attribute: 'ingress[1]', before: null, severity: 'critical', expected: null, raw: { reverted: false } },
    ]);
    expect(drift[0]?.raw.told?.byHand).toMatch(/^aws ec2 revoke-security-group-ingress .*0\.0\.0\.0/);
    expect(told(found([open], [shown('sg-2'), open]))).toEqual([
      `${address} ingress[0]: DRIFT`,
      `${address} ingress[0]: own-rules`,
    ]);
  });
  test('rejects another name of the group', () => {
    const [applied, world] = [
      { id: 'sg-1', name: 'x', ingress: [], egress: [] },
      { id: 'sg-1', name: 'y', ingress: [], egress: [] },
    ];
    const found = judged([{ address, applied, world, wanted: applied, configuration: { name: 'x' } }], {}, knows());
    expect(told(found)).toEqual([`${address} name: DRIFT`]);
  });
  test.each([
    ['another port', { to_port: 9000 }],
    ['another protocol', { protocol: '-1' }],
    ['the group itself', { self: true }],
  ])('rejects %s', (_, over) => {
    expect(told(found([{ ...shown('sg-2'), ...over }]))).toEqual([`${address} ingress[0]: DRIFT`]);
  });
});

describe('computed', () => {
  test.each([
    [
      'pagerduty_schedule.rotation',
      { layer: [{ users: ['P1'], rendered_coverage_percentage: '50' }] },
      { layer: [{ users: ['P1'], rendered_coverage_percentage: '100' }] },
    ],
    ['pagerduty_service.service', { status: 'active' }, { status: 'critical' }],
    ['pagerduty_escalation_policy.chain', { rule: [{ id: 'A', x: 1 }] }, { rule: [{ id: 'B', x: 1 }] }],
    ['grafana_rule_group.alerts', { rule: [{ uid: 'a', x: 1 }] }, { rule: [{ uid: 'b', x: 1 }] }],
    ['grafana_dashboard.dashboard', { version: 1 }, { version: 2 }],
    ['aws_autoscaling_group.group', { predicted_capacity: 1 }, { predicted_capacity: 2 }],
  ])('what the provider works out about %s is expected', (address, applied, world) => {
    expect(told(judged([{ address, applied, world, configuration: {} }]))).toEqual([
      expect.stringContaining(': computed'),
    ]);
  });
  test.each([
    ['pagerduty_service.service', 'acknowledgement_timeout', { acknowledgement_timeout: 'x' }],
    ['grafana_dashboard.dashboard', 'config_json', { config_json: 'x' }],
    ['aws_autoscaling_group.group', 'suspended_processes', { suspended_processes: 'x' }],
    // what the catalog sets is its own
    ['aws_autoscaling_group.group', 'load_balancers', { load_balancers: 'x' }],
  ])('rejects of %s its %s', (address, attribute, configuration) => {
    const [applied, world] = [{ [attribute]: 'before' }, { [attribute]: 'after' }];
    const found = judged([{ address, applied, world, wanted: applied, configuration }]);
    expect(told(found)).toEqual([`${address} ${attribute}: DRIFT`]);
  });
  test('rejects the version of a dashboard that the catalog does not have', () => {
    const address = 'grafana_dashboard.dashboard';
    expect(told(judged([{ address, applied: { version: 1 }, world: { version: 2 } }]))).toEqual([
      `${address} version: DRIFT`,
    ]);
  });
  test('rejects people of a schedule', () => {
    const found = judged([
      {
        address: 'pagerduty_schedule.rotation',
        applied: { layer: [{ users: ['P1', 'P2'] }] },
        world: { layer: [{ users: ['P2', 'P1'] }] },
        wanted: { layer: [{ users: ['P1', 'P2'] }] },
        configuration: { layer: [] },
      },
    ]);
    expect(told(found)).toEqual(['pagerduty_schedule.rotation layer[0].users: DRIFT']);
    expect(found.drift[0]?.severity).toBe('critical');
  });
});

describe('as-committed', () => {
  const address = 'aws_autoscaling_group.group';
  test('a world that is already as the catalog says is expected', () => {
    const found = judged([groupAt({}, { max_size: 12 }, { max_size: 12 })]);
    expect(told(found)).toEqual([`${address} max_size: as-committed`]);
  });
  test('what nobody has any more is expected to be gone', () => {
    expect(told(judged([{ address: 'aws_sns_topic.old', applied: { name: 'old' }, world: null }]))).toEqual([
      'aws_sns_topic.old : as-committed',
    ]);
  });
  test('rejects what the catalog says nothing of in a block that it has', () => {
    const block = (http_protocol_ipv6: string) => ({
      metadata_options: [{ http_tokens: 'required', http_protocol_ipv6 }],
    });
    const found = judged([
      {
        address: 'aws_launch_template.template',
        applied: block('disabled'),
        world: block('enabled'),
        configuration: { metadata_options: { http_tokens: 'required' } },
      },
    ]);
    expect(told(found)).toEqual(['aws_launch_template.template metadata_options[0].http_protocol_ipv6: DRIFT']);
    expect(found.drift[0]).toMatchObject({ severity: 'critical', raw: { reverted: false } });
  });
  test('rejects an attribute that the catalog says nothing of', () => {
    const found = judged([
      {
        address,
        applied: group({ placement_group: null }),
        world: group({ placement_group: 'x' }),
        configuration: { min_size: 2 },
      },
    ]);
    expect(told(found)).toEqual([`${address} placement_group: DRIFT`]);
    expect(found.drift[0]?.why).toBe('somebody changed it, and no apply undoes it');
  });
});
