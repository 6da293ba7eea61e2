import fc from 'fast-check';
import { changedStacks } from '../../compile/changed-stacks';
import { listStacks } from '../../compile/stack-list';
import { synthesize } from '../../compile/synthesize';
import { loadCatalog } from '../../domain/catalog/load';
import type { LoadedCatalog } from '../../domain/catalog/loaded';
import { CatalogMemory } from '../../domain/catalog/memory';
import { edit, edited } from '../domain/catalog/edited';

const now = Date.parse('2026-11-23T12:00:00Z');
const selection = { environments: ['staging', 'production', 'sandbox'] };

const everything = ({ catalog }: LoadedCatalog) =>
  new Map(listStacks(catalog, selection).map((stack) => [stack.name, synthesize(stack, now).json]));

test('exactly the stacks count as changed whose bytes differ when everything is compiled', () => {
  let differing = 0;
  const semantic = edit.filter(({ how }) => how === 'another');
  fc.assert(
    fc.property(fc.array(semantic, { minLength: 2, maxLength: 4 }), (edits) => {
      const memory = new CatalogMemory();
      const head = loadCatalog(edited(edits), now, memory);
      fc.pre(head.ok);
      const base = loadCatalog(edited([]), now, memory);
      const [before, after] = [everything(base), everything(head)];
      const names = [...new Set([...before.keys(), ...after.keys()])];
      const expected = names.filter((name) => before.get(name) !== after.get(name));
      const found = changedStacks(base, head, now, selection).map((one) => (one.head ?? one.base)?.name);
      expect(found.sort()).toEqual(expected.sort());
      differing += Math.min(1, expected.length);
    }),
    { numRuns: 15 },
  );
  expect(differing).toBeGreaterThan(0);
}, 120_000);
