import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const shipped = resolve(__dirname, '../..');
let root: string;

/** A project of two modules, built. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-bundle-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('cli/run.ts', "import { word } from './word';\nexport const run = (): string => `${word} ${__dirname}`;\n");
  write('cli/word.ts', "export const word: string = 'first';\n");
  write('sandbox/provider/main.ts', 'export const served = true;\n');
  write('package-lock.json', '{}');
  write('node_modules/.package-lock.json', '{}');
  cpSync(join(shipped, 'bundle'), join(root, 'bundle'), { recursive: true });
  for (const name of ['esbuild', '@esbuild', 'tsx', 'get-tsconfig', 'resolve-pkg-maps']) {
    try {
      symlinkSync(join(shipped, 'node_modules', name), join(root, 'node_modules', name));
    } catch {
      // not every version of them needs all
    }
  }
  build();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const build = () => execFileSync(process.execPath, [join(root, 'bundle/build.js')]);

function loaded(env: Record<string, string> = {}): { said: string; bundled: boolean } {
  const program = `const { exports, bundled } = require(${JSON.stringify(join(root, 'bundle/load.js'))}).load('cli/run.ts');
    console.log(JSON.stringify({ said: exports.run(), bundled }))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { env: { ...process.env, ...env } }).toString());
}

const inSources = () => join(root, 'cli');

test('what was built is run while the sources are what it was built from, and knows where they lie', () => {
  expect(loaded()).toEqual({ said: `first ${inSources()}`, bundled: true });
});

test('the sources themselves are run where that is asked for', () => {
  expect(loaded({ CATALOG_FROM_SOURCES: '1' })).toEqual({ said: `first ${inSources()}`, bundled: false });
});

test('an edit of a source of the same length is seen at once, and taken into the next build', () => {
  const path = join(root, 'cli/word.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace('first', 'other'));
  expect(loaded()).toEqual({ said: `other ${inSources()}`, bundled: false });
  build();
  expect(loaded()).toEqual({ said: `other ${inSources()}`, bundled: true });
});

test('a build leaves nothing of the one before', () => {
  const names = readdirSync(join(root, 'node_modules/.cache/catalog'));
  expect(names).toHaveLength(5);
});

test.each(['package-lock.json', 'node_modules/.package-lock.json'])('another %s is another installation', (name) => {
  const path = join(root, name);
  writeFileSync(path, '{"another": true}');
  expect(loaded().bundled).toBe(false);
  writeFileSync(path, '{}');
  expect(loaded().bundled).toBe(true);
});

test('a source that is gone, a bundle that is gone and a record that is cut off are no bundle', () => {
  const folder = join(root, 'node_modules/.cache/catalog');
  const record = readFileSync(join(folder, 'bundle.json'), 'utf8');
  writeFileSync(join(folder, 'bundle.json'), record.slice(0, 100));
  expect(loaded().bundled).toBe(false);
  writeFileSync(join(folder, 'bundle.json'), record);
  expect(loaded().bundled).toBe(true);
  const code = readdirSync(folder).find((name) => name.endsWith('cli-run-ts.js')) as string;
  rmSync(join(folder, code));
  expect(loaded()).toEqual({ said: `other ${inSources()}`, bundled: false });
});
