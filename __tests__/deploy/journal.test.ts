import type { CompiledStack } from '../../compile/synthesize';
import { Journal } from '../../deploy/journal';
import { removeScratch, scratch } from '../cli/harness';

afterAll(removeScratch);

const HOUR = 3_600_000;
const stack = (name: string, dependencies: string[] = [], json = '{}') =>
  ({ name, dependencies, json }) as unknown as CompiledStack;
const [oncall, platform, shop] = [stack('oncall'), stack('platform'), stack('shop', ['oncall', 'platform'])];

function broken(root: string): void {
  const journal = new Journal(root, 0, false);
  journal.begin([oncall, platform, shop]);
  journal.note(oncall, 'lineage:1');
  journal.note(platform, 'lineage:1');
}

const doneBefore = async (
  journal: Journal,
  stacks: CompiledStack[],
  states: Record<string, string | undefined> = {},
) => [...(await journal.doneBefore(stacks, async ({ name }) => (name in states ? states[name] : 'lineage:1')))];

test('a run that broke off is continued where it stood', async () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  expect(journal.continues).toBe('1970-01-01T00:00:00.000Z');
  expect(await doneBefore(journal, [oncall, platform, shop])).toEqual(['oncall', 'platform']);
});

test('what has another configuration is done again, and so is what depends on it', async () => {
  const root = scratch();
  broken(root);
  new Journal(root, 0, false).note(shop, 'lineage:1');
  const journal = new Journal(root, HOUR, false);
  expect(await doneBefore(journal, [stack('oncall', [], '{"a": 1}'), platform, shop])).toEqual(['platform']);
});

test.each([
  ['somebody else has written since', 'lineage:2'],
  ['was made anew since', 'other:1'],
  ['cannot be read', undefined],
])('what has a state that %s is done again, and so is what depends on it', async (_, state) => {
  const root = scratch();
  broken(root);
  new Journal(root, 0, false).note(shop, 'lineage:1');
  const journal = new Journal(root, HOUR, false);
  expect(await doneBefore(journal, [oncall, platform, shop], { oncall: state })).toEqual(['platform']);
});

test('what was done with a state that could not be read is done again', async () => {
  const root = scratch();
  broken(root);
  new Journal(root, 0, false).note(platform, undefined);
  expect(await doneBefore(new Journal(root, HOUR, false), [oncall, platform])).toEqual(['oncall']);
});

test.each([
  ['afresh', HOUR, true],
  ['after half a day', 13 * HOUR, false],
  ['before it began, by the clock', -HOUR, false],
])('rejects to continue %s', async (_, nowMs, afresh) => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, nowMs, afresh);
  expect([journal.continues, await doneBefore(journal, [oncall, platform, shop])]).toEqual([undefined, []]);
});

test('a run that is through leaves nothing to continue', () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  journal.note(shop, 'lineage:1');
  journal.end();
  expect(new Journal(root, HOUR, false).continues).toBeUndefined();
});

test('a run on other stacks does not close the journal', async () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  journal.begin([stack('other')]);
  journal.note(stack('other'), 'lineage:1');
  journal.end();
  expect(await doneBefore(new Journal(root, HOUR, false), [oncall])).toEqual(['oncall']);
});
