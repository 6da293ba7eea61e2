import { stackVerdict } from '../../../domain/drift/verdict';
import { judged, pendingOf, type Resource, told } from './plans';

const verdictOf = (resources: readonly Resource[], rest = {}) => {
  const { drift, pending } = judged(resources, {}, rest);
  return stackVerdict(drift, pending);
};
const topic = (
  applied: object | null,
  world: object | null,
  wanted: object | null,
  over: Partial<Resource> = {},
): Resource => ({
  address: 'aws_sns_topic.topic',
  applied: applied as Resource['applied'],
  world: world as Resource['world'],
  wanted: wanted as Resource['wanted'],
  configuration: { name: 'x', policy: 'y' },
  ...over,
});
const [A, B, C] = [{ policy: 'a' }, { policy: 'b' }, { policy: 'c' }];

test.each([
  ['nothing differs', topic(A, A, A), 'clean'],
  ['somebody changed the world', topic(A, B, A), 'drifted'],
  ['the catalog says something new', topic(A, A, B), 'pending'],
  ['both, in one attribute', topic(A, B, C), 'drifted-and-pending'],
  ['somebody did by hand what the catalog says', topic(A, B, B), 'clean'],
  ['somebody deleted it', topic(A, null, A), 'drifted'],
  ['it is new in the catalog', topic(null, null, A), 'pending'],
  ['it is no longer in the catalog', topic(A, A, null, { configuration: undefined }), 'pending'],
  [
    'it is no longer in the catalog, and changed',
    topic(A, B, null, { configuration: undefined }),
    'drifted-and-pending',
  ],
  ['it is gone from both', topic(A, null, null, { configuration: undefined }), 'clean'],
])('%s', (_, resource, verdict) => {
  expect(verdictOf([resource])).toBe(verdict);
});

test('drift and pending in two attributes are told apart', () => {
  const found = judged([topic({ ...A, name: 'x' }, { ...B, name: 'x' }, { ...A, name: 'y' })]);
  expect([told(found), pendingOf(found)]).toEqual([
    ['aws_sns_topic.topic policy: DRIFT'],
    ['aws_sns_topic.topic name: PENDING'],
  ]);
  expect(found.drift[0]).toMatchObject({
    before: 'a',
    after: 'b',
    origin: { file: 'aws_sns_topic.topic.yaml', line: 2 },
  });
});

test('what follows from drift is not pending', () => {
  const template = {
    address: 'aws_launch_template.template',
    applied: { user_data: 'a', latest_version: 1 },
    world: { user_data: 'b', latest_version: 2 },
    wanted: { user_data: 'a', latest_version: null },
    unknown: { latest_version: true },
    configuration: { user_data: 'a' },
  };
  const group = {
    address: 'aws_autoscaling_group.group',
    applied: { version: '1' },
    world: { version: '1' },
    wanted: { version: null },
    unknown: { version: true },
    configuration: { version: '${aws_launch_template.template.latest_version}' },
  };
  const found = judged([template, group]);
  expect(pendingOf(found)).toEqual([]);
  expect(told(found)).toContain('aws_launch_template.template user_data: DRIFT');
});

test('an unknown value with no cause is pending: somebody has to look', () => {
  const group = {
    address: 'aws_autoscaling_group.group',
    applied: { version: '1' },
    world: { version: '1' },
    wanted: { version: null },
    unknown: { version: true },
    configuration: { version: 'x' },
  };
  expect(verdictOf([group])).toBe('pending');
});

test('what was edited is pending, though it stands beside a reference to something that drifted', () => {
  const contact = {
    address: 'grafana_contact_point.pager',
    applied: { name: 'a', org: 1 },
    world: { name: 'b', org: 1 },
    wanted: { name: 'a', org: 1 },
    configuration: { name: 'a' },
  };
  const rule = (wait: string) => ({ for: wait, settings: [{ contact_point: 'a' }] });
  const group = {
    address: 'grafana_rule_group.alerts',
    applied: { rule: [rule('1m')], config: '{"title": "x", "by": "a"}' },
    world: { rule: [rule('1m')], config: '{"title": "x", "by": "a"}' },
    wanted: { rule: [rule('5m')], config: '{"title": "y", "by": "a"}' },
    configuration: {
      rule: [{ for: '5m', settings: { contact_point: '${grafana_contact_point.pager.name}' } }],
      config: '{"title": "y", "by": "${grafana_contact_point.pager.name}"}',
    },
  };
  expect(pendingOf(judged([contact, group]))).toEqual([
    'grafana_rule_group.alerts config.title: PENDING',
    'grafana_rule_group.alerts rule[0].for: PENDING',
  ]);
});

test('rejects as pending a secret that somebody changed, though the provider works out a part of the same block', () => {
  const pager = (integration_key: string, uid: string | null) => ({ pagerduty: [{ integration_key, uid }] });
  const contact = (wanted: string) =>
    judged([
      {
        address: 'grafana_contact_point.pager',
        applied: pager('0123456789abcdef', 'u1'),
        world: pager('fedcba9876543210', 'u1'),
        wanted: pager(wanted, null),
        unknown: { pagerduty: [{ uid: true }] },
        sensitive: { pagerduty: true },
        configuration: { pagerduty: [{ integration_key: '${data.terraform_remote_state.oncall.outputs.key}' }] },
      },
    ]);
  const address = 'grafana_contact_point.pager pagerduty';
  const same = contact('0123456789abcdef');
  expect([told(same), pendingOf(same)]).toEqual([[`${address}: DRIFT`], []]);
  expect(pendingOf(contact('00000000000000ff'))).toEqual([`${address}: PENDING`]);
});

describe('drift and pending in one list', () => {
  const step = (notify: string, id: string | null) => ({ notify, id });
  type Step = ReturnType<typeof step>;
  const asked = [{ notify: 'a' }, { notify: 'b' }];
  const steps = (wanted: Step[], configured: object[] = asked, world = [step('a', '1')]) =>
    judged([
      {
        address: 'pagerduty_escalation_policy.chain',
        applied: { rule: [step('a', '1'), step('b', '2')] },
        world: { rule: world },
        wanted: { rule: wanted },
        unknown: { rule: wanted.map(({ id }) => ({ id: id === null })) },
        configuration: { rule: configured },
      },
    ]);

  test('rejects as pending what an apply only puts back, whatever the provider works out with it', () => {
    const found = steps([step('a', null), step('b', null)]);
    expect([told(found), pendingOf(found)]).toEqual([['pagerduty_escalation_policy.chain rule[1]: DRIFT'], []]);
  });

  test('rejects as pending what the provider carries over from where somebody put it', () => {
    const found = steps([step('a', '2'), step('b', '1')], asked, [step('b', '2'), step('a', '1')]);
    expect(pendingOf(found)).toEqual([]);
  });

  test('what is taken out of the configuration is pending', () => {
    const found = steps([step('a', null)], [{ notify: 'a' }], [step('x', '1'), step('b', '2')]);
    expect(pendingOf(found)).toEqual(['pagerduty_escalation_policy.chain rule[1]: PENDING']);
  });

  test('only what the catalog says anew is pending', () => {
    const found = steps([step('x', null), step('b', null)], [{ notify: 'x' }, { notify: 'b' }]);
    expect(pendingOf(found)).toEqual(['pagerduty_escalation_policy.chain rule[0].notify: PENDING']);
    expect(found.pending[0]).toMatchObject({ before: 'a', after: 'x' });
  });
});

test('tags_all only repeats tags', () => {
  const tagged = (team: string) => ({ tags: { team }, tags_all: { team } });
  const found = judged([topic(tagged('a'), tagged('b'), tagged('a'), { configuration: { tags: {} } })]);
  expect(told(found)).toEqual(['aws_sns_topic.topic tags.team: DRIFT']);
});

describe('a taint is pending', () => {
  const tainted = { actions: ['delete', 'create'], reason: 'replace_because_tainted' };
  const made = (policy: string, arn: string | null) => ({ policy, arn });

  test('alone', () => {
    expect(verdictOf([topic(A, A, A, tainted)])).toBe('pending');
  });

  test('beside what the provider works out anew', () => {
    expect(
      verdictOf([topic(made('a', '1'), made('a', '1'), made('a', null), { ...tainted, unknown: { arn: true } })]),
    ).toBe('pending');
  });

  test('beside what is expected', () => {
    const group = (desired_capacity: number | null) => ({ min_size: 1, max_size: 9, desired_capacity });
    const configuration = {
      min_size: 1,
      max_size: 9,
      desired_capacity: 1,
      lifecycle: { ignore_changes: ['desired_capacity'] },
    };
    const found = judged([
      {
        address: 'aws_autoscaling_group.group',
        applied: group(2),
        world: group(3),
        wanted: group(null),
        unknown: { desired_capacity: true },
        ...tainted,
        configuration,
      },
    ]);
    expect(stackVerdict(found.drift, found.pending)).toBe('pending');
  });
});

test('an update whose reason the provider alone knows is pending', () => {
  const made = (arn: string | null) => ({ policy: 'a', arn });
  expect(verdictOf([topic(made('1'), made('1'), made(null), { unknown: { arn: true } })])).toBe('pending');
});

test('an output that changes alone is pending', () => {
  expect(verdictOf([], { output_changes: { id: { actions: ['update'], before: 'a', after: 'b' } } })).toBe('pending');
});

test('an output that changes beside what is expected is pending', () => {
  const resources = [topic(A, B, B)];
  const output_changes = { id: { actions: ['update'], before: 'a', after: 'b' } };
  expect(verdictOf(resources, { output_changes })).toBe('pending');
});

test('a secret is told to differ, and never shown', () => {
  const key = (value: string) => ({ key: value, policy: `uses ${value}` });
  const found = judged([
    topic(key('0123456789abcdef'), key('fedcba9876543210'), key('0123456789abcdef'), { sensitive: { key: true } }),
  ]);
  const text = JSON.stringify(found.drift.map(({ raw, ...rest }) => rest));
  expect(found.drift[0]).toMatchObject({ attribute: 'key', sensitive: true, before: null, after: null });
  expect(text).not.toMatch(/0123456789abcdef|fedcba9876543210/);
});

test('text of the configuration is no secret, though a secret has it', () => {
  const found = judged([
    topic(
      { key: 'x', policy: 'a' },
      { key: 'x', policy: 'b' },
      { key: 'x', policy: 'a' },
      { sensitive: { key: true }, configuration: { policy: 'a', key: 'x' } },
    ),
  ]);
  expect(found.drift[0]).toMatchObject({ before: 'a', after: 'b' });
});

test.each([
  ['errored', { errored: true }],
  ['not complete', { complete: false }],
  ['deferred', { deferred_changes: [{ reason: 'instance_count_unknown' }] }],
  ['a failed check', { checks: [{ status: 'fail', address: { to_display: 'check.x' } }] }],
])('rejects a plan that is %s as a full check', (_, rest) => {
  expect(judged([], {}, rest).unsure).toHaveLength(1);
});

test('the worst comes first, and what is expected last', () => {
  const found = judged([
    {
      address: 'grafana_dashboard.a',
      applied: { title: 'a' },
      world: { title: 'b' },
      wanted: { title: 'a' },
      configuration: { title: 'a' },
    },
    {
      address: 'aws_autoscaling_group.b',
      applied: { min_size: 1, max_size: 2, desired_capacity: 1 },
      world: { min_size: 1, max_size: 3, desired_capacity: 2 },
      wanted: { min_size: 1, max_size: 2, desired_capacity: 2 },
      configuration: { max_size: 2 },
    },
    {
      address: 'pagerduty_escalation_policy.c',
      applied: { rule: [1, 2] },
      world: { rule: [1] },
      wanted: { rule: [1, 2] },
      configuration: { rule: [] },
    },
  ]);
  expect(found.drift.map(({ severity, address, expected }) => [severity, address, expected])).toEqual([
    ['critical', 'pagerduty_escalation_policy.c', null],
    ['warning', 'aws_autoscaling_group.b', null],
    ['info', 'grafana_dashboard.a', null],
    ['info', 'aws_autoscaling_group.b', 'autoscaler'],
  ]);
});
