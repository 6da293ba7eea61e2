import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isUnsettled, stagingOf, withOutputLock } from './output-lock';
import type { CompiledStack } from './synthesize';

/** cdktf's manifest has the version of the library that wrote it. */
const cdktfVersion = '0.21.0';
const manifest = 'manifest.json';

export interface WrittenOutput {
  /** How many stacks are new or differ from what was there. */
  readonly written: number;
  /** Names of stacks that were there and are no more. */
  readonly removed: readonly string[];
}

/** A stack to be written; its JSON is asked for when its turn comes, and not kept. */
export type OutputStack = Pick<CompiledStack, 'name' | 'json' | 'dependencies'>;

/**
 * Writes stacks as `cdktf synth` does: `stacks/<stack>/cdk.tf.json` and `manifest.json`, and only what changed. All new
 * files are written aside first and put in place at the end, each in one step, the manifest last: where the disk is full
 * or rights are missing, the former output stays as it was.
 * @param keepStale leaves the folders of stacks that are no more, which the manifest then does not name
 * @throws what the file system says, with the former output whole
 */
export function writeOutput(
  directory: string,
  stacks: readonly OutputStack[],
  { keepStale = false }: { readonly keepStale?: boolean } = {},
): WrittenOutput {
  const files = filesOf(stacks);
  const names = new Set(stacks.map(({ name }) => name));
  const stale = () => (keepStale ? [] : staleIn(directory, names));
  const staging = stagingOf(directory);
  try {
    const standing: Standing = new Map();
    stage(directory, staging, files, standing);
    const idle = standing.size === files.length && stale().length === 0;
    if (idle && !isUnsettled(directory)) return { written: 0, removed: [] };
    mkdirSync(directory, { recursive: true });
    return withOutputLock(directory, () => {
      stage(directory, staging, files.filter(overtaken(directory, standing)), standing);
      const different = files.filter(({ path }) => !standing.has(path));
      for (const { path } of different) putInPlace(staging, directory, path);
      const removed = stale();
      for (const name of removed) rmSync(join(directory, 'stacks', name), { recursive: true, force: true });
      return { written: different.filter(({ path }) => path !== manifest).length, removed };
    });
  } finally {
    // nothing to remove may also mean that its directory is a file, which is the fault to tell of
    if (existsSync(staging)) rmSync(staging, { recursive: true, force: true });
  }
}

interface OutputFile {
  /** Relative to the output. */
  readonly path: string;
  readonly text: () => string;
}

/** Path → version of the file that holds the right text already. */
type Standing = Map<string, string>;

/** The manifest comes last. */
function filesOf(stacks: readonly OutputStack[]): OutputFile[] {
  const entries = stacks.map((stack) => [
    stack.name,
    {
      annotations: [],
      constructPath: stack.name,
      dependencies: stack.dependencies,
      name: stack.name,
      stackMetadataPath: `stacks/${stack.name}/metadata.json`,
      synthesizedStackPath: `stacks/${stack.name}/cdk.tf.json`,
      workingDirectory: `stacks/${stack.name}`,
    },
  ]);
  const whole = { stacks: Object.fromEntries(entries), version: cdktfVersion };
  return [
    ...stacks.map((stack) => ({ path: `stacks/${stack.name}/cdk.tf.json`, text: () => stack.json })),
    { path: manifest, text: () => JSON.stringify(whole, null, 2) },
  ];
}

/** Writes aside what does not stand there yet, and notes what does. */
function stage(directory: string, staging: string, files: readonly OutputFile[], standing: Standing): void {
  for (const { path, text } of files) {
    const version = versionOf(join(directory, path));
    const wanted = text();
    if (textAt(join(directory, path)) === wanted) {
      standing.set(path, version);
      continue;
    }
    standing.delete(path);
    mkdirSync(dirname(join(staging, path)), { recursive: true });
    writeFileSync(join(staging, path), wanted);
    mkdirSync(dirname(join(directory, path)), { recursive: true });
  }
}

/** Whether another run has written a file since it stood there as it should. */
const overtaken =
  (directory: string, standing: Standing) =>
  ({ path }: OutputFile) =>
    standing.has(path) && standing.get(path) !== versionOf(join(directory, path));

/** Its folder may have gone since: another run takes away stacks that it does not know. */
function putInPlace(staging: string, directory: string, path: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  renameSync(join(staging, path), join(directory, path));
}

/** Empty where there is no file. */
function versionOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Stacks that are there and no longer wanted: `cdktf deploy` would find them, and nobody would review them. Only folders
 * with a synthesized stack in them: the directory may hold other things.
 */
function staleIn(directory: string, names: ReadonlySet<string>): string[] {
  const stacks = join(directory, 'stacks');
  return foldersIn(stacks).filter(
    (name) => !names.has(name) && textAt(join(stacks, name, 'cdk.tf.json')) !== undefined,
  );
}

function foldersIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
  } catch {
    return [];
  }
}
