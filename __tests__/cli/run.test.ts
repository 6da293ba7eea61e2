import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch, scratch } from './harness';

afterAll(removeScratch);

test('help lists every command and the exit codes, and succeeds', async () => {
  const { code, out, err } = await catalog(['--help']);
  expect(code).toBe(0);
  expect(err).toBe('');
  for (const name of ['validate', 'list', 'explain', 'synth', 'sandbox', 'start']) expect(out).toContain(`  ${name}`);
  expect(out).toContain('Exit codes: 0 done');
});

test('says which version it is', async () => {
  expect(await catalog(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

test('rejects an unknown command, naming the nearest', async () => {
  const { code, out, err } = await catalog(['valdate']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain("unknown command 'valdate'\n(Did you mean validate?)");
});

test('rejects an unknown option, naming the nearest', async () => {
  const { code, err } = await catalog(['synth', '--servise', 'cart']);
  expect(code).toBe(1);
  expect(err).toContain("unknown option '--servise'\n(Did you mean --service?)");
});

test('rejects an unknown environment and an unknown service, naming the nearest', async () => {
  const out = scratch();
  expect(await catalog(['synth', '--env', 'prodution', '--out', out])).toMatchObject({
    code: 1,
    err: expect.stringContaining('no environment is called "prodution"; did you mean production?'),
  });
  expect(await catalog(['explain', 'chekout'])).toMatchObject({
    code: 1,
    err: 'catalog: no service is called "chekout"; did you mean checkout?\n',
  });
});

test('rejects filters that leave nothing', async () => {
  const out = scratch();
  expect(await catalog(['synth', '--env', '', '--out', out])).toMatchObject({
    code: 1,
    err: expect.stringContaining('Expected a name.'),
  });
  expect(await catalog(['drift', '--env', 'staging', '--service', 'search-classic'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('catalog: search-classic does not run in staging, but in production, sandbox\n'),
  });
});

test.each(['{}', '[]', 'null', 'x'])('rejects %s as a report to merge', async (text) => {
  const file = join(scratch(), 'drift.json');
  writeFileSync(file, text);
  const { code, err } = await catalog(['drift', '--merge', file]);
  expect(code).toBe(1);
  expect(err).toMatch(/^catalog: --merge: .* is no report: .*\n$/);
});

test.each(['deploy', 'drift', 'plan'])('rejects one and a half jobs of %s', async (command) => {
  const { code, err } = await catalog([command, '--jobs', '1.5']);
  expect([code, err]).toEqual([1, expect.stringContaining("argument '1.5' is invalid. Expected a whole number.")]);
});

test('rejects a directory that is no catalog, and says what is missing', async () => {
  const { code, err } = await catalog(['validate', '--catalog', scratch()]);
  expect(code).toBe(1);
  expect(err).toMatch(/is no catalog: it has no folder services\/\. Name one with --catalog DIR\.\n$/);
});

test('CATALOG_ROOT names the catalog, and --catalog wins over it', async () => {
  const root = copyOfShipped();
  expect((await catalog(['list'], { cwd: '/', env: { CATALOG_ROOT: root } })).code).toBe(0);
  expect((await catalog(['list', '--catalog', root], { cwd: '/', env: { CATALOG_ROOT: '/nowhere' } })).code).toBe(0);
});

test.each(['yesterday', '2026-11-27 06:00', '2026-13-01', '2026-02-30', '1795755600'])(
  'rejects %p as a date',
  async (now) => {
    const { code, err } = await catalog(['list', '--now', now]);
    expect(code).toBe(1);
    expect(err).toBe(
      `catalog: --now: expected an instant such as 2026-11-27T06:00:00Z, found ${JSON.stringify(now)}\n`,
    );
  },
);
