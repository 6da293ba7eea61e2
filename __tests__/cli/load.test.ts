import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch } from './harness';

afterAll(removeScratch);

let root: string;
beforeAll(() => {
  root = copyOfShipped();
  appendFileSync(join(root, 'services/cart.yaml'), '\nownr: payments\n');
});

const lastLine = async (args: readonly string[]) => {
  const { code, out, err } = await catalog(args, { cwd: root });
  expect([code, out]).toEqual([1, '']);
  return err.trimEnd().split('\n').at(-1);
};

test.each([
  [['synth'], 'written'],
  [['start'], 'written'],
  [['alerts', 'rules', '--env', 'production', '--out', 'rules'], 'written'],
  [['deploy', '--env', 'production', '--auto-approve'], 'applied'],
  [['sandbox', 'up'], 'applied'],
])('%j rejects a faulty catalog and says that nothing was %s', async (args, undone) => {
  expect(await lastLine(args)).toBe(`1 error, 0 warnings; nothing was ${undone}`);
});

test.each([
  [['list']],
  [['explain', 'cart']],
  [['stacks']],
  [['alerts', 'table']],
  [['diff', '--base', '.']],
  [['drift', '--env', 'production']],
])('%j rejects a faulty catalog and speaks of no writing, since it only looks', async (args) => {
  expect(await lastLine(args)).toBe('1 error, 0 warnings');
});
