import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeScratch, scratch, shipped } from './cli/harness';

afterAll(removeScratch);

/** As cdktf runs it. */
function app(env: Readonly<Record<string, string>>) {
  const out = join(scratch(), 'out');
  const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', 'main.ts'], {
    cwd: shipped,
    env: { ...process.env, CDKTF_OUTDIR: out, ...env },
    encoding: 'utf8',
  });
  return { status, stderr, stacks: existsSync(out) ? readdirSync(join(out, 'stacks')) : [] };
}

test('compiles what CATALOG_ENV names', () => {
  const { status, stacks } = app({ CATALOG_ENV: 'sandbox' });
  expect(status).toBe(0);
  expect(stacks).toContain('sandbox-checkout');
  expect(stacks.every((name) => name.startsWith('sandbox-'))).toBe(true);
});

test('takes an empty CATALOG_ENV for none: everything but the sandboxes', () => {
  expect(app({ CATALOG_ENV: '' }).stacks).toContain('production-checkout');
});

test.each([
  [{ CATALOG_ENV: 'prodution' }, 'catalog: no environment is called "prodution"; did you mean production?\n'],
  [
    { CATALOG_ROOT: '/nowhere' },
    'catalog: /nowhere is no catalog: it has no folder services/. Name one with --catalog DIR.\n',
  ],
  [{ CATALOG_NOW: 'soon' }, 'catalog: CATALOG_NOW: expected an instant such as 2026-11-27T06:00:00Z, found "soon"\n'],
])('rejects %p in the words of the command', (env, said) => {
  expect(app(env)).toEqual({ status: 1, stderr: said, stacks: [] });
});

test('cdktf synth goes on from an output that holds other stacks', () => {
  const out = join(scratch(), 'out');
  const synth = (env: Readonly<Record<string, string>>) => {
    const { status, stdout } = spawnSync('npx', ['cdktf', 'synth', '--output', out], {
      cwd: shipped,
      env: { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', ...env },
      encoding: 'utf8',
    });
    return [status, status === 0 ? '' : stdout];
  };
  expect(synth({ CATALOG_ENV: 'sandbox' })).toEqual([0, '']);
  expect(synth({ CATALOG_ENV: 'staging' })).toEqual([0, '']);
  expect(readdirSync(join(out, 'stacks')).filter((name) => !/^(staging|oncall)-/.test(name))).toEqual([]);
}, 120_000);
