import { Testing } from 'cdktf';
import { traceOf } from '../../constructs/trace';
import type { OncallSettings, Team } from '../../domain/catalog/model';
import { accepts } from '../../domain/limits/accepts';
import { pagerdutyLimits } from '../../domain/limits/pagerduty';
import { oncallStack, pagedService, synthesized, team } from '../constructs/pagerduty/oncall';

const addresses = (json: Record<string, Record<string, object>>, section: string) =>
  Object.entries(json[section] ?? {}).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));

const three = ['cart', 'checkout', 'search'].map((name) => pagedService({ name }));

test('addresses are the names of the catalog', () => {
  const services = [
    pagedService({ dependsOn: ['cart', 'search'] }),
    pagedService({ name: 'cart', environments: ['production'] }),
  ];
  const json = synthesized({ services });
  expect(addresses(json, 'resource').sort()).toEqual([
    'pagerduty_escalation_policy.escalation-payments-default',
    'pagerduty_schedule.rotation-office',
    'pagerduty_schedule.rotation-primary',
    'pagerduty_schedule.rotation-secondary',
    'pagerduty_service.service-cart',
    'pagerduty_service.service-checkout',
    'pagerduty_service_dependency.service-checkout_depends-on-cart',
    'pagerduty_service_integration.service-cart_production',
    'pagerduty_service_integration.service-checkout_production',
    'pagerduty_service_integration.service-checkout_staging',
    'pagerduty_team.team',
  ]);
});

test('an order in the catalog means nothing to addresses and resources', () => {
  const services = three.map((one) => ({
    ...one,
    dependsOn: three.map(({ name }) => name).filter((n) => n !== one.name),
  }));
  const turned = {
    team: { ...team, rotations: [...team.rotations].reverse(), escalations: [...team.escalations].reverse() },
    services: [...services].reverse().map((one) => ({ ...one, dependsOn: [...one.dependsOn].reverse() })),
  };
  const [one, other] = [synthesized({ services }), synthesized(turned)];
  expect(other.resource).toEqual(one.resource);
  expect(other.data).toEqual(one.data);
});

test('each person is looked up once, by e-mail', () => {
  const people = Object.values(synthesized().data.pagerduty_user as Record<string, { email: string }>);
  expect(people.map(({ email }) => email).sort()).toEqual([
    'ada@example.com',
    'grace@example.com',
    'head@example.com',
    'linus@example.com',
  ]);
});

test('people whose addresses read alike are told apart', () => {
  const rotations = [
    { ...(team.rotations[0] as Team['rotations'][0]), members: ['a.b@x.com', 'a-b@x.com', '1@x.com'] },
  ];
  const json = synthesized({ team: { ...team, rotations, escalations: [] }, services: [] });
  const ids = Object.keys(json.data.pagerduty_user);
  expect(ids).toHaveLength(3);
  for (const id of ids) expect(id).toMatch(/^person-[a-z0-9-]+-[0-9a-f]{8}$/);
});

test('on-call of its own puts the environment before every name, the same addresses otherwise', () => {
  const own = synthesized({ environment: 'sandbox' });
  expect(addresses(own, 'resource')).toEqual(addresses(synthesized(), 'resource'));
  expect(own.resource.pagerduty_team.team.name).toBe('sandbox payments');
  expect(own.resource.pagerduty_schedule['rotation-primary'].name).toBe('sandbox payments primary');
  expect(own.resource.pagerduty_service['service-checkout'].name).toBe('sandbox checkout');
});

test('the longest names of the catalog fit into PagerDuty', () => {
  const rotation = { ...(team.rotations[0] as Team['rotations'][0]), name: 'y'.repeat(40) };
  const longest = { ...team, name: 'x'.repeat(40), rotations: [rotation], escalations: [] };
  const json = synthesized({ environment: 'z'.repeat(12), team: longest, services: [] });
  const [schedule] = Object.values(json.resource.pagerduty_schedule as Record<string, { name: string }>);
  expect(schedule?.name).toHaveLength(94);
});

test('every key is a sensitive output, named for environment and service', () => {
  const { output } = synthesized();
  const key = (environment: string) => ({
    sensitive: true,
    value: `\${pagerduty_service_integration.service-checkout_${environment}.integration_key}`,
  });
  expect(output).toEqual({
    'integration-key-production-checkout': key('production'),
    'integration-key-staging-checkout': key('staging'),
  });
});

test('rejects a key, an escalation or a rotation that is not there', () => {
  expect(() => oncallStack().integrationKey('cart', 'staging')).toThrow('Expected: a service of the team, got: cart');
  expect(() => oncallStack().integrationKey('checkout', 'sandbox')).toThrow('no integration for sandbox');
  expect(() => oncallStack({ services: [pagedService({ escalation: 'gone' })] })).toThrow('got: gone');
  expect(() => oncallStack({ team: { ...team, rotations: [] } })).toThrow('got: primary');
});

test('a team without rotations and services is a team in PagerDuty', () => {
  const json = synthesized({ team: { ...team, rotations: [], escalations: [] }, services: [] });
  expect(addresses(json, 'resource')).toEqual(['pagerduty_team.team']);
});

test('backend and provider are those of the on-call settings', () => {
  const eu: OncallSettings = {
    pagerduty: { region: 'eu', endpoint: 'http://127.0.0.1:8080' },
    backend: { kind: 's3', bucket: 'states', region: 'eu-central-1' },
  };
  const json = synthesized({ settings: eu });
  expect(json.terraform.backend.s3).toMatchObject({ bucket: 'states', key: 'oncall-payments/terraform.tfstate' });
  expect(json.provider.pagerduty).toEqual([
    { api_url_override: 'http://127.0.0.1:8080', service_region: 'eu', skip_credentials_validation: true },
  ]);
});

test('nothing that is at its end of life is emitted', () => {
  const text = JSON.stringify(synthesized());
  for (const gone of [
    'response_play',
    'alert_creation',
    'alert_grouping',
    'ruleset',
    'event_rule',
    'team_membership',
  ]) {
    expect(text).not.toContain(gone);
  }
});

test('everything emitted passes the limits of PagerDuty', () => {
  const { resource } = synthesized({ services: three.map((one) => ({ ...one, dependsOn: ['cart', 'search'] })) });
  const refused: string[] = [];
  for (const [type, all] of Object.entries<Record<string, object>>(resource)) {
    const { refusals = [], permanentDifferences = [] } = pagerdutyLimits[type] ?? {};
    expect(pagerdutyLimits).toHaveProperty(type);
    for (const { attribute, when, accepts: accepted } of [...refusals, ...permanentDifferences]) {
      const steps = attribute.split('.');
      const last = steps.pop() as string;
      // biome-ignore lint/suspicious/noExplicitAny: parsed JSON
      let blocks: any[] = Object.values(all);
      for (const step of steps) blocks = blocks.flatMap((block) => block[step] ?? []);
      for (const block of blocks) {
        if (when !== undefined && block[when.attribute] !== when.is) continue;
        if (!accepts(accepted, block[last])) refused.push(`${type}.${attribute} = ${JSON.stringify(block[last])}`);
      }
    }
  }
  expect(refused).toEqual([]);
});

test('every resource is traced to its place in the catalog', () => {
  const stack = oncallStack({ services: [pagedService({ dependsOn: ['cart'] }), pagedService({ name: 'cart' })] });
  const json = JSON.parse(Testing.synth(stack));
  const trace = traceOf(stack);
  expect([...trace.keys()].sort()).toEqual(addresses(json, 'resource').sort());
  const paths = (address: string, attribute: string) =>
    trace
      .get(address)
      ?.get(attribute)
      ?.map(({ path }) => path);
  expect(paths('pagerduty_schedule.rotation-office', '')).toEqual(['rotations[2]']);
  expect(paths('pagerduty_schedule.rotation-secondary', 'layer')).toEqual([
    'rotations[1].follows',
    'rotations[1].offset',
    'rotations[0].members',
    'rotations[0].anchor',
    'rotations[0].every',
    'rotations[0].handoff',
  ]);
  expect(paths('pagerduty_escalation_policy.escalation-payments-default', 'rule[1]')).toEqual([
    'escalations[0].steps[1]',
  ]);
  expect(paths('pagerduty_service_dependency.service-checkout_depends-on-cart', '')).toEqual(['dependsOn[0]']);
});
