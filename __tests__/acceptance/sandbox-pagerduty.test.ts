import { type Configuration, expectOk, faults, type Sandbox, startSandbox, told } from './sandbox-harness';

jest.setTimeout(120_000);

const MEMBERS = ['ana@example.com', 'bo@example.com', 'cy@example.com'];

function oncall(
  change: {
    members?: string[];
    start?: string;
    turn?: number;
    description?: string;
    delay?: number;
    zone?: string;
  } = {},
): Configuration {
  const { members = MEMBERS, start = '2031-01-06T08:00:00Z', turn = 604_800, delay = 15 } = change;
  const users = members.map((email) => `\${data.pagerduty_user.${email.split('@')[0]}.id}`);
  const service = (name: string) => ({
    name,
    description: change.description ?? `The ${name}`,
    escalation_policy: '${pagerduty_escalation_policy.critical.id}',
    auto_resolve_timeout: 'null',
    acknowledgement_timeout: '1800',
    incident_urgency_rule: [{ type: 'constant', urgency: 'severity_based' }],
  });
  const schedule = (name: string) => ({
    name,
    time_zone: change.zone ?? 'Europe/Berlin',
    description: name,
    teams: ['${pagerduty_team.payments.id}'],
    layer: [
      { name: 'weekly', start, rotation_virtual_start: start, rotation_turn_length_seconds: turn, users },
      {
        name: 'office',
        start,
        rotation_virtual_start: start,
        rotation_turn_length_seconds: turn,
        users,
        restriction: [{ type: 'daily_restriction', start_time_of_day: '09:00:00', duration_seconds: 28_800 }],
      },
    ],
  });
  return {
    data: {
      pagerduty_user: Object.fromEntries(MEMBERS.map((email) => [email.split('@')[0] ?? '', { email }])),
      pagerduty_vendor: { cloudwatch: { name: 'Cloudwatch' } },
    },
    resource: {
      pagerduty_team: { payments: { name: 'payments', description: 'Payments' } },
      pagerduty_schedule: { primary: schedule('primary'), secondary: schedule('secondary') },
      pagerduty_escalation_policy: {
        critical: {
          name: 'payments critical',
          num_loops: 2,
          teams: ['${pagerduty_team.payments.id}'],
          rule: [
            {
              escalation_delay_in_minutes: delay,
              target: [{ type: 'schedule_reference', id: '${pagerduty_schedule.primary.id}' }],
            },
            {
              escalation_delay_in_minutes: 30,
              target: [
                { type: 'schedule_reference', id: '${pagerduty_schedule.secondary.id}' },
                { type: 'user_reference', id: '${data.pagerduty_user.ana.id}' },
              ],
            },
          ],
        },
      },
      pagerduty_service: { checkout: service('checkout'), cart: service('cart') },
      pagerduty_service_integration: {
        production: {
          name: 'production',
          type: 'events_api_v2_inbound_integration',
          service: '${pagerduty_service.checkout.id}',
        },
        staging: {
          name: 'staging',
          type: 'events_api_v2_inbound_integration',
          service: '${pagerduty_service.checkout.id}',
        },
        vendor: {
          name: 'CloudWatch',
          vendor: '${data.pagerduty_vendor.cloudwatch.id}',
          service: '${pagerduty_service.cart.id}',
        },
      },
      pagerduty_service_dependency: {
        edge: {
          dependency: [
            {
              dependent_service: [{ id: '${pagerduty_service.checkout.id}', type: 'service' }],
              supporting_service: [{ id: '${pagerduty_service.cart.id}', type: 'service' }],
            },
          ],
        },
      },
    },
    output: { key: { value: '${pagerduty_service_integration.production.integration_key}', sensitive: true } },
  };
}

describe.each([{ strict: false }, { strict: true }])('PagerDuty in the sandbox, strict: $strict', ({ strict }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ strict });
    expectOk(await sandbox.apply(oncall()));
  });
  afterAll(() => sandbox.stop());

  test('a second plan is empty', async () => {
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });

  test('integration keys are 32 characters, and each its own', () => {
    const keys = sandbox.world.resources
      .filter(({ type }) => type === 'pagerduty_service_integration')
      .map(({ attributes }) => String(attributes.integration_key));
    expect(new Set(keys).size).toBe(3);
    expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });

  test('a removed member changes the schedules in place', async () => {
    expect(told(await sandbox.plan(oncall({ members: MEMBERS.slice(1) })))).toEqual([
      'pagerduty_schedule.primary: update',
      'pagerduty_schedule.secondary: update',
    ]);
  });

  test('the same instant written in another zone is no difference', async () => {
    expect(told(await sandbox.plan(oncall({ start: '2031-01-06T09:00:00+01:00' })))).toEqual([]);
  });

  test('a changed delay changes the policy in place', async () => {
    expect(told(await sandbox.plan(oncall({ delay: 5 })))).toEqual(['pagerduty_escalation_policy.critical: update']);
  });

  test('targets in another order, as PagerDuty may return them, are no difference', async () => {
    const policy = sandbox.resource('pagerduty_escalation_policy').attributes.rule as { target: object[] }[];
    const reversed = policy.map((rule) => ({ ...rule, target: [...rule.target].reverse() }));
    expect(reversed).not.toEqual(policy);
    sandbox.edit('pagerduty_escalation_policy', { rule: reversed as never });
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });

  test('a layer that was ended by hand is no longer read', async () => {
    const layers = sandbox.resource('pagerduty_schedule').attributes.layer as object[];
    const ended = { ...layers[0], name: 'old', end: '2031-01-07T00:00:00Z' };
    sandbox.edit('pagerduty_schedule', { layer: [...layers, ended] as never });
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });

  test('a rotation edited by hand shows in the plan', async () => {
    const [layer, ...rest] = sandbox.resource('pagerduty_schedule').attributes.layer as { users: string[] }[];
    sandbox.edit('pagerduty_schedule', {
      layer: [{ ...layer, users: [...(layer?.users ?? [])].reverse() }, ...rest] as never,
    });
    expect(await sandbox.plan(oncall())).toMatchObject([{ actions: ['update'] }]);
    expectOk(await sandbox.apply(oncall()));
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });

  test('an integration that moves to another service is replaced', async () => {
    const moved = oncall();
    const integrations = moved.resource?.pagerduty_service_integration ?? {};
    const production = { ...integrations.production, service: '${pagerduty_service.cart.id}' };
    const changes = await sandbox.plan({
      ...moved,
      resource: { ...moved.resource, pagerduty_service_integration: { ...integrations, production } },
    });
    expect(told(changes)).toEqual(['pagerduty_service_integration.production: delete, create']);
    expect(changes[0]?.replacePaths).toEqual([['service']]);
  });

  test('a service that exists can be imported', async () => {
    const { exitCode } = await sandbox.terraform(oncall(), 'state', 'rm', 'pagerduty_service.cart');
    expect(exitCode).toBe(0);
    const { id } = sandbox.resource(
      'pagerduty_service',
      sandbox.world.resources.find(({ attributes }) => attributes.name === 'cart')?.id,
    );
    expect((await sandbox.terraform(oncall(), 'import', '-input=false', 'pagerduty_service.cart', id)).exitCode).toBe(
      0,
    );
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });

  test('rejects a time zone that PagerDuty does not have, at validate', async () => {
    expect(faults(await sandbox.validate(oncall({ zone: 'UTC' })))).toContain('invalid value for time_zone');
  });

  test('rejects a turn shorter than an hour, at validate', async () => {
    expect(faults(await sandbox.validate(oncall({ turn: 60 })))).toContain('3600 to 31536000 seconds');
  });

  test('rejects to delete a schedule that a policy uses', async () => {
    const schedule = sandbox.resource('pagerduty_schedule');
    const name = String(schedule.attributes.name);
    const run = await sandbox.terraform(oncall(), 'state', 'rm', 'pagerduty_escalation_policy.critical');
    expect(run.exitCode).toBe(0);
    const outcome = await sandbox.terraform(
      oncall(),
      'destroy',
      '-auto-approve',
      '-no-color',
      `-target=pagerduty_schedule.${name}`,
    );
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain("Schedule can't be deleted if it's being used by escalation policies");
  });
});

// what the server does with values that were planned as known passes under the SDK's consistency rules only
describe('PagerDuty that settles what it was told, in the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    expectOk(await sandbox.apply(oncall()));
  });
  afterAll(() => sandbox.stop());
  const starts = () =>
    (sandbox.resource('pagerduty_schedule').attributes.layer as { start: string }[]).map(({ start }) => start);

  test('a start in the past becomes the time of the apply, and makes no difference ever after', async () => {
    expect(starts()).toEqual(['2031-03-03T12:00:00Z', '2031-03-03T12:00:00Z']);
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
    const virtual = oncall();
    const schedules = virtual.resource?.pagerduty_schedule ?? {};
    const earlier = Object.fromEntries(
      Object.entries(schedules).map(([name, schedule]) => [
        name,
        {
          ...schedule,
          layer: (schedule.layer as object[]).map((layer) => ({ ...layer, start: '2024-01-01T00:00:00Z' })),
        },
      ]),
    );
    expect(
      told(await sandbox.plan({ ...virtual, resource: { ...virtual.resource, pagerduty_schedule: earlier } })),
    ).toEqual([]);
  });

  test('a start in the future is kept, and moving it is a difference', async () => {
    const later = oncall({ start: '2031-06-02T08:00:00Z' });
    expect(told(await sandbox.plan(later))).toEqual([
      'pagerduty_schedule.primary: update',
      'pagerduty_schedule.secondary: update',
    ]);
    expectOk(await sandbox.apply(later));
    expect(starts()[0]).toBe('2031-06-02T08:00:00Z');
    expect(told(await sandbox.plan(oncall({ start: '2031-06-09T08:00:00Z' })))).toHaveLength(2);
    expectOk(await sandbox.apply(oncall()));
  });

  test('what a service has by itself is no difference: grouping, pausing, how alerts become incidents', async () => {
    sandbox.edit('pagerduty_service', {
      auto_pause_notifications_parameters: [{ enabled: true, timeout: 300 }],
      alert_grouping_parameters: [{ type: 'intelligent', config: [] }],
      alert_creation: 'create_alerts_and_incidents',
    });
    expect(told(await sandbox.plan(oncall()))).toEqual([]);
  });
});

test('everything can be destroyed', async () => {
  const sandbox = await startSandbox();
  expectOk(await sandbox.apply(oncall()));
  expectOk(await sandbox.apply({}));
  expect(sandbox.world.resources).toEqual([]);
  await sandbox.stop();
});
