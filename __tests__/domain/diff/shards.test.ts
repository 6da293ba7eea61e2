import fc from 'fast-check';
import { balancedParts, shardStacks, stackCost } from '../../../domain/diff/shards';

const stacks = fc
  .array(fc.record({ level: fc.integer({ min: 0, max: 2 }), cost: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 400,
  })
  .map((all) => all.map((one, index) => ({ ...one, name: `s${index}` })));
const jobs = fc.integer({ min: 1, max: 256 });
const costOf = (some: readonly { readonly cost: number }[]) => some.reduce((sum, { cost }) => sum + cost, 0);

test('spreads every stack once, level by level, in at most so many jobs', () => {
  fc.assert(
    fc.property(stacks, jobs, (all, count) => {
      const levels = shardStacks(all, count);
      expect(levels.map(({ level }) => level)).toEqual([...new Set(all.map(({ level }) => level))].sort());
      expect(levels.flatMap(({ include }) => include.flatMap((one) => one.stacks)).sort()).toEqual(
        all.map(({ name }) => name).sort(),
      );
      for (const { level, include } of levels) {
        expect(include.length).toBeLessThanOrEqual(count);
        for (const name of include.flatMap((one) => one.stacks)) {
          expect(all.find((one) => one.name === name)?.level).toBe(level);
        }
      }
    }),
  );
});

test('two parts differ by one stack’s cost at most', () => {
  fc.assert(
    fc.property(stacks, jobs, (all, count) => {
      const costs = balancedParts(all, count).map(costOf);
      expect(Math.max(...costs) - Math.min(...costs)).toBeLessThanOrEqual(Math.max(0, ...all.map(({ cost }) => cost)));
    }),
  );
});

test('the order of the stacks decides nothing', () => {
  fc.assert(
    fc.property(stacks, jobs, (all, count) => {
      const names = (some: typeof all) => balancedParts(some, count).map((part) => part.map(({ name }) => name).sort());
      expect(names([...all].reverse())).toEqual(names(all));
    }),
  );
});

test('a dear stack has a job for itself', () => {
  const all = [1, 1, 1, 9, 1, 1].map((cost, index) => ({ name: `s${index}`, cost }));
  expect(balancedParts(all, 2).map((part) => part.map(({ name }) => name))).toEqual([
    ['s3'],
    ['s0', 's1', 's2', 's4', 's5'],
  ]);
});

test('has no empty job', () => {
  expect(shardStacks([{ name: 'a', level: 0, cost: 1 }], 4)).toEqual([
    { level: 0, include: [{ shard: '0-1', stacks: ['a'] }] },
  ]);
  expect(shardStacks([], 4)).toEqual([]);
});

test('a stack costs what it holds, and a start; the date plays no part', () => {
  const resource = { aws_sns_topic: { a: {}, b: {} } };
  expect(stackCost('{}')).toBe(10);
  expect(stackCost(JSON.stringify({ resource, data: { aws_subnet: { c: {} } } }))).toBe(13);
  expect(stackCost(JSON.stringify({ resource: { ...resource, aws_autoscaling_schedule: { event: {} } } }))).toBe(12);
});
