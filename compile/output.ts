import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isLocked, withOutputLock } from './output-lock';
import type { CompiledStack } from './synthesize';

/** cdktf's manifest has the version of the library that wrote it. */
const cdktfVersion = '0.21.0';
const manifest = 'manifest.json';
/** Where new files wait until all of them are there. */
const staging = '.writing';

export interface WrittenOutput {
  /** How many stacks are new or differ from what was there. */
  readonly written: number;
  /** Names of stacks that were there and are no more. */
  readonly removed: readonly string[];
}

/**
 * Writes stacks as `cdktf synth` does: `stacks/<stack>/cdk.tf.json` and `manifest.json`, and only what changed. All new
 * files are written aside first and put in place at the end, each in one step, the manifest last: where the disk is full
 * or rights are missing, the former output stays as it was.
 * @throws what the file system says, with the former output whole
 */
export function writeOutput(
  directory: string,
  stacks: readonly Pick<CompiledStack, 'name' | 'json' | 'dependencies'>[],
): WrittenOutput {
  const files = filesOf(stacks);
  const names = new Set(stacks.map(({ name }) => name));
  const idle = changed(directory, files).length === 0 && staleIn(directory, names).length === 0;
  if (idle && !isUnsettled(directory)) return { written: 0, removed: [] };
  mkdirSync(directory, { recursive: true });
  return withOutputLock(directory, () => {
    const different = changed(directory, files);
    stage(directory, different);
    for (const { path } of different) putInPlace(directory, path);
    const removed = staleIn(directory, names);
    for (const name of removed) rmSync(join(directory, 'stacks', name), { recursive: true, force: true });
    rmSync(join(directory, staging), { recursive: true, force: true });
    return { written: different.filter(({ path }) => path !== manifest).length, removed };
  });
}

interface OutputFile {
  /** Relative to the output. */
  readonly path: string;
  readonly text: string;
}

/** The manifest comes last. */
function filesOf(stacks: readonly Pick<CompiledStack, 'name' | 'json' | 'dependencies'>[]): OutputFile[] {
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
  return [
    ...stacks.map(({ name, json }) => ({ path: `stacks/${name}/cdk.tf.json`, text: json })),
    { path: manifest, text: JSON.stringify({ stacks: Object.fromEntries(entries), version: cdktfVersion }, null, 2) },
  ];
}

/** Whether a run was killed in here, or is at work. */
const isUnsettled = (directory: string) => existsSync(join(directory, staging)) || isLocked(directory);

function changed(directory: string, files: readonly OutputFile[]): OutputFile[] {
  return files.filter(({ path, text }) => textAt(join(directory, path)) !== text);
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Leaves nothing behind where one of the files cannot be written. */
function stage(directory: string, files: readonly OutputFile[]): void {
  const aside = join(directory, staging);
  // of a run that was killed
  rmSync(aside, { recursive: true, force: true });
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(aside, path)), { recursive: true });
      writeFileSync(join(aside, path), text);
      mkdirSync(dirname(join(directory, path)), { recursive: true });
    }
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

function putInPlace(directory: string, path: string): void {
  renameSync(join(directory, staging, path), join(directory, path));
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
