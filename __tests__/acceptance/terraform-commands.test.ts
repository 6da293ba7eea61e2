import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '../../terraform/binary';
import {
  applyPlan,
  destroy,
  discardPlan,
  init,
  outputs,
  plan,
  type StackTerraform,
  showPlan,
  validate,
} from '../../terraform/commands';
import { terraformEnvironment } from '../../terraform/environment';
import { UNINTERRUPTED } from '../../terraform/interruption';
import type { TerraformEvent } from '../../terraform/outcome';
import { prepareWorkFolder, statePath, workFolder } from '../../terraform/work-folder';
import { expectOk } from './sandbox-harness';

jest.setTimeout(120_000);

/** Resources that Terraform brings along: nothing is installed. */
const configuration = (input: string, backend = 'stack') =>
  JSON.stringify({
    terraform: { backend: { local: { path: `../../../.catalog/state/${backend}.tfstate` } } },
    resource: { terraform_data: { one: { input }, two: { input: 'two', triggers_replace: [input] } } },
    output: { one: { value: '${terraform_data.one.output}' }, secret: { value: 'hidden', sensitive: true } },
  });

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

function stack(json: string, more: Partial<StackTerraform> = {}): StackTerraform {
  const folder = prepareWorkFolder(root, { name: 'stack', json });
  return { terraform, folder, environment: terraformEnvironment(process.env, root, {}), ...more };
}

async function applied(json: string): Promise<void> {
  const ready = stack(json);
  expectOk(await init(ready));
  expectOk(await plan(ready));
  expectOk(await applyPlan(ready));
}

test('a saved plan is shown, applied exactly, and gone', async () => {
  const events: TerraformEvent[] = [];
  const ready = stack(configuration('a'), { onEvent: (event) => events.push(event) });
  expectOk(await init(ready));
  expectOk(await validate(ready));
  expect(await plan(ready)).toEqual({ ok: true, value: { changed: true, add: 2, change: 0, remove: 0 } });
  const shown = await showPlan(ready);
  expect(shown.ok && JSON.parse(shown.value)).toMatchObject({
    format_version: expect.stringMatching(/^1\./),
    complete: true,
  });
  expect(await applyPlan(ready)).toEqual({ ok: true, value: { changed: true, add: 2, change: 0, remove: 0 } });
  expect(
    events
      .filter(({ type }) => type === 'apply_complete')
      .map(({ hook }) => hook?.resource?.addr)
      .sort(),
  ).toEqual(['terraform_data.one', 'terraform_data.two']);
  expect(existsSync(join(ready.folder, 'catalog.tfplan'))).toBe(false);
  expect(existsSync(statePath(root, 'stack'))).toBe(true);
  expect(await plan(ready)).toMatchObject({ value: { changed: false } });
  discardPlan(ready.folder);
  expect(await outputs(ready)).toEqual({ ok: true, value: { one: 'a', secret: 'hidden' } });
  expect(await destroy(ready)).toMatchObject({ value: { remove: 2 } });
});

test('a changed output alone is a change', async () => {
  await applied(configuration('a'));
  const other = configuration('a').replace('"hidden"', '"shown"');
  expect(await plan(stack(other))).toEqual({ ok: true, value: { changed: true, add: 0, change: 0, remove: 0 } });
});

test('a folder is initialized when backend or providers change, not when resources do', async () => {
  expect(await init(stack(configuration('a')))).toEqual({ ok: true, value: 'done' });
  expect(await init(stack(configuration('b')))).toEqual({ ok: true, value: 'unneeded' });
  expect(await init(stack(configuration('b', 'other')))).toEqual({ ok: true, value: 'done' });
});

test('a mistake in the configuration is told as Terraform tells it', async () => {
  const ready = stack(JSON.stringify({ output: { x: { value: '${terraform_data.none.id}' } } }));
  await init(ready);
  const outcome = await validate(ready);
  expect(outcome).toMatchObject({
    ok: false,
    failure: { kind: 'failed', diagnostics: [{ severity: 'error', summary: 'Reference to undeclared resource' }] },
  });
});

test('a state that somebody else has locked is called locked, unless the plan takes no lock', async () => {
  await applied(configuration('a'));
  // a provisioner that does not end holds the lock for as long as it is let
  const slow = JSON.parse(configuration('b')) as { resource: { terraform_data: { one: object } } };
  Object.assign(slow.resource.terraform_data.one, {
    triggers_replace: ['again'],
    provisioner: [{ 'local-exec': { command: 'sleep 4' } }],
  });
  const holder = stack(JSON.stringify(slow), {
    onEvent: ({ type }) => {
      if (type === 'provision_start') held();
    },
  });
  let held = () => {};
  const holding = new Promise<void>((resolve) => {
    held = resolve;
  });
  expectOk(await plan(holder));
  const applying = applyPlan(holder);
  await holding;
  const second = { ...holder, lockTimeoutSeconds: 0, onEvent: () => {} };
  expect(await plan(second)).toMatchObject({ ok: false, failure: { kind: 'locked' } });
  expect(await plan(second, { lock: false })).toMatchObject({ ok: true });
  expectOk(await applying);
});

test('an apply that is interrupted twice ends by itself and leaves no lock', async () => {
  await applied(configuration('a'));
  const slow = JSON.parse(configuration('b')) as { resource: { terraform_data: { one: object } } };
  Object.assign(slow.resource.terraform_data.one, {
    triggers_replace: ['again'],
    provisioner: [{ 'local-exec': { command: 'sleep 3' } }],
  });
  const [stopping, forced] = [new AbortController(), new AbortController()];
  const ready = stack(JSON.stringify(slow), {
    interruption: { stopping: stopping.signal, forced: forced.signal },
    onEvent: ({ type }) => {
      if (type !== 'provision_start') return;
      stopping.abort();
      forced.abort();
    },
  });
  expectOk(await plan(ready));
  expect(await applyPlan(ready)).toMatchObject({ ok: false, failure: { kind: 'interrupted' } });
  expect(await plan({ ...ready, interruption: UNINTERRUPTED, lockTimeoutSeconds: 0, onEvent: () => {} })).toMatchObject(
    { ok: true },
  );
});

test('a plan that takes too long is ended, and says so', async () => {
  const ready = stack(configuration('a'));
  expectOk(await init(ready));
  expect(await plan({ ...ready, timeoutMs: 1 })).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
});

test('a refresh-only plan and a plan to destroy', async () => {
  await applied(configuration('a'));
  const ready = stack(configuration('b'));
  expect(await plan(ready, { refreshOnly: true })).toMatchObject({ value: { changed: false } });
  expect(await plan(ready, { destroy: true })).toMatchObject({ value: { changed: true, remove: 2 } });
});

test('a work folder is written only when it changes, and is nobody else’s to read', () => {
  const { folder } = stack(configuration('a'));
  expect(folder).toBe(workFolder(root, 'stack'));
  writeFileSync(join(folder, 'mine'), '');
  stack(configuration('a'));
  expect(existsSync(join(folder, 'mine'))).toBe(true);
});
