import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../domain/diff/model';
import { count } from '../domain/diff/wording';
import { git } from './read';

/** What of a catalog is data: compiled, never compiling. */
const dataPaths = [/^services\//, /^config\/(teams|environments)\//, /^config\/[^/]+\.ya?ml$/, /^files\//];
/** What changes nothing that is compiled. */
const idlePaths = [/^docs\//, /^(.*\/)?__tests__\//, /\.md$/, /^\./, /^LICENSE/, /^cdktf\.out\//];
const providersFile = 'config/providers.json';

/**
 * Both sides are compiled by the code at hand: where that code, or a provider's version, changes too, comparing them
 * says nothing of it. Said first, as a change of its own.
 * @param data files that entries name, such as bootstrap scripts outside of `files/`
 * @param ref a commit; a base that is a directory has no code beside it
 * @returns undefined where nothing but data changes
 */
export function compilerChange(root: string, ref: string, data: ReadonlySet<string>): Change | undefined {
  const prefix = output(root, ['rev-parse', '--show-prefix']);
  const names = [
    ...lines(root, ['diff', '--name-only', '-z', '--no-renames', ref, '--', ':/']),
    ...lines(root, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ':/']),
  ];
  const files = [...new Set(names)]
    .map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name))
    .filter((name) => !data.has(name) && ![...dataPaths, ...idlePaths].some((pattern) => pattern.test(name)))
    .sort();
  if (files.length === 0) return undefined;
  const versions = files.includes(providersFile) ? versionLines(root, `${ref}:${prefix}${providersFile}`) : [];
  return {
    kind: 'compiler',
    summary: `the compiler changes too (${count(files.length, 'file')}): both sides below are compiled by the new one, so what it changes by itself shows in a plan of every stack only`,
    severity: 'warning',
    before: null,
    after: files,
    origin: { file: files[0] as string, line: 1 },
    details: [...versions, ...shown(files)],
  };
}

const shownFiles = 10;

function shown(files: readonly string[]): string[] {
  const rest = files.length - shownFiles;
  return [`${files.slice(0, shownFiles).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}

/** `provider aws 6.24.0 → 6.25.0`. */
function versionLines(root: string, before: string): string[] {
  const read = (text: string | undefined) => {
    try {
      return JSON.parse(text ?? '{}') as Record<string, { version?: string }>;
    } catch {
      return {};
    }
  };
  const [was, is] = [
    read(git(root, ['cat-file', 'blob', before])?.toString()),
    read(contentOf(join(root, providersFile))),
  ];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => was[name]?.version !== is[name]?.version)
    .map((name) => `provider ${name} ${was[name]?.version ?? 'none'} → ${is[name]?.version ?? 'none'}`);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const output = (root: string, args: readonly string[]) => (git(root, args)?.toString() ?? '').trim();
const lines = (root: string, args: readonly string[]) =>
  (git(root, args)?.toString() ?? '').split('\0').filter((line) => line !== '');
