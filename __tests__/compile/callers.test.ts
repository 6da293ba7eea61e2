import { changedStacks } from '../../compile/changed-stacks';
import { readFolder } from '../../compile/read';
import { loadCatalog } from '../../domain/catalog/load';
import { now, shipped } from '../cli/harness';

/** Names of the stacks that change when a text of one file of the shipped catalog does, and what they become. */
function changed(path: string, from: RegExp, to: string) {
  const files = readFolder(shipped);
  const text = new TextDecoder().decode(files.read(path));
  expect(text).toMatch(from);
  const edited = new TextEncoder().encode(text.replace(from, to));
  const head = loadCatalog({ ...files, read: (one) => (one === path ? edited : files.read(one)) }, now);
  expect(head.ok).toBe(true);
  return new Map(
    changedStacks(loadCatalog(files, now), head, now).map(({ head: stack }) => [stack?.name, stack?.json]),
  );
}

test('a caller that is let in no more changes the callee alone: no group goes that instances still wear', () => {
  expect([...changed('services/cart.yaml', /\n {2}allowFrom: .*/, '').keys()]).toEqual([
    'production-cart',
    'staging-cart',
  ]);
});

test('a caller that is retired is let in no more, and keeps its group until its entry goes', () => {
  const stacks = changed('services/checkout.yaml', /lifecycle: production /, 'lifecycle: retired ');
  expect(stacks.get('production-cart')).not.toContain('caller-security-group-checkout');
  expect(stacks.has('production-platform')).toBe(false);
});
