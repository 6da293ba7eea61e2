import fc from 'fast-check';
import { shardStacks } from '../../../domain/diff/shards';

const stacks = fc
  .array(fc.integer({ min: 0, max: 2 }), { maxLength: 400 })
  .map((levels) => levels.map((level, index) => ({ name: `s${index}`, level })));

test('spreads every stack once, level by level, as evenly as can be', () => {
  fc.assert(
    fc.property(stacks, fc.integer({ min: 1, max: 256 }), (all, jobs) => {
      const levels = shardStacks(all, jobs);
      expect(levels.map(({ level }) => level)).toEqual([...new Set(all.map(({ level }) => level))].sort());
      expect(levels.flatMap(({ include }) => include.flatMap((one) => one.stacks)).sort()).toEqual(
        all.map(({ name }) => name).sort(),
      );
      for (const { level, include } of levels) {
        expect(include.length).toBeLessThanOrEqual(jobs);
        const sizes = include.map((one) => one.stacks.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const name of include.flatMap((one) => one.stacks)) {
          expect(all.find((one) => one.name === name)?.level).toBe(level);
        }
      }
    }),
  );
});

test('has no empty job', () => {
  expect(shardStacks([{ name: 'a', level: 0 }], 4)).toEqual([{ level: 0, include: [{ shard: '0-1', stacks: ['a'] }] }]);
  expect(shardStacks([], 4)).toEqual([]);
});
