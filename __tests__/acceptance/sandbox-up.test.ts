import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sandboxDown } from '../../sandbox/down';
import { SandboxBusy } from '../../sandbox/fault';
import { sandboxStatus } from '../../sandbox/record';
import type { SandboxProgress } from '../../sandbox/step';
import { type SandboxUpOptions, sandboxUp } from '../../sandbox/up';
import { World } from '../../sandbox/world';
import { findTerraform } from '../../terraform/binary';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { statePath } from '../../terraform/work-folder';
import { environment } from './sandbox-environment';
import { NOW } from './sandbox-harness';

jest.setTimeout(180_000);

let root: string;
let terraform: string;
beforeAll(async () => {
  const binary = await findTerraform();
  if (binary.kind === 'missing') throw new Error(binary.message);
  terraform = binary.path;
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const up = (services: string[], more: Partial<SandboxUpOptions> = {}) =>
  sandboxUp({
    catalogRoot: root,
    terraform,
    interruption: UNINTERRUPTED,
    environment: 'box',
    stacks: environment(services),
    nowMs: NOW,
    ...more,
  });
const down = () => sandboxDown({ catalogRoot: root, terraform, interruption: UNINTERRUPTED, nowMs: NOW });
const names = (progress: SandboxProgress[], step: string) =>
  progress.filter((one) => one.step === step).map(({ stack, outcome }) => `${stack} ${outcome}`);

test('an environment comes up in order, is whole, and goes down again', async () => {
  const progress: SandboxProgress[] = [];
  const report = await up(['cart', 'checkout'], { onProgress: (one) => progress.push(one) });
  expect(report).toMatchObject({ ok: true, interrupted: false, removed: [] });
  expect(report.stacks.map(({ stack, outcome, added }) => [stack, outcome, added])).toEqual([
    ['box-oncall-payments', 'settled', 6],
    ['box-platform', 'settled', 1],
    ['box-cart', 'settled', 3],
    ['box-checkout', 'settled', 3],
  ]);
  expect(report.stacks[2]?.resources).toEqual({
    aws_autoscaling_group: 1,
    aws_autoscaling_policy: 1,
    grafana_contact_point: 1,
  });
  expect(names(progress, 'deploy').slice(0, 2).sort()).toEqual(['box-oncall-payments done', 'box-platform done']);
  expect(names(progress, 'check')).toHaveLength(4);
  expect(progress.filter(({ step }) => step === 'check').at(-1)).toMatchObject({ count: 4, total: 4 });

  const status = sandboxStatus(root);
  expect(status).toMatchObject({ up: true, environment: 'box', world: join(root, '.catalog', 'world.json') });
  expect(status.stacks.map(({ stack }) => stack)).toEqual(report.stacks.map(({ stack }) => stack));
  expect(status.stacks.every(({ state }) => existsSync(state))).toBe(true);
  const keys = new World(status.world).resources
    .filter(({ type }) => type === 'pagerduty_service_integration')
    .map(({ attributes }) => attributes.integration_key);
  const contact = new World(status.world).resources.find(({ id }) => id === '1:cart')?.attributes.pagerduty;
  expect(keys).toContain((contact as { integration_key: string }[])[0]?.integration_key);

  const gone = await down();
  expect(gone).toMatchObject({ ok: true, failed: [] });
  expect(gone.removed).toHaveLength(4);
  expect(new World(status.world).resources).toEqual([]);
  expect(sandboxStatus(root)).toMatchObject({ up: false, environment: null, stacks: [] });
  expect(readdirSync(join(root, '.catalog', 'work'))).toEqual([]);
});

test('a second time nothing changes; a stack that the catalog lost goes', async () => {
  await up(['cart', 'checkout']);
  const again = await up(['cart', 'checkout']);
  expect(again.stacks.map(({ added, changed, removed }) => added + changed + removed)).toEqual([0, 0, 0, 0]);
  const fewer = await up(['cart']);
  expect(fewer).toMatchObject({ ok: true, removed: ['box-checkout'] });
  expect(existsSync(statePath(root, 'box-checkout'))).toBe(false);
  expect(new World(fewer.world).resources.some(({ stack }) => stack === 'box-checkout')).toBe(false);
});

test('a stack that fails stops what depends on it, and nothing else', async () => {
  const stacks = environment(['cart']).map((stack) =>
    stack.name === 'box-oncall-payments'
      ? { ...stack, json: stack.json.replace('"name": "payments"', '"name": ""') }
      : stack,
  );
  const report = await up([], { stacks });
  expect(report.ok).toBe(false);
  expect(report.stacks.map(({ outcome }) => outcome)).toEqual(['failed', 'settled', 'skipped']);
  expect(sandboxStatus(root).up).toBe(false);
  expect(await up(['cart'])).toMatchObject({ ok: true });
});

test('an interruption lets the apply in hand finish, and the next up continues', async () => {
  const controller = new AbortController();
  const report = await up(['cart', 'checkout'], {
    jobs: 1,
    interruption: { ...UNINTERRUPTED, stopping: controller.signal },
    onProgress: () => controller.abort(),
  });
  expect(report).toMatchObject({ ok: false, interrupted: true });
  expect(report.stacks.filter(({ outcome }) => outcome === 'skipped').length).toBeGreaterThan(0);
  expect(await up(['cart', 'checkout'])).toMatchObject({ ok: true });
});

test('a Ctrl-C at the terminal lets what is in hand finish, and leaves no process', async () => {
  const child = startProcess(['ignore', 'pipe', 'inherit']);
  child.stdout?.once('data', () => process.kill(-(child.pid as number), 'SIGINT'));
  const exitCode = await new Promise((resolve) => child.once('exit', resolve));
  expect(exitCode).toBe(130);
  expect(processesIn(root)).toEqual([]);
  const continued = await up([], { stacks: environment(['cart', 'checkout'], 20) });
  expect(continued).toMatchObject({ ok: true });
  // what had been in hand is there: nothing is made twice
  expect(continued.stacks.filter(({ added }) => added === 0).length).toBeGreaterThan(0);
});

test('a kill at any moment leaves what the next up continues, and no process', async () => {
  for (const delayMs of [900, 1400, 1900, 2400, 3000]) {
    const child = startProcess('ignore');
    await wait(delayMs);
    child.kill('SIGKILL');
    await wait(300);
  }
  expect(await up([], { stacks: environment(['cart', 'checkout'], 20) })).toMatchObject({ ok: true });
  expect(processesIn(root)).toEqual([]);
  expect(await down()).toMatchObject({ ok: true });
});

test('a state that was half-written is made good', async () => {
  await up(['cart']);
  const path = statePath(root, 'box-cart');
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 300));
  rmSync(`${path}.backup`, { force: true });
  const report = await up(['cart']);
  expect(report).toMatchObject({ ok: true });
  expect(report.stacks[2]).toMatchObject({ added: 3 });
});

test('without its folders an environment still goes down', async () => {
  await up(['cart']);
  rmSync(join(root, '.catalog', 'work'), { recursive: true });
  expect(await down()).toMatchObject({ ok: true });
  expect(new World(join(root, '.catalog', 'world.json')).resources).toEqual([]);
});

test('a stack whose folder and state were deleted in part goes all the same', async () => {
  await up(['cart', 'checkout']);
  const folder = join(root, '.catalog', 'work', 'box-checkout');
  for (const path of [statePath(root, 'box-checkout'), join(folder, 'cdk.tf.json')]) rmSync(path);
  rmSync(join(folder, '.terraform', 'terraform.tfstate'));
  expect(await up(['cart'])).toMatchObject({ ok: true, removed: ['box-checkout'], unremoved: [] });
  expect(existsSync(folder)).toBe(false);
});

test('a stack that cannot be destroyed says why', async () => {
  await up(['cart', 'checkout']);
  writeFileSync(
    join(root, '.catalog', 'work', 'box-checkout', 'cdk.tf.json'),
    '{"terraform": {"backend": {"none": {}}}}',
  );
  const report = await up(['cart']);
  expect(report).toMatchObject({ ok: false, removed: [], unremoved: [{ stack: 'box-checkout' }] });
  expect(report.unremoved[0]?.failure?.diagnostics.length).toBeGreaterThan(0);
});

test('rejects a second command at work on the same sandbox', async () => {
  const first = up(['cart']);
  while (!existsSync(join(root, '.catalog/sandbox.pid'))) await wait(20);
  await expect(down()).rejects.toThrow(SandboxBusy);
  expect(await first).toMatchObject({ ok: true });
});

/** In a process group of its own, as a terminal gives it. */
function startProcess(stdio: StdioOptions): ChildProcess {
  const script = join(__dirname, 'sandbox-up-process.ts');
  return spawn(process.execPath, ['--require', 'tsx/cjs', script, root, terraform], {
    cwd: join(__dirname, '..', '..'),
    stdio,
    detached: true,
  });
}

/** Command lines of the processes whose working folder or arguments lie in a folder. */
function processesIn(folder: string): string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}
