import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepts } from '../../domain/limits/accepts';
import { awsLimits } from '../../domain/limits/aws';
import { findTerraform } from '../../terraform/binary';
import { init, plan, type StackTerraform, showPlan } from '../../terraform/commands';
import { terraformEnvironment } from '../../terraform/environment';
import { runTerraform } from '../../terraform/run';
import { prepareWorkFolder } from '../../terraform/work-folder';
import { awsSamples, type Sample } from '../domain/limits/aws-samples';
import { awsVersionAtHand } from './moto';
import { expectOk } from './sandbox-harness';

/** The table of limits held against the real AWS provider. Nothing is called: validation and planning suffice. */

jest.setTimeout(600_000);
const root = mkdtempSync(join(tmpdir(), 'catalog-aws-limits-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Block = Record<string, unknown>;
const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc/f2f7';
const query = {
  predefined_metric_pair_specification: { predefined_metric_type: 'ASGCPUUtilization' },
  target_value: 50,
};

/** The least that each resource needs to be valid, with the blocks that samples go into. */
const LEAST: Readonly<Record<string, Block>> = {
  aws_autoscaling_group: {
    name: 'a',
    min_size: 1,
    max_size: 2,
    instance_refresh: { strategy: 'Rolling' },
    mixed_instances_policy: {
      launch_template: { launch_template_specification: { launch_template_id: 'lt-0123456789abcdef0' } },
    },
  },
  aws_autoscaling_policy: { name: 'a', autoscaling_group_name: 'a' },
  aws_autoscaling_schedule: { scheduled_action_name: 'a', autoscaling_group_name: 'a' },
  aws_cloudwatch_metric_alarm: {
    alarm_name: 'a',
    comparison_operator: 'GreaterThanThreshold',
    evaluation_periods: 1,
    metric_name: 'm',
    namespace: 'n',
    statistic: 'Sum',
    period: 60,
    threshold: 1,
  },
  aws_iam_role: { name: 'a', assume_role_policy: '{}' },
  aws_iam_instance_profile: { name: 'a' },
  aws_iam_role_policy_attachment: { role: 'a', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  aws_launch_template: { name: 'abc' },
  aws_lb_target_group: { name: 'a', port: 80, protocol: 'HTTP', vpc_id: 'vpc-1' },
  aws_lb_listener_rule: {
    listener_arn: arn,
    action: { type: 'forward', target_group_arn: arn.replace('listener/app', 'targetgroup') },
    condition: { path_pattern: { values: ['/'] } },
  },
  aws_security_group: { name: 'a', description: 'a', vpc_id: 'vpc-1' },
  aws_vpc_security_group_ingress_rule: { security_group_id: 'sg-1', ip_protocol: 'tcp', cidr_ipv4: '10.0.0.0/8' },
  aws_vpc_security_group_egress_rule: { security_group_id: 'sg-1', ip_protocol: 'tcp', cidr_ipv4: '10.0.0.0/8' },
  aws_prometheus_rule_group_namespace: { name: 'a', workspace_id: 'ws-1', data: 'groups: []' },
};

/** What the blocks on the way to an attribute need beside it. */
const BESIDE: Readonly<Record<string, Block>> = {
  instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 100 },
  target_tracking_configuration: { target_value: 50 },
  'target_tracking_configuration.predefined_metric_specification': {
    predefined_metric_type: 'ASGAverageCPUUtilization',
  },
  predictive_scaling_configuration: { metric_specification: query },
  'predictive_scaling_configuration.metric_specification': { target_value: 50 },
  action: { type: 'forward', target_group_arn: arn.replace('listener/app', 'targetgroup') },
};

function withAttribute(block: Block, names: readonly string[], value: unknown, beside: Block, at = ''): Block {
  const [name = '', ...rest] = names;
  if (rest.length === 0) return { ...block, ...beside, [name]: value };
  const path = at === '' ? name : `${at}.${name}`;
  const inner = { ...(block[name] as Block | undefined), ...BESIDE[path] };
  return { ...block, [name]: withAttribute(inner, rest, value, beside, path) };
}

const sampled = ({ type, attribute, beside = {} }: Sample, value: unknown): Block =>
  withAttribute(LEAST[type] ?? {}, attribute.split('.'), value, beside);

async function prepared(name: string, resource: Record<string, Record<string, Block>>): Promise<StackTerraform> {
  const terraform = await findTerraform();
  if (terraform.kind === 'missing') throw new Error(terraform.message);
  const version = awsVersionAtHand();
  const provider = {
    region: 'eu-central-1',
    access_key: 'test',
    secret_key: 'test',
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: 'true',
  };
  const json = JSON.stringify(
    {
      terraform: { backend: { local: {} }, required_providers: { aws: { source: 'hashicorp/aws', version } } },
      provider: { aws: [provider] },
      resource,
    },
    null,
    1,
  );
  const environment = terraformEnvironment(process.env, root, { 'registry.terraform.io/hashicorp/aws': version });
  const stack = { terraform: terraform.path, folder: prepareWorkFolder(root, { name, json }), environment };
  expectOk(await init(stack));
  return stack;
}

function put(into: Record<string, Record<string, Block>>, type: string, name: string, block: Block): string {
  into[type] = { ...into[type], [name]: block };
  return `${type}.${name}`;
}

test('the real provider refuses while validating what the table says, and nothing else of the samples', async () => {
  const resources: Record<string, Record<string, Block>> = {};
  const expected = new Set<string>();
  const what = new Map<string, string>();
  for (const [index, sample] of awsSamples.entries()) {
    const { type, attribute, neighbour, refused } = sample;
    what.set(
      put(resources, type, `good${index}`, sampled(sample, neighbour)),
      `${attribute} = ${JSON.stringify(neighbour)}`,
    );
    const bad = put(resources, type, `bad${index}`, sampled(sample, refused));
    what.set(bad, `${attribute} = ${JSON.stringify(refused)}`);
    const early = awsLimits[type]?.refusals.some(
      (row) => row.attribute === attribute && row.at === 'validate' && !accepts(row.accepts, refused),
    );
    if (early) expected.add(bad);
  }
  const stack = await prepared('validate', resources);
  const { stdout } = await runTerraform(stack.terraform, ['validate', '-json'], stack);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { severity: string; address?: string; summary: string; detail: string }[];
  };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const refused = new Map(errors.map(({ address = '', summary, detail }) => [address, `${summary} ${detail}`]));
  const say = (address: string) =>
    `${address}: ${what.get(address)} ${(refused.get(address) ?? 'is let through').slice(0, 200)}`;
  expect([...refused.keys()].filter((address) => !expected.has(address)).map(say)).toEqual([]);
  expect([...expected].filter((address) => !refused.has(address)).map(say)).toEqual([]);
});

/** Another value for what forces a replacement. */
const OTHER: Readonly<Record<string, unknown>> = {
  port: 8080,
  protocol: 'HTTPS',
  protocol_version: 'HTTP2',
  target_type: 'ip',
  ip_address_type: 'ipv6',
  path: '/b/',
  policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  listener_arn: `${arn}0`,
  vpc_id: 'vpc-2',
  security_group_id: 'sg-2',
  workspace_id: 'ws-2',
  initial_lifecycle_hook: { name: 'a', lifecycle_transition: 'autoscaling:EC2_INSTANCE_LAUNCHING' },
};

test('what the table says forces a replacement does so in a plan of the real provider', async () => {
  const resources: Record<string, Record<string, Block>> = {};
  const instances: object[] = [];
  const make = (type: string, name: string, change: Block) => {
    const least = LEAST[type] ?? {};
    const defaults = awsLimits[type]?.defaults.map(({ attribute, value }) => [attribute, value]) ?? [];
    instances.push({
      mode: 'managed',
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: SCHEMA_VERSION[type] ?? 0,
          attributes: { ...plain(Object.fromEntries(defaults)), ...plain(least), id: 'a' },
        },
      ],
    });
    return put(resources, type, name, { ...least, ...change });
  };
  const changed: string[] = [];
  for (const [type, { forcesReplacement }] of Object.entries(awsLimits)) {
    make(type, 'unchanged', {});
    for (const { value: attribute } of forcesReplacement.filter(({ value }) => value !== 'name_prefix')) {
      changed.push(make(type, attribute, { [attribute]: OTHER[attribute] ?? 'bcd' }));
    }
  }
  const stack = await prepared('plan', resources);
  const state = { version: 4, terraform_version: '1.11.0', serial: 1, lineage: 'a', outputs: {}, resources: instances };
  writeFileSync(join(stack.folder, 'terraform.tfstate'), JSON.stringify(state));
  const environment = { ...stack.environment, TF_CLI_ARGS_plan: '-refresh=false' };
  const planned = await plan({ ...stack, environment });
  expectOk(planned);
  const shown = await showPlan(stack);
  if (!shown.ok) throw new Error('no plan');
  const { resource_changes } = JSON.parse(shown.value) as {
    resource_changes: { address: string; change: { replace_paths?: unknown[][] } }[];
  };
  const replaced = resource_changes
    .filter(({ change }) => (change.replace_paths ?? []).length > 0)
    .map(({ address }) => address);
  expect(replaced.sort()).toEqual(changed.sort());
});

test('the real provider fills in the defaults that the table has', async () => {
  const resources: Record<string, Record<string, Block>> = {};
  const prediction = { predictive_scaling_configuration: { metric_specification: query } };
  const blocks: Readonly<Record<string, Block>> = {
    aws_autoscaling_group: { instance_refresh: { strategy: 'Rolling', preferences: { auto_rollback: false } } },
    aws_autoscaling_policy: { target_tracking_configuration: { target_value: 50 }, ...prediction },
    aws_lb_target_group: { health_check: { path: '/' } },
    aws_security_group: { description: null },
  };
  for (const type of Object.keys(awsLimits)) put(resources, type, 'fresh', { ...LEAST[type], ...blocks[type] });
  const stack = await prepared('defaults', resources);
  expectOk(await plan(stack));
  const shown = await showPlan(stack);
  if (!shown.ok) throw new Error('no plan');
  const { resource_changes } = JSON.parse(shown.value) as {
    resource_changes: { type: string; change: { after: Block } }[];
  };
  const filled = (type: string, attribute: string) => {
    const after: unknown = resource_changes.find((one) => one.type === type)?.change.after;
    return attribute
      .split('.')
      .reduce((value, name) => ((Array.isArray(value) ? value[0] : value) as Block)[name], after);
  };
  const expected = Object.entries(awsLimits).flatMap(([type, { defaults }]) =>
    defaults.map(({ attribute, value }) => [type, attribute, value]),
  );
  expect(expected.map(([type, attribute]) => [type, attribute, filled(String(type), String(attribute))])).toEqual(
    expected,
  );
});

const SCHEMA_VERSION: Readonly<Record<string, number>> = {
  aws_autoscaling_group: 1,
  aws_cloudwatch_metric_alarm: 1,
  aws_security_group: 1,
};

/** State holds blocks as lists; only plain attributes matter here. */
function plain(block: Block): Block {
  const isPlain = ([name, value]: [string, unknown]) => typeof value !== 'object' && !name.includes('.');
  return Object.fromEntries(Object.entries(block).filter(isPlain));
}
