import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfShipped, removeScratch, shipped } from '../cli/harness';
import { startCatalog } from './catalog-process';
import { drift } from './drift-world';

/** `cdktf deploy` and what stands around it, as somebody who knows CDKTF runs them. */
jest.setTimeout(300_000);
afterAll(removeScratch);

const only = { services: 'search.yaml', 'config/teams': 'discovery.yaml' };
const stacks = ['sandbox-oncall-discovery', 'sandbox-platform', 'sandbox-search'];
let root: string;
/** Every byte that any run wrote. */
let said = '';

beforeAll(() => {
  root = copyOfShipped();
  for (const [folder, kept] of Object.entries(only))
    for (const name of readdirSync(join(root, folder))) if (name !== kept) rmSync(join(root, folder, name));
  const app = `node --require ${require.resolve('tsx/cjs')} ${join(shipped, 'main.ts')}`;
  const project = { language: 'typescript', app, output: 'cdktf.out', sendCrashReports: 'false' };
  writeFileSync(join(root, 'cdktf.json'), JSON.stringify(project));
});

async function cdktf(...args: string[]) {
  const program = join(shipped, 'node_modules/.bin/cdktf');
  const running = startCatalog(root, 'sandbox', 'serve', '--catalog', root, '--', program, ...args);
  const ended = await running.ended;
  said += ended.out + ended.err;
  return ended;
}
const deploy = (...args: string[]) =>
  cdktf('deploy', ...args, '--auto-approve', '--skip-provider-lock', '--parallelism', '2');

/** Stack → lineage and serial. */
const versions = () =>
  Object.fromEntries(
    stacks.map((name) => {
      const state = JSON.parse(readFileSync(join(root, '.catalog/state', `${name}.tfstate`), 'utf8'));
      return [name, `${state.lineage}:${state.serial}`];
    }),
  );
function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replace(from, to));
}
const changed = (before: Record<string, string>) =>
  Object.entries(versions()).flatMap(([name, version]) => (before[name] === version ? [] : [name]));

test('every stack, each after what it reads from', async () => {
  expect(await deploy('*')).toMatchObject({ code: 0 });
  const found = await drift(root);
  expect([found.code, found.report.stacks.map(({ stack, verdict }) => [stack, verdict])]).toEqual([
    0,
    stacks.map((stack) => [stack, 'clean']),
  ]);
});

test('one stack: cdktf asks for what it depends on, and goes without where it is told to', async () => {
  edit('services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
  const before = versions();
  const refused = await deploy('sandbox-search');
  expect([refused.code, refused.out + refused.err]).toEqual([
    1,
    expect.stringContaining('The following dependencies are not included'),
  ]);
  expect(changed(before)).toEqual([]);
  expect(await deploy('sandbox-search', '--ignore-missing-stack-dependencies')).toMatchObject({ code: 0 });
  expect(changed(before)).toEqual(['sandbox-search']);
});

test('several stacks, by name and by pattern; what does not differ is left alone', async () => {
  edit('services/search.yaml', 'objective: 99.5%', 'objective: 99.9%');
  edit('config/teams/discovery.yaml', 'repeat: 2', 'repeat: 3');
  const before = versions();
  expect(await deploy('sandbox-oncall-*', 'sandbox-search', '--ignore-missing-stack-dependencies')).toMatchObject({
    code: 0,
  });
  expect(changed(before)).toEqual(['sandbox-oncall-discovery', 'sandbox-search']);
  const diff = await cdktf('diff', 'sandbox-search', '--skip-provider-lock');
  expect([diff.code, diff.out]).toEqual([0, expect.stringContaining('No changes')]);
  expect((await drift(root)).report.verdict).toBe('clean');
});

test('the keys that stacks hand to each other are in no output, nor in what was synthesized', async () => {
  const file = join(root, 'outputs.json');
  const named = ['sandbox-oncall-discovery', '--outputs-file', file];
  const shown = await cdktf('output', ...named, '--skip-synth', '--skip-provider-lock');
  expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('sensitive')]);
  const { outputs } = JSON.parse(readFileSync(join(root, '.catalog/state/sandbox-oncall-discovery.tfstate'), 'utf8'));
  const world = JSON.parse(readFileSync(join(root, '.catalog/world.json'), 'utf8'));
  const keys = [
    ...Object.values(outputs as Record<string, { value: string }>).map(({ value }) => value),
    ...world.resources
      .filter(({ type }: { type: string }) => type === 'pagerduty_service_integration')
      .map(({ attributes }: { attributes: { integration_key: string } }) => attributes.integration_key),
  ];
  expect(keys.length).toBeGreaterThanOrEqual(2);
  const synthesized = stacks.map((name) => join(root, 'cdktf.out/stacks', name, 'cdk.tf.json'));
  const written = [file, ...synthesized].map((path) => readFileSync(path, 'utf8'));
  for (const key of keys) {
    expect(key).toMatch(/^\w{16,}$/);
    for (const text of [said, ...written]) expect(text.includes(key)).toBe(false);
  }
});
