import { App, Testing } from 'cdktf';
import { traceOf } from '../../constructs/trace';
import { PlatformStack } from '../../stacks/platform-stack';
import { environmentFixture } from '../constructs/grafana/fixtures';

const environment = environmentFixture();

function platform(overrides: Partial<ConstructorParameters<typeof PlatformStack>[2]> = {}) {
  const app = new App();
  return new PlatformStack(app, 'production-platform', {
    environment,
    teams: ['payments', 'discovery'],
    services: ['checkout'],
    ...overrides,
  });
}

const synthesized = (stack: PlatformStack) => JSON.parse(Testing.synth(stack, true));

test('each team has a folder that is not deleted while something is in it', () => {
  const folders = synthesized(platform()).resource.grafana_folder;
  expect(Object.keys(folders)).toEqual(['health_folder', 'team-discovery', 'team-payments']);
  expect(folders['team-payments']).toMatchObject({
    title: 'payments (production)',
    uid: expect.stringMatching(/^team-production-payments-[0-9a-f]{8}$/),
    prevent_destroy_if_not_empty: true,
  });
});

test('the order and repetition of teams and services change no byte', () => {
  const once = Testing.synth(platform({ teams: ['discovery', 'payments'] }));
  expect(
    Testing.synth(platform({ teams: ['payments', 'discovery', 'payments'], services: ['checkout', 'checkout'] })),
  ).toBe(once);
});

test('each service has a security group whose empty rules are written down', () => {
  const group = synthesized(platform()).resource.aws_security_group['caller-checkout'];
  expect(group).toMatchObject({ name: 'caller-production-checkout', vpc_id: 'vpc-1', ingress: [], egress: [] });
});

test('the id of that group is handed to the services’ stacks, without being secret', () => {
  const output = synthesized(platform()).output;
  expect(output).toEqual({ 'caller-security-group-checkout': { value: '${aws_security_group.caller-checkout.id}' } });
});

test('the health alert fires on an error and on silence, and leaves its route to Grafana', () => {
  const [rule] = synthesized(platform()).resource.grafana_rule_group.health_rules.rule;
  expect(rule).toMatchObject({
    exec_err_state: 'Alerting',
    no_data_state: 'Alerting',
    labels: { service: 'platform', environment: 'production', severity: 'page' },
  });
  expect(rule).not.toHaveProperty('notification_settings');
});

test('where nobody is paged, the health alert is a ticket', () => {
  const stack = platform({ environment: { ...environment, paging: false } });
  expect(synthesized(stack).resource.grafana_rule_group.health_rules.rule[0].labels.severity).toBe('ticket');
});

test('every resource knows its source', () => {
  const stack = platform();
  const resources = Object.entries(synthesized(stack).resource as Record<string, object>);
  const addresses = resources.flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`));
  expect([...traceOf(stack).keys()].sort()).toEqual(addresses.sort());
});
