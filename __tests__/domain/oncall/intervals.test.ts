import fc from 'fast-check';
import { overlap, uncovered, union } from '../../../domain/oncall/intervals';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 12 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const holds = (list: readonly { fromMs: number; toMs: number }[], at: number) =>
  list.some(({ fromMs, toMs }) => fromMs <= at && at < toMs);
const range = { fromMs: 10, toMs: 40 };

test('a union holds the same instants, in order, without touching', () => {
  fc.assert(
    fc.property(fc.array(interval), (list) => {
      const merged = union(list);
      for (let at = -1; at < 70; at += 1) expect(holds(merged, at)).toBe(holds(list, at));
      for (const [index, one] of merged.entries()) expect(one.fromMs).toBeGreaterThan(merged[index - 1]?.toMs ?? -1);
    }),
  );
});

test('what is uncovered is the range without the intervals', () => {
  fc.assert(
    fc.property(fc.array(interval), (list) => {
      const free = uncovered(range, list);
      for (let at = -1; at < 70; at += 1) expect(holds(free, at)).toBe(at >= 10 && at < 40 && !holds(list, at));
    }),
  );
});

test('an overlap is what both hold; intervals that only touch have none', () => {
  expect(overlap({ fromMs: 0, toMs: 5 }, { fromMs: 3, toMs: 9 })).toEqual({ fromMs: 3, toMs: 5 });
  expect(overlap({ fromMs: 0, toMs: 5 }, { fromMs: 5, toMs: 9 })).toBeUndefined();
});
