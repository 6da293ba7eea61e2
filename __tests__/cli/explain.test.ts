import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch } from './harness';

afterAll(removeScratch);

async function valueAt(path: string, args: readonly string[]) {
  const { code, out } = await catalog(['explain', ...args, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out).values.find((one: { path: string }) => one.path === path);
}

test('a value has its line, and what it stands instead of', async () => {
  expect(await valueAt('scaling.max', ['checkout', '--env', 'production'])).toEqual({
    path: 'scaling.max',
    value: 24,
    origin: { file: 'services/checkout.yaml', line: expect.any(Number) },
    overrides: [{ file: 'config/tiers.yaml', line: expect.any(Number), value: 12 }],
  });
});

test('an override of one environment wins there, and only there', async () => {
  expect(await valueAt('scaling.max', ['checkout', '--env', 'staging'])).toMatchObject({ value: 4 });
});

test('the environment’s defaults stand between tier and entry', async () => {
  const { overrides } = await valueAt('scaling.max', ['shipping', '--env', 'staging']);
  expect(overrides).toEqual([
    { file: 'config/environments/staging.yaml', line: expect.any(Number), value: 3 },
    { file: 'config/tiers.yaml', line: expect.any(Number), value: 6 },
  ]);
});

test('what nobody wrote is built in', async () => {
  expect(await valueAt('slo.minFailures', ['search', '--env', 'production'])).toEqual({
    path: 'slo.minFailures',
    value: 3,
    origin: { file: 'built-in', line: 0 },
    overrides: [],
  });
});

test('so is what an item of a list does not say', async () => {
  expect(await valueAt('slos[0].window', ['search'])).toEqual({
    path: 'slos[0].window',
    value: '30d',
    origin: { file: 'built-in', line: 0 },
    overrides: [],
  });
});

test('a list that another one replaces is told by its length and its line', async () => {
  const { overrides } = await valueAt('scaling.events', ['checkout', '--env', 'staging']);
  expect(overrides[0].value).toHaveLength(1);
  const { out } = await catalog(['explain', 'checkout', '--env', 'staging']);
  expect(out).toContain(`a list of 1 (services/checkout.yaml:${overrides[0].line})`);
});

test('the text form lines up path, value and origin', async () => {
  const { out } = await catalog(['explain', 'search', '--env', 'production']);
  expect(out).toMatch(/^search in production\n\nPATH +VALUE +FROM +INSTEAD OF\n/);
  expect(out).toMatch(/\nslos\[0\]\.objective +99\.9% +services\/search\.yaml:8\n/);
});

test('a text of several lines stands on one', async () => {
  const root = copyOfShipped();
  const alert = 'alerts:\n  - {name: Up, summary: Up, severity: ticket, expr: "up\\n== 0"}\n';
  appendFileSync(join(root, 'services/search.yaml'), alert);
  const { out } = await catalog(['explain', 'search', '--catalog', root]);
  expect(out).toMatch(/\nalerts\[0\]\.expr +"up\\n== 0" +services\/search\.yaml:\d+\n/);
});

test('rejects an environment that the service does not run in, naming those it does', async () => {
  const { code, err } = await catalog(['explain', 'returns', '--env', 'staging']);
  expect(code).toBe(1);
  expect(err).toBe('catalog: returns does not run in "staging"; it runs in production, sandbox\n');
});
