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
  journal.note(oncall);
  journal.note(platform);
}

test('a run that broke off is continued where it stood', () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  expect(journal.continues).toBe('1970-01-01T00:00:00.000Z');
  expect([...journal.doneBefore([oncall, platform, shop])]).toEqual(['oncall', 'platform']);
});

test('what has another configuration is done again, and so is what depends on it', () => {
  const root = scratch();
  broken(root);
  new Journal(root, 0, false).note(shop);
  const journal = new Journal(root, HOUR, false);
  expect([...journal.doneBefore([stack('oncall', [], '{"a": 1}'), platform, shop])]).toEqual(['platform']);
});

test.each([
  ['afresh', HOUR, true],
  ['after half a day', 13 * HOUR, false],
  ['before it began, by the clock', -HOUR, false],
])('rejects to continue %s', (_, nowMs, afresh) => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, nowMs, afresh);
  expect([journal.continues, journal.doneBefore([oncall, platform, shop]).size]).toEqual([undefined, 0]);
});

test('a run that is through leaves nothing to continue', () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  journal.note(shop);
  journal.end();
  expect(new Journal(root, HOUR, false).continues).toBeUndefined();
});

test('a run on other stacks does not close the journal', () => {
  const root = scratch();
  broken(root);
  const journal = new Journal(root, HOUR, false);
  journal.begin([stack('other')]);
  journal.note(stack('other'));
  journal.end();
  expect([...new Journal(root, HOUR, false).doneBefore([oncall])]).toEqual(['oncall']);
});
