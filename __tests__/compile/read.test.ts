import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readBase, readFolder, readGitRef, UnreadableCatalog } from '../../compile/read';
import { maxFileBytes } from '../../domain/catalog/text/limits';

let root: string;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'read-')), 'shop');
  put('services/cart.yaml', 'name: cart\n');
  put('config/tiers.yaml', '1: {}\n');
  put('config/teams/shop.yaml', 'name: shop\n');
  put('files/cart.sh', 'true\n');
  put('notes.md', 'not of the catalog\n');
});
afterEach(() => rmSync(dirname(root), { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8');

describe('a folder', () => {
  test('lists services and config, and reads on demand', () => {
    const files = readFolder(root);
    expect(files.paths).toEqual(['config/teams/shop.yaml', 'config/tiers.yaml', 'services/cart.yaml']);
    expect(text(files.read('services/cart.yaml'))).toBe('name: cart\n');
    expect(text(files.read('files/cart.sh'))).toBe('true\n');
    expect(files.read('files/none.sh')).toBeUndefined();
    expect(files.read('files')).toBeUndefined();
  });

  test('gives nothing that lies outside, whatever the way', () => {
    writeFileSync(join(root, '../secret'), 'secret');
    symlinkSync('../../secret', join(root, 'files/link'));
    symlinkSync('..', join(root, 'files/up'));
    const files = readFolder(root);
    for (const path of ['../secret', 'files/../../secret', 'files/link', 'files/up/../secret', '/etc/passwd']) {
      expect(files.read(path)).toBeUndefined();
    }
    expect(text(files.read('files/up/notes.md'))).toBe('not of the catalog\n');
  });

  test('reads of a large file no more than tells that it is too large', () => {
    put('services/large.yaml', 'x'.repeat(10_000_000));
    expect(readFolder(root).read('services/large.yaml')?.length).toBe(maxFileBytes + 1);
  });

  test('rejects a folder that is no catalog, and says what one is', () => {
    expect(() => readFolder(join(root, 'files'))).toThrow(UnreadableCatalog);
    expect(() => readFolder(join(root, 'files'))).toThrow(/has no folder services\/.*--catalog/);
  });

  test('rejects a folder whose rights keep it from being read, and says which', () => {
    const { readdirSync } = fs;
    const refused = jest.spyOn(fs, 'readdirSync').mockImplementation(((path: string, options: never) => {
      if (path.endsWith('teams')) throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
      return readdirSync(path, options);
    }) as typeof readdirSync);
    expect(() => readFolder(root)).toThrow(
      new UnreadableCatalog(`the folder ${root}/config/teams cannot be read (EACCES): change its rights`),
    );
    refused.mockRestore();
  });
});

describe('a commit', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: dirname(root),
      stdio: 'pipe',
    });

  beforeEach(() => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    put('services/cart.yaml', 'name: cart\ntier: 2\n');
    put('services/with space é.yaml', 'name: x\n');
  });

  test('gives the catalog as it was, though it lies below the root of the repository', () => {
    const files = readGitRef(root, 'HEAD');
    expect(files.paths).toEqual(['config/teams/shop.yaml', 'config/tiers.yaml', 'services/cart.yaml']);
    expect(text(files.read('services/cart.yaml'))).toBe('name: cart\n');
    expect(text(files.read('files/cart.sh'))).toBe('true\n');
    expect(files.read('files/none.sh')).toBeUndefined();
  });

  test('keeps names and bytes whatever they are', () => {
    put('services/odd.yaml', 'name: "\u0000\n\r\n');
    git('add', '.');
    git('commit', '-qm', 'second');
    const files = readGitRef(root, 'HEAD');
    expect(text(files.read('services/with space é.yaml'))).toBe('name: x\n');
    expect(text(files.read('services/odd.yaml'))).toBe('name: "\u0000\n\r\n');
    expect(text(readGitRef(root, 'HEAD~1').read('services/cart.yaml'))).toBe('name: cart\n');
  });

  test('follows links as a folder does, and gives nothing that lies outside', () => {
    symlinkSync('cart.yaml', join(root, 'services/link.yaml'));
    symlinkSync('/etc/hosts', join(root, 'services/outside.yaml'));
    symlinkSync('nowhere', join(root, 'services/dangling.yaml'));
    symlinkSync('cart.sh', join(root, 'files/link.sh'));
    git('add', '.');
    git('commit', '-qm', 'links');
    const [folder, commit] = [readFolder(root), readGitRef(root, 'HEAD')];
    expect(commit.paths).toEqual(folder.paths);
    for (const path of [...commit.paths, 'files/link.sh', 'files', 'files/none.sh', 'two\nlines'])
      expect([path, text(commit.read(path))]).toEqual([path, text(folder.read(path))]);
    expect(text(commit.read('services/link.yaml'))).toBe('name: cart\ntier: 2\n');
    expect(commit.read('services/outside.yaml')).toBeUndefined();
  });

  test('rejects what is neither a folder nor a commit', () => {
    expect(() => readGitRef(root, 'nowhere')).toThrow(/neither a directory nor a commit/);
    expect(() => readGitRef(root, '--upload-pack=touch /tmp/x')).toThrow(/no git ref/);
    expect(() => readGitRef(join(root, '..'), 'HEAD')).toThrow(/holds no catalog/);
  });

  test('is the base where no folder of that name holds a catalog', () => {
    expect(text(readBase(root, 'HEAD').read('services/cart.yaml'))).toBe('name: cart\n');
    expect(text(readBase(root, root).read('services/cart.yaml'))).toBe('name: cart\ntier: 2\n');
  });
});
