import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFolder } from '../../compile/read';
import { loadCatalog } from '../../domain/catalog/load';
import { runGuards } from '../../domain/guards/run-guards';
import { defaultSettings } from '../../domain/guards/settings';
import { planGuards } from '../../domain/plan/guards/rules';
import type { PlannedStack } from '../../domain/plan/planned-stack';
import type { Trouble } from '../../sandbox/provider/trouble';
import { type SandboxProviders, startSandboxProviders } from '../../sandbox/providers';
import { withStack } from '../../sandbox/stack-run';
import type { World } from '../../sandbox/world';
import { findTerraform } from '../../terraform/binary';
import { apply } from '../../terraform/commands';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { planJson } from '../../terraform/plan-json';
import { shipped } from '../cli/harness';
import { everyText, fates, reviewed } from './plan-lab';

/** Plans of the resources in use, through real Terraform and the sandbox's providers. */
jest.setTimeout(120_000);

const NOW = Date.UTC(2031, 2, 3, 12);
let root: string;
let providers: SandboxProviders;
let of: Parameters<typeof withStack>[0];

beforeAll(async () => {
  const binary = await findTerraform();
  if (binary.kind === 'missing') throw new Error(binary.message);
  root = mkdtempSync(join(tmpdir(), 'catalog-plan-'));
  providers = await startSandboxProviders(root, NOW);
  of = { catalogRoot: root, terraform: binary.path, interruption: UNINTERRUPTED };
});
afterAll(async () => {
  await providers.stop();
  rmSync(root, { recursive: true, force: true });
});

interface Stack {
  readonly name: string;
  readonly json: string;
}

const stackOf = (name: string, parts: object): Stack => ({
  name,
  json: JSON.stringify({
    terraform: {
      backend: { local: { path: `../../../.catalog/state/${name}.tfstate` } },
      required_providers: {
        aws: { source: 'hashicorp/aws', version: '6.25.0' },
        grafana: { source: 'grafana/grafana', version: '4.45.1' },
        pagerduty: { source: 'PagerDuty/pagerduty', version: '3.32.4' },
      },
    },
    provider: { aws: [{ region: 'eu-central-1' }], grafana: [{ url: 'http://127.0.0.1:3000' }], pagerduty: [{}] },
    ...parts,
  }),
});

const applied = async (stack: Stack) => withStack(of, providers, stack, apply);

async function review(stack: Stack) {
  const made = await withStack(of, providers, stack, (at) => planJson(at, { initInTurn: (run) => run() }));
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return reviewed(made.value.text, JSON.parse(stack.json) as object as Record<string, unknown>);
}

function trouble(world: World, troubles: readonly Trouble[]): void {
  writeFileSync(join(dirname(world.path), 'trouble.json'), JSON.stringify(troubles));
}

const folder = (uid: string, title: string, more: object = {}) => ({
  resource: { grafana_folder: { team: { uid, title, ...more } } },
});

test('a replacement names the attribute that forces it', async () => {
  await applied(stackOf('forced', folder('one', 'Team')));
  const stack = await review(stackOf('forced', folder('two', 'Team')));
  expect(stack.resources).toMatchObject([{ action: 'replace', order: 'delete-first', forcedBy: ['uid'] }]);
  expect(everyText(stack)).toMatch(/because of uid.*\n.*uid: "one" → "two" \(forces replacement\)/);
});

test('what a failed replacement left over is told apart from the resource itself', async () => {
  const first = (uid: string) =>
    stackOf('deposed', folder(uid, `Team ${uid}`, { lifecycle: { create_before_destroy: true } }));
  await applied(first('left-a'));
  trouble(providers.world, [{ of: 'grafana_folder', on: 'delete', error: 'the folder is busy', times: 1 }]);
  const failed = await applied(first('left-b'));
  trouble(providers.world, []);
  expect(failed.ok).toBe(false);
  const stack = await review(first('left-c'));
  expect(fates(stack)).toEqual(['delete grafana_folder.team', 'replace grafana_folder.team']);
  expect(stack.resources[0]?.deposed).toMatch(/^[0-9a-f]{8}$/);
  expect(stack.resources[0]?.reason).toContain('left over');
});

test('what somebody changed by hand stands in a section of its own', async () => {
  const same = stackOf('drifted', folder('drifted', 'Drifted'));
  await applied(same);
  const world = JSON.parse(readFileSync(providers.world.path, 'utf8')) as {
    resources: { attributes: Record<string, unknown> }[];
  };
  for (const { attributes } of world.resources) if (attributes.uid === 'drifted') attributes.title = 'By hand';
  writeFileSync(providers.world.path, JSON.stringify(world));
  const stack = await review(same);
  expect(stack.drift).toMatchObject([{ action: 'update', address: 'grafana_folder.team' }]);
  expect(stack.drift[0]?.attributes).toContainEqual(
    expect.objectContaining({ path: 'title', before: 'Drifted', after: 'By hand' }),
  );
  expect(stack.resources).toMatchObject([{ action: 'update' }]);
  expect(everyText(stack)).toContain('hanged outside of this catalog');
});

test('a key in a set of blocks hides its block, and nothing that the configuration says', async () => {
  const point = (key: string, severity: string) =>
    stackOf('point', {
      resource: {
        grafana_contact_point: { pager: { name: `checkout pager`, pagerduty: [{ integration_key: key, severity }] } },
        grafana_folder: { team: { uid: `of-${severity}`, title: 'checkout pager' } },
      },
    });
  await applied(point('first-key-0123456789', 'warning'));
  const stack = await review(point('second-key-0123456789', 'critical'));
  const texts = everyText(stack);
  expect(texts).not.toContain('key-0123456789');
  const pager = stack.resources.find(({ type }) => type === 'grafana_contact_point');
  expect(pager?.attributes).toMatchObject([{ path: 'pagerduty', sensitive: true, before: null, after: null }]);
  expect(texts).toContain('of-critical');
});

test('a stack that only keeps its providers destroys all it had', async () => {
  await applied(stackOf('emptied', folder('emptied', 'Emptied')));
  const stack = await review(stackOf('emptied', {}));
  expect(stack.resources).toMatchObject([{ action: 'delete', reason: 'no longer in the configuration' }]);
});

const STRICT = { http_tokens: 'required', http_endpoint: 'enabled' };
const template = (tokens: string, encrypted: boolean) => ({
  aws_launch_template: {
    own: {
      name: 'box-shop',
      image_id: 'ami-0123456789abcdef0',
      metadata_options: [{ ...STRICT, http_tokens: tokens }],
      block_device_mappings: [{ device_name: '/dev/xvda', ebs: [{ encrypted: String(encrypted), volume_size: 20 }] }],
    },
  },
});
const rules = (cidrs: readonly string[]) => ({
  aws_security_group: { own: { name: 'box-shop', vpc_id: 'vpc-00000000000000001' } },
  aws_vpc_security_group_ingress_rule: Object.fromEntries(
    cidrs.map((cidr_ipv4, index) => [
      `from-${index}`,
      {
        security_group_id: '${aws_security_group.own.id}',
        cidr_ipv4,
        ip_protocol: 'tcp',
        from_port: 443,
        to_port: 443,
      },
    ]),
  ),
});

/** What the rules of a plan say of a stack whose words say nothing. */
function guarded(stacks: readonly PlannedStack[]) {
  const base = loadCatalog(readFolder(shipped), NOW);
  return runGuards(planGuards, { base, head: base, services: [], stacks, nowMs: NOW, settings: defaultSettings })
    .guards;
}

test('lowered protection and widened access are guarded, and the way back is not', async () => {
  const strict = stackOf('guarded', { resource: { ...template('required', true), ...rules(['10.0.0.0/16']) } });
  const loose = stackOf('guarded', {
    resource: { ...template('optional', false), ...rules(['0.0.0.0/0', '10.1.0.0/16']) },
  });
  await applied(strict);
  const found = guarded([await review(loose)]);
  expect(found.map(({ rule, level, service }) => [rule, level, service])).toEqual([
    ['access-widened', 'block', 'shop'],
    ['access-widened', 'block', 'shop'],
    ['protection-lowered', 'block', 'shop'],
    ['protection-lowered', 'block', 'shop'],
  ]);
  const reasons = found.map(({ reason }) => reason).join('\n');
  expect(reasons).toContain('cidr_ipv4 "10.0.0.0/16" → "0.0.0.0/0"');
  expect(reasons).toMatch(/metadata_options\[0\]\.http_tokens was "required", becomes "optional"/);
  await applied(loose);
  const back = guarded([
    await review(stackOf('guarded', { resource: { ...template('required', true), ...rules(['0.0.0.0/0']) } })),
  ]);
  expect(back).toEqual([]);
});
