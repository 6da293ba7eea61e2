import fc from 'fast-check';
import { loadCatalog } from '../../../domain/catalog/load';
import type { LoadedCatalog } from '../../../domain/catalog/loaded';
import { CatalogMemory } from '../../../domain/catalog/memory';
import { edit, edited } from './edited';

const now = Date.parse('2026-11-23T12:00:00Z');

test('a side that is loaded with the memory of the other one is as if it were loaded alone', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 3 }), fc.array(edit, { maxLength: 3 }), (first, second) => {
      const memory = new CatalogMemory();
      loadCatalog(edited(first), now, memory);
      const together = loadCatalog(edited(second), now, memory);
      expect(together).toEqual(loadCatalog(edited(second), now));
    }),
    { numRuns: 25 },
  );
});

test('what both sides share is there once', () => {
  const memory = new CatalogMemory();
  const [first, second] = [0, 1].map(() => loadCatalog(edited([]), now, memory)) as [LoadedCatalog, LoadedCatalog];
  expect(second.services.every(({ service }, index) => service === first.services[index]?.service)).toBe(true);
});

test.each([
  ['another date', edited([]), now + 86_400_000],
  ['another text of the tiers', edited([{ path: 'config/tiers.yaml', line: 0, how: 'comment' }]), now],
])('%s leaves no entry as it was resolved', (_, files, nowMs) => {
  const memory = new CatalogMemory();
  const first = loadCatalog(edited([]), now, memory);
  const second = loadCatalog(files, nowMs, memory);
  expect(second.services.some(({ service }, index) => service === first.services[index]?.service)).toBe(false);
});
