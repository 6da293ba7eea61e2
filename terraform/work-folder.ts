import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `<catalog>/.catalog/work/<stack>` (or another purpose's folder): as deep below the catalog as a stack's folder in `cdktf.out`, so that the relative
 * path of a local backend means the same file from both.
 */
export function workFolder(catalogRoot: string, stack: string, purpose: Purpose = 'work'): string {
  return join(catalogRoot, '.catalog', purpose, stack);
}

/** `plan` for what is planned and never applied, so that it is not in the way of what is. */
export type Purpose = 'work' | 'plan' | 'drift';

/** The state of a stack with a local backend. */
export function statePath(catalogRoot: string, stack: string): string {
  return join(catalogRoot, '.catalog', 'state', `${stack}.tfstate`);
}

/** Puts a stack's synthesized JSON into its work folder, and returns the folder. */
export function prepareWorkFolder(
  catalogRoot: string,
  stack: { readonly name: string; readonly json: string },
  purpose: Purpose = 'work',
): string {
  const folder = workFolder(catalogRoot, stack.name, purpose);
  // plans hold secrets in plain text
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWhenChanged(join(folder, 'cdk.tf.json'), stack.json);
  return folder;
}

/** Writes a file whole or not at all. */
export function writeWhenChanged(path: string, text: string): void {
  if (textOf(path) === text) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

/** undefined where there is no such file. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
