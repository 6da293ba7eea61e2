import { execFileSync } from 'node:child_process';
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { CatalogFiles } from '../domain/catalog/read-files';
import { maxFileBytes } from '../domain/catalog/text/limits';

/** Folders of a catalog that hold its data; `files/` and whatever an entry names are read on demand. */
const dataFolders = ['services', 'config'];

/** The catalog cannot be read at all; the message says what to do. */
export class UnreadableCatalog extends Error {}

/**
 * A catalog in a folder.
 * @throws UnreadableCatalog where the folder holds no `services/` and `config/`, or one of its folders cannot be read
 */
export function readFolder(root: string): CatalogFiles {
  for (const folder of dataFolders) {
    if (!isDirectory(join(root, folder))) {
      throw new UnreadableCatalog(`${root} is no catalog: it has no folder ${folder}/. Name one with --catalog DIR.`);
    }
  }
  const paths = dataFolders.flatMap((folder) => filesBelow(root, folder)).sort();
  const home = realpathSync(root);
  return {
    paths,
    read: (path) => {
      const full = resolve(root, path);
      try {
        // a link that leads out of the catalog is no file of it
        if (!isInside(home, realpathSync(full)) || !statSync(full).isFile()) return undefined;
        return readBounded(full);
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * The catalog at a commit of the repository that holds `root`, without touching the work tree.
 * @throws UnreadableCatalog where the ref or the catalog in it does not exist
 */
export function readGitRef(root: string, ref: string): CatalogFiles {
  if (ref.startsWith('-')) throw new UnreadableCatalog(`${JSON.stringify(ref)} is no git ref`);
  const commit = git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
    ?.toString()
    .trim();
  if (!commit)
    throw new UnreadableCatalog(`${JSON.stringify(ref)} is neither a directory nor a commit of this repository`);
  const prefix = (git(root, ['rev-parse', '--show-prefix'])?.toString() ?? '').trim();
  const listing = git(root, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
    ...dataFolders.map((one) => `${prefix}${one}`),
  ]);
  const paths = (listing?.toString() ?? '')
    .split('\0')
    .filter((line) => /^1[02]0/.test(line))
    .map((line) => line.slice(line.indexOf('\t') + 1 + prefix.length))
    .sort();
  if (paths.length === 0) throw new UnreadableCatalog(`${ref} holds no catalog in ${prefix || 'its root'}`);
  const blobs = readBlobs(root, commit, prefix, paths);
  return {
    paths,
    read: (path) => blobs.get(path) ?? readBlobs(root, commit, prefix, [path]).get(path),
  };
}

/** A directory as it stands, else a git ref. */
export function readBase(root: string, base: string): CatalogFiles {
  const directory = resolve(base);
  return isCatalogFolder(directory) ? readFolder(directory) : readGitRef(root, base);
}

export const isCatalogFolder = (directory: string) => isDirectory(join(directory, 'services'));

/** Files of a commit through one git process; links are followed as far as they stay in the commit. */
function readBlobs(root: string, commit: string, prefix: string, paths: readonly string[]): Map<string, Uint8Array> {
  // git is asked line by line
  const asked = paths.filter((path) => !path.includes('\n'));
  const input = asked.map((path) => `${commit}:${prefix}${path}\n`).join('');
  const output = git(root, ['cat-file', '--batch', '--follow-symlinks'], input) ?? Buffer.alloc(0);
  const blobs = new Map<string, Uint8Array>();
  let at = 0;
  for (const path of asked) {
    const begin = output.indexOf(10, at) + 1;
    // an object and its kind, or why there is none: with a text behind it, or (`missing`) without
    const [, kind, size] = /^(?:[0-9a-f]+ )?(\w+) (\d+)$/.exec(output.subarray(at, begin - 1).toString()) ?? [];
    const end = begin + Number(size ?? -1);
    if (kind === 'blob') blobs.set(path, output.subarray(begin, end));
    at = end + 1;
  }
  return blobs;
}

/** What git prints; undefined where it fails. */
export function git(cwd: string, args: readonly string[], input?: string): Buffer | undefined {
  try {
    return execFileSync('git', args, { cwd, input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1024 ** 3 });
  } catch {
    return undefined;
  }
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(root, folder).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return [path];
  });
}

function entriesOf(root: string, folder: string): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    const { code } = error as { readonly code?: string };
    throw new UnreadableCatalog(`the folder ${join(root, folder)} cannot be read (${code}): change its rights`);
  }
}

/** One byte more than allowed tells that a file is too large, without reading the rest. */
function readBounded(path: string): Uint8Array {
  const size = statSync(path).size;
  return size > maxFileBytes ? new Uint8Array(maxFileBytes + 1) : readFileSync(path);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory() || statSync(path).isDirectory();
  } catch {
    return false;
  }
}
