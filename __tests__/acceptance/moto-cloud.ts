import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../compile/compile';
import { readFolder } from '../../compile/read';
import type { CompiledStack } from '../../compile/synthesize';
import type { Service } from '../../domain/catalog/model';
import { apply, applyPlan, init, outputs, plan, type StackTerraform, showPlan } from '../../terraform/commands';
import { terraformEnvironment } from '../../terraform/environment';
import type { Outcome } from '../../terraform/outcome';
import { prepareWorkFolder } from '../../terraform/work-folder';
import { copyOfShipped } from '../cli/harness';
import { type Moto, type MotoNeeds, startMoto } from './moto';
import { type Change, changesIn, faults } from './sandbox-harness';

/**
 * The AWS part of the shipped catalog's sandbox environment, with the real AWS provider against moto: a network, load
 * balancers and listeners that were there before, and a copy of the catalog to change.
 */
export interface MotoCloud {
  readonly root: string;
  readonly moto: Moto;
  /** Replaces text in a file of the catalog; throws where it does not stand there. */
  edit(file: string, from: string, to: string): void;
  /** A service of the sandbox environment. */
  service(name: string): Service;
  /** The stacks in deploy order, reduced to what AWS holds. */
  compile(nowMs: number): readonly Pick<CompiledStack, 'name' | 'json' | 'kind'>[];
  apply(stack: Pick<CompiledStack, 'name' | 'json'>): Promise<void>;
  /** Applies what was planned last. */
  applyPlan(stack: Pick<CompiledStack, 'name' | 'json'>): Promise<void>;
  /** What a plan would change; no-ops and reads aside. */
  plan(stack: Pick<CompiledStack, 'name' | 'json'>): Promise<Change[]>;
  stop(): Promise<void>;
}

const ENVIRONMENT = 'sandbox';

export async function openMotoCloud(needs: Extract<MotoNeeds, { kind: 'met' }>): Promise<MotoCloud> {
  const moto = await startMoto(needs.python);
  const root = copyOfShipped();
  const awsProvider = { source: 'hashicorp/aws', version: needs.awsVersion };
  const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true' };
  const environment = {
    ...terraformEnvironment(process.env, root, { 'registry.terraform.io/hashicorp/aws': needs.awsVersion }),
    ...credentials,
  };
  const inStack = async <T>(
    stack: { name: string; json: string },
    run: (terraform: StackTerraform) => Promise<Outcome<T>>,
  ) => {
    const terraform = { terraform: needs.terraform, folder: prepareWorkFolder(root, stack), environment };
    const initialized = await init(terraform);
    const outcome = initialized.ok ? await run(terraform) : initialized;
    if (!outcome.ok) throw new Error(`${stack.name}: ${faults(outcome)}`);
    return outcome.value;
  };
  const compiled = (nowMs: number) => {
    const compilation = compile(readFolder(root), nowMs, { environments: [ENVIRONMENT] });
    const errors = compilation.loaded.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
    return compilation;
  };
  const cloud: MotoCloud = {
    root,
    moto,
    edit(file, from, to) {
      const text = readFileSync(join(root, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    service(name) {
      const { services } = compiled(0).loaded.catalog;
      const found = services.find((one) => one.name === name && one.environment === ENVIRONMENT);
      if (found === undefined) throw new Error(`the catalog has no ${name}`);
      return found;
    },
    compile: (nowMs) =>
      compiled(nowMs)
        .stacks.filter(({ kind }) => kind !== 'oncall')
        .map(({ name, kind, json }) => ({ name, kind, json: awsPart(json, awsProvider) })),
    apply: async (stack) => void (await inStack(stack, apply)),
    applyPlan: async (stack) => void (await inStack(stack, applyPlan)),
    plan: async (stack) => {
      const json = await inStack<string | undefined>(stack, async (terraform) => {
        const planned = await plan(terraform);
        if (!planned.ok) return planned;
        // with a provider of this size, reading a plan takes as long as making it
        return planned.value.changed ? showPlan(terraform) : { ok: true, value: undefined };
      });
      return json === undefined ? [] : changesIn(json);
    },
    async stop() {
      await moto.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
  try {
    const ground = { name: 'ground', json: JSON.stringify(groundConfiguration(moto.endpoint, awsProvider)) };
    await cloud.apply(ground);
    pointAt(root, moto.endpoint, (await inStack(ground, outputs)) as Record<string, string>);
  } catch (error) {
    await cloud.stop();
    throw error;
  }
  return cloud;
}

type Configuration = Record<string, Record<string, unknown>>;

/** A stack without what belongs to other providers, with the AWS provider that is at hand. */
function awsPart(json: string, awsProvider: object): string {
  const {
    terraform,
    provider,
    resource = {},
    data = {},
    output = {},
  } = JSON.parse(json) as Record<string, Configuration>;
  const aws = (part: Configuration) => Object.entries(part).filter(([type]) => type.startsWith('aws_'));
  const states = Object.entries(data.terraform_remote_state ?? {}).filter(([name]) => !name.includes('oncall'));
  const remote = { terraform_remote_state: Object.fromEntries(states) };
  const parts = {
    resource: aws(resource),
    data: [...aws(data), ...(states.length > 0 ? Object.entries(remote) : [])],
    output: Object.entries(output),
  };
  const written = Object.entries(parts).filter(([, part]) => part.length > 0);
  return JSON.stringify(
    {
      terraform: { ...terraform, required_providers: { aws: awsProvider } },
      provider: { aws: provider?.aws },
      ...Object.fromEntries(written.map(([name, part]) => [name, Object.fromEntries(part)])),
    },
    null,
    2,
  );
}

/** What is in an account before its first service: a network in two zones, load balancers, listeners, an image. */
function groundConfiguration(endpoint: string, aws: object) {
  const services = ['autoscaling', 'ec2', 'elbv2', 'iam', 'ssm', 'sts'];
  const balancer = (name: string) => ({
    name,
    subnets: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'],
    security_groups: [`\${aws_security_group.${name}.id}`],
    internal: name === 'inner',
  });
  const listener = (name: string) => ({
    load_balancer_arn: `\${aws_lb.${name}.arn}`,
    port: 80,
    default_action: [{ type: 'fixed-response', fixed_response: [{ content_type: 'text/plain', status_code: '404' }] }],
  });
  const image = (architecture: string) => ({
    name: `/golden/al2023/${architecture}`,
    type: 'String',
    value: 'ami-12c6146b',
  });
  const output = (value: string) => ({ value });
  return {
    terraform: { backend: { local: { path: 'ground.tfstate' } }, required_providers: { aws } },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          skip_credentials_validation: true,
          skip_metadata_api_check: 'true',
          endpoints: [Object.fromEntries(services.map((service) => [service, endpoint]))],
        },
      ],
    },
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_subnet: {
        a: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24', availability_zone: 'us-east-1a' },
        b: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.2.0/24', availability_zone: 'us-east-1b' },
      },
      aws_security_group: {
        edge: { name: 'edge', vpc_id: '${aws_vpc.main.id}' },
        inner: { name: 'inner', vpc_id: '${aws_vpc.main.id}' },
      },
      aws_lb: { edge: balancer('edge'), inner: balancer('inner') },
      aws_lb_listener: { edge: listener('edge'), inner: listener('inner') },
      aws_ssm_parameter: { arm64: image('arm64'), x86_64: image('x86_64') },
    },
    output: {
      vpc: output('${aws_vpc.main.id}'),
      subnetA: output('${aws_subnet.a.id}'),
      subnetB: output('${aws_subnet.b.id}'),
      publicListener: output('${aws_lb_listener.edge.arn}'),
      publicGroup: output('${aws_security_group.edge.id}'),
      internalListener: output('${aws_lb_listener.inner.arn}'),
      internalGroup: output('${aws_security_group.inner.id}'),
    },
  };
}

/** Writes the ids of what was made into the sandbox environment's file. */
function pointAt(root: string, endpoint: string, ids: Record<string, string>): void {
  const path = join(root, 'config/environments/sandbox.yaml');
  const text = readFileSync(path, 'utf8');
  const aws = [
    'aws:',
    '  account: "123456789012"',
    '  region: us-east-1',
    `  endpoint: ${endpoint}`,
    `  vpc: ${ids.vpc}`,
    `  subnets: {private: [${ids.subnetA}, ${ids.subnetB}]}`,
    '  loadBalancers:',
    `    public: {listener: "${ids.publicListener}", securityGroup: ${ids.publicGroup}}`,
    `    internal: {listener: "${ids.internalListener}", securityGroup: ${ids.internalGroup}}`,
    '',
  ];
  const replaced = text.replace(/^aws:\n(?: .*\n)+/m, aws.join('\n'));
  if (replaced === text) throw new Error(`${path} has no aws section`);
  writeFileSync(path, replaced);
}
