import type { SandboxStack } from '../../sandbox/stack-run';

const providers = {
  aws: { source: 'hashicorp/aws', version: '6.25.0' },
  grafana: { source: 'grafana/grafana', version: '4.45.1' },
  pagerduty: { source: 'PagerDuty/pagerduty', version: '3.30.8' },
};
const state = (name: string) => `../../../.catalog/state/${name}.tfstate`;

function stack(name: string, dependencies: readonly string[], parts: object): SandboxStack {
  const terraform = { backend: { local: { path: state(name) } }, required_providers: providers };
  const provider = { aws: [{ region: 'us-east-1' }], grafana: [{ url: 'http://127.0.0.1:3000' }], pagerduty: [{}] };
  return { name, dependencies, json: JSON.stringify({ terraform, provider, ...parts }, null, 2) };
}

/** An on-call stack, a platform stack and service stacks that read the on-call's keys, as the catalog has them. */
export function environment(services: readonly string[], policies = 1): SandboxStack[] {
  const team = stack('box-oncall-payments', [], {
    data: { pagerduty_user: { ana: { email: 'ana@example.com' } } },
    resource: {
      pagerduty_team: { team: { name: 'payments', description: 'Payments' } },
      pagerduty_escalation_policy: {
        policy: {
          name: 'payments',
          rule: [
            {
              escalation_delay_in_minutes: 5,
              target: [{ type: 'user_reference', id: '${data.pagerduty_user.ana.id}' }],
            },
          ],
        },
      },
      pagerduty_service: Object.fromEntries(
        services.map((name) => [name, { name, escalation_policy: '${pagerduty_escalation_policy.policy.id}' }]),
      ),
      pagerduty_service_integration: Object.fromEntries(
        services.map((name) => [
          name,
          { name: 'box', type: 'events_api_v2_inbound_integration', service: `\${pagerduty_service.${name}.id}` },
        ]),
      ),
    },
    output: Object.fromEntries(
      services.map((name) => [
        `key-${name}`,
        { value: `\${pagerduty_service_integration.${name}.integration_key}`, sensitive: true },
      ]),
    ),
  });
  const platform = stack('box-platform', [], {
    resource: { grafana_folder: { team: { title: 'Payments', uid: 'payments' } } },
  });
  const own = services.map((name) =>
    stack(`box-${name}`, [team.name, platform.name], {
      data: { terraform_remote_state: { oncall: { backend: 'local', config: { path: state(team.name) } } } },
      resource: {
        grafana_contact_point: {
          pager: {
            name,
            pagerduty: [{ integration_key: `\${data.terraform_remote_state.oncall.outputs["key-${name}"]}` }],
          },
        },
        aws_autoscaling_group: {
          group: { name, min_size: 1, max_size: 2, launch_template: [{ id: 'lt-1', version: '1' }] },
        },
        aws_autoscaling_policy: Object.fromEntries(
          Array.from({ length: policies }, (_, index) => [
            `policy-${index}`,
            { name: `policy-${index}`, autoscaling_group_name: '${aws_autoscaling_group.group.name}' },
          ]),
        ),
      },
    }),
  );
  return [team, platform, ...own];
}
