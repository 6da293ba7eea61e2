import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document } from 'yaml';
import { entryDescriptions } from '../../docs/entry-descriptions';
import { loadExample } from '../../docs/examples/catalog';
import { pages, references } from '../../docs/pages/all';
import { environmentDefaults } from '../../docs/pages/environment';
import { fieldsIn, rootOf } from '../../docs/pages/field-reference';
import { fieldsOf } from '../../docs/schema-fields';
import { builtIn } from '../../domain/catalog/defaults';
import { Fields } from '../../domain/catalog/fields';
import { resolveEnvironment } from '../../domain/catalog/resolve/environment';
import { entrySchema } from '../../domain/catalog/schema/service';

const root = join(__dirname, '../..');

test.each(Object.entries(pages))('%s is what `npm run docs` writes', (path, text) => {
  // said in a word: the difference is long, and the command mends it
  expect(readFileSync(join(root, path), 'utf8') === text()).toBe(true);
});

describe.each(Object.entries(references))('of %s', (_, reference) => {
  const { described, ofEntry } = fieldsIn(reference);

  test('every field is described, and nothing else', () => {
    const paths = described.map(({ path }) => path);
    expect([...new Set(paths)].sort()).toEqual(Object.keys(reference.descriptions).sort());
  });

  test('every field stands in one section', () => {
    const roots = described.map(({ path }) => rootOf(path));
    expect(reference.sections.flatMap(({ keys }) => keys).sort()).toEqual([...new Set(roots)].sort());
  });

  test('what is left to the entry’s page is described there', () => {
    expect(ofEntry.filter((path) => !(path in entryDescriptions))).toEqual([]);
  });
});

test('the defaults that are built in are fields of an entry', () => {
  const paths = fieldsOf(entrySchema).map(({ path }) => path.replaceAll('[]', '.*'));
  for (const { path } of builtIn) expect(paths).toContain(path);
});

test.each(Object.entries(environmentDefaults))('an environment that says nothing has %s: %s', (path, value) => {
  const resolved = (...said: (readonly [path: string, value: unknown])[]) => {
    const text = new Document({});
    for (const [at, what] of said) text.setIn(at.split('.'), what);
    return resolveEnvironment(new Fields(text.toJSON()));
  };
  // PagerDuty's settings count where on-call is the environment's own
  const own = path.startsWith('pagerduty.') ? ([['oncall', 'own']] as const) : [];
  expect(resolved(...own, [path, value])).toEqual(resolved(...own));
});

test.each([
  ['docs/team.md', 'config/teams/payments.yaml'],
  ['docs/environment.md', 'config/environments/production.yaml'],
])('the example of %s has no fault', (page, file) => {
  const [, example] = readFileSync(join(root, page), 'utf8').split(/^```(?:yaml)?\n/m);
  const { diagnostics, sources } = loadExample({ [file]: example });
  expect([...sources.keys()]).toContain(file);
  expect(diagnostics).toEqual([]);
});
