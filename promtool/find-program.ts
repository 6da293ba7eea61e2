import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of Prometheus that this machine does not have; the message says how to get it. */
export class MissingProgram extends Error {}

/** Where `.ci/install-promtool` builds them. */
const checkoutFolder = join(__dirname, '..', '.cache', 'bin');

/**
 * Where `promtool` or `prometheus` is: what PROMTOOL or PROMETHEUS names, else on the PATH, else in this checkout's
 * `.cache/bin`.
 * @throws MissingProgram
 */
export function findProgram(
  name: 'promtool' | 'prometheus',
  env: Readonly<Record<string, string | undefined>> = process.env,
  built = checkoutFolder,
): string {
  const variable = name.toUpperCase();
  const remedy = `it comes with Prometheus, or .ci/install-promtool builds it (${variable} may name it)`;
  const named = env[variable];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new MissingProgram(`${variable} names ${named}, which is no program; ${remedy}`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...folders, built].map((folder) => join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  throw new MissingProgram(`${name} is not on the PATH; ${remedy}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
