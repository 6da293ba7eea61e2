import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledStack } from './synthesize';

/** cdktf's manifest has the version of the library that wrote it. */
const cdktfVersion = '0.21.0';

/**
 * Writes stacks as `cdktf synth` does: `stacks/<stack>/cdk.tf.json` and `manifest.json`. Only what changed is written,
 * each file in one step; the manifest comes last, and what it no longer names goes after it, so that whoever reads in
 * between finds the former output or the new one.
 */
export function writeOutput(
  directory: string,
  stacks: readonly CompiledStack[],
): { written: number; removed: string[] } {
  const former = stacksIn(directory);
  mkdirSync(join(directory, 'stacks'), { recursive: true });
  let written = 0;
  for (const stack of stacks) {
    mkdirSync(join(directory, 'stacks', stack.name), { recursive: true });
    if (writeIfChanged(join(directory, 'stacks', stack.name, 'cdk.tf.json'), stack.json)) written++;
  }
  writeIfChanged(join(directory, 'manifest.json'), manifestOf(stacks));
  return { written, removed: removeStale(directory, former, new Set(stacks.map(({ name }) => name))) };
}

/** Name of what is being written; another process's leftovers never meet it. */
const temporary = (path: string) => `${path}.${process.pid}.tmp`;

export function writeIfChanged(path: string, text: string): boolean {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false;
  try {
    writeFileSync(temporary(path), text);
    renameSync(temporary(path), path);
  } catch (error) {
    rmSync(temporary(path), { force: true });
    throw error;
  }
  return true;
}

function manifestOf(stacks: readonly CompiledStack[]): string {
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
  return JSON.stringify({ stacks: Object.fromEntries(entries), version: cdktfVersion }, null, 2);
}

/**
 * A stack that is gone leaves no folder behind: `cdktf deploy` would find it, nobody would review it. Only what the
 * former manifest names: the directory may hold other things.
 */
function removeStale(directory: string, former: readonly string[], names: ReadonlySet<string>): string[] {
  const stale = former.filter((name) => !names.has(name) && /^[a-z][a-z0-9-]*$/.test(name));
  for (const name of stale) rmSync(join(directory, 'stacks', name), { recursive: true, force: true });
  return stale;
}

/** Names of the stacks of an output as it stands; none where there is no readable manifest. */
function stacksIn(directory: string): string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).stacks);
  } catch {
    return [];
  }
}
