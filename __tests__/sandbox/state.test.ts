import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resourceCounts, restoreState, stateResources } from '../../sandbox/state';
import { statePath } from '../../terraform/work-folder';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
  mkdirSync(dirname(statePath(root, 'a')), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const group = { mode: 'managed', type: 'aws_autoscaling_group', instances: [{ attributes: { id: 'a' } }] };
const whole = JSON.stringify({ resources: [group, { ...group, mode: 'data' }] });

test('counts what a state holds, data sources aside', () => {
  writeFileSync(statePath(root, 'a'), whole);
  expect(resourceCounts(root, 'a')).toEqual({ aws_autoscaling_group: 1 });
});

test.each([
  ['that is not there', undefined],
  ['that is empty', ''],
  ['that was cut short', whole.slice(0, 40)],
])('a state %s counts for nothing', (_, text) => {
  if (text !== undefined) writeFileSync(statePath(root, 'a'), text);
  expect(resourceCounts(root, 'a')).toEqual({});
});

test('a state that was cut short gives way to its backup', () => {
  writeFileSync(statePath(root, 'a'), whole.slice(0, 40));
  writeFileSync(`${statePath(root, 'a')}.backup`, whole);
  expect(() => stateResources(root, 'a')).toThrow();
  restoreState(root, 'a');
  expect(resourceCounts(root, 'a')).toEqual({ aws_autoscaling_group: 1 });
});
