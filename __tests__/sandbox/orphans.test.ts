import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clearOrphans } from '../../sandbox/orphans';
import { worldPath } from '../../sandbox/record';
import { World, type WorldResource } from '../../sandbox/world';
import { statePath } from '../../terraform/work-folder';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
  mkdirSync(dirname(statePath(root, 'a')), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const resource = (id: string, stack?: string, group = 'g'): WorldResource => ({
  type: 'aws_autoscaling_policy',
  id,
  attributes: { id, autoscaling_group_name: group },
  ...(stack === undefined ? {} : { stack }),
});
const state = (...attributes: object[]) =>
  JSON.stringify({
    resources: [
      { mode: 'managed', type: 'aws_autoscaling_policy', instances: attributes.map((one) => ({ attributes: one })) },
    ],
  });

async function worldOf(...resources: WorldResource[]): Promise<World> {
  const world = new World(worldPath(root));
  await world.change((draft) => void draft.resources.push(...resources));
  return world;
}

test('what a stack made and Terraform never wrote down goes; everything else stays', async () => {
  const world = await worldOf(
    resource('cpu', 'a', 'written'),
    resource('cpu', 'a', 'lost'),
    resource('cpu', 'elsewhere'),
    resource('by-hand'),
  );
  writeFileSync(statePath(root, 'a'), state({ id: 'cpu', autoscaling_group_name: 'written' }));
  await clearOrphans(root, world, ['a']);
  expect(world.resources.map(({ attributes, stack }) => [attributes.autoscaling_group_name, stack])).toEqual([
    ['g', undefined],
    ['written', 'a'],
    ['g', 'elsewhere'],
  ]);
});

test('a half-written state gives way to its backup', async () => {
  const world = await worldOf(resource('cpu', 'a'));
  writeFileSync(statePath(root, 'a'), '{"resources": [');
  writeFileSync(`${statePath(root, 'a')}.backup`, state({ id: 'cpu', autoscaling_group_name: 'g' }));
  await clearOrphans(root, world, ['a']);
  expect(world.resources).toHaveLength(1);
});

test('temporary files of a killed process go', async () => {
  const world = await worldOf();
  writeFileSync(`${world.path}.4711.tmp`, 'half');
  await clearOrphans(root, world, []);
  expect(readdirSync(dirname(world.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
