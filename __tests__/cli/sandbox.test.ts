import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch } from './harness';

afterAll(removeScratch);

function withRecord(text: string): string {
  const root = copyOfShipped();
  mkdirSync(join(root, '.catalog'));
  writeFileSync(join(root, '.catalog/sandbox.json'), text);
  return root;
}

test('an empty sandbox is said to be empty, and nothing of another environment to be there', async () => {
  const root = copyOfShipped();
  expect(await catalog(['sandbox', 'status', '--catalog', root])).toMatchObject({
    code: 0,
    out: 'The sandbox is empty. `catalog sandbox up` fills it.\n',
  });
  const other = withRecord('{"sandbox": {"stacks": [], "complete": true}}');
  expect(await catalog(['sandbox', 'status', '--env', 'lab', '--catalog', other])).toMatchObject({
    code: 0,
    out: 'Nothing of lab is in the sandbox. `catalog sandbox up` fills it.\n',
  });
});

test.each(['status', 'down'])('rejects a record that is no JSON with what to do about it: %s', async (command) => {
  const root = withRecord('{"sandbox"');
  expect(await catalog(['sandbox', command, '--catalog', root])).toEqual({
    code: 1,
    out: '',
    err: `catalog: ${root}/.catalog/sandbox.json is not JSON: remove it, and \`catalog sandbox up\` continues from the states\n`,
  });
});
