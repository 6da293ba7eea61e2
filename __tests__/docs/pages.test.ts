import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryDescriptions } from '../../docs/entry-descriptions';
import { pages } from '../../docs/pages/all';
import { fieldsOf } from '../../docs/schema-fields';
import { teamDescriptions } from '../../docs/team-descriptions';
import { builtIn } from '../../domain/catalog/defaults';
import { entrySchema } from '../../domain/catalog/schema/service';
import { teamSchema } from '../../domain/catalog/schema/team';

const root = join(__dirname, '../..');

test.each(Object.entries(pages))('%s is what `npm run docs` writes', (path, text) => {
  // said in a word: the difference is long, and the command mends it
  expect(readFileSync(join(root, path), 'utf8') === text()).toBe(true);
});

test('every field of an entry is described, and nothing else', () => {
  const paths = fieldsOf(entrySchema).map(({ path }) => path.replace(/^environments\.<name>\./, ''));
  expect([...new Set(paths)].sort()).toEqual(Object.keys(entryDescriptions).sort());
});

test('every field of a team is described, and nothing else', () => {
  const paths = fieldsOf(teamSchema).map(({ path }) => path);
  expect([...new Set(paths)].sort()).toEqual(Object.keys(teamDescriptions).sort());
});

test('the defaults that are built in are fields of an entry', () => {
  const paths = fieldsOf(entrySchema).map(({ path }) => path.replaceAll('[]', '.*'));
  for (const { path } of builtIn) expect(paths).toContain(path);
});
