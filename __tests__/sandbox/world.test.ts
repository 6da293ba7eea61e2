import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World, type WorldResource } from '../../sandbox/world';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-test-'));
  path = join(folder, 'world.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const team = (id: string): WorldResource => ({ type: 'pagerduty_team', id, attributes: { name: id } });
const add = (world: World, id: string) => world.change(({ resources }) => void resources.push(team(id)));

test('a world without a file is empty, and its file is sorted and whole', async () => {
  const world = new World(path);
  expect(world.resources).toEqual([]);
  await add(world, 'b');
  await add(world, 'a');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ resources: [team('a'), team('b')] });
  expect(readdirSync(folder)).toEqual(['world.json']);
});

test('two that write at once lose nothing of each other', async () => {
  const [one, two] = [new World(path), new World(path)];
  await Promise.all(Array.from({ length: 100 }, (_, at) => add(at % 2 === 0 ? one : two, `team-${at}`)));
  expect(new World(path).resources).toHaveLength(100);
});

test('an edit by hand is seen', async () => {
  const world = new World(path);
  await add(world, 'a');
  writeFileSync(path, JSON.stringify({ resources: [team('z')] }));
  expect(world.resources.map(({ id }) => id)).toEqual(['z']);
});

test('what a change throws reaches its caller, and changes nothing', async () => {
  const world = new World(path);
  const broken = world.change(({ resources }) => {
    resources.push(team('broken'));
    throw new Error('no');
  });
  const fine = add(world, 'fine');
  await expect(broken).rejects.toThrow('no');
  await fine;
  expect(world.resources.map(({ id }) => id)).toEqual(['fine']);
});

test('a number that a double cannot hold survives', async () => {
  writeFileSync(path, '{"resources": [{"type": "t", "id": "i", "attributes": {"n": 12345678901234567890}}]}');
  const world = new World(path);
  await add(world, 'a');
  expect(world.resources.find(({ type }) => type === 't')?.attributes.n).toBe('12345678901234567890');
});

test('rejects a file that is not a world', () => {
  writeFileSync(path, '{"resources": ');
  expect(() => new World(path).resources).toThrow(
    /world\.json is not JSON \(.*\): mend it, or remove it, and `catalog sandbox up` makes everything anew/,
  );
  writeFileSync(path, '{}');
  expect(() => new World(path).resources).toThrow('lacks its list of "resources"');
});
