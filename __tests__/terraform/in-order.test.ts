import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { inOrder, type Ordered, reversed } from '../../terraform/in-order';

const stacks: Ordered[] = [
  { name: 'oncall', dependencies: [] },
  { name: 'platform', dependencies: [] },
  { name: 'cart', dependencies: ['oncall', 'platform'] },
  { name: 'search', dependencies: ['platform', 'elsewhere'] },
];
const always = { succeeded: () => true };

test('each begins after what it depends on has ended, never more than allowed at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (edges, jobs) => {
        const graph = edges.map((targets, at) => ({
          name: `s${at}`,
          dependencies: at === 0 ? [] : [...new Set(targets.map((target) => `s${target % at}`))],
        }));
        const ended = new Set<string>();
        let atOnce = 0;
        let most = 0;
        const done = await inOrder(
          graph,
          jobs,
          async ({ name, dependencies }) => {
            expect(dependencies.every((dependency) => ended.has(dependency))).toBe(true);
            most = Math.max(most, ++atOnce);
            await wait(0);
            atOnce -= 1;
            ended.add(name);
          },
          always,
        );
        expect(most).toBeLessThanOrEqual(jobs);
        expect([...done.keys()]).toEqual(graph.map(({ name }) => name));
      },
    ),
    { numRuns: 50 },
  );
});

test('one that fails stops what depends on it, and nothing else', async () => {
  const done = await inOrder(stacks, 2, async ({ name }) => name !== 'oncall', { succeeded: (result) => result });
  expect([...done].map(([name, { kind }]) => `${name} ${kind}`)).toEqual([
    'oncall done',
    'platform done',
    'cart skipped',
    'search done',
  ]);
  expect(done.get('cart')).toEqual({ kind: 'skipped', because: 'oncall was not done' });
});

test('after a stop nothing new begins', async () => {
  const controller = new AbortController();
  const ran: string[] = [];
  const done = await inOrder(
    stacks,
    1,
    async ({ name }) => {
      ran.push(name);
      controller.abort();
    },
    { ...always, stopping: controller.signal },
  );
  expect(ran).toEqual(['oncall']);
  expect(done.get('platform')).toEqual({ kind: 'skipped', because: 'interrupted' });
});

test('reversed, each comes after everything that depended on it', () => {
  expect(reversed(stacks).map(({ name, dependencies }) => [name, dependencies])).toEqual([
    ['oncall', ['cart']],
    ['platform', ['cart', 'search']],
    ['cart', []],
    ['search', []],
  ]);
});

test('rejects stacks that depend on each other', async () => {
  const circle = [
    { name: 'a', dependencies: ['b'] },
    { name: 'b', dependencies: ['a'] },
  ];
  await expect(inOrder(circle, 1, async () => {}, always)).rejects.toThrow('a → b → a');
});
