import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of Prometheus that this machine does not have; the message says how to get it. */
export class MissingProgram extends Error {}

/**
 * Where `promtool` or `prometheus` is: what PROMTOOL or PROMETHEUS names, else on the PATH, else in this checkout's
 * `.cache/bin`, where `.ci/install-promtool` builds it.
 * @throws MissingProgram
 */
export function findProgram(
  name: 'promtool' | 'prometheus',
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const named = env[name.toUpperCase()];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new MissingProgram(`${name.toUpperCase()} names ${named}, which is no program`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...folders, join(__dirname, '..', '.cache', 'bin')]
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (found !== undefined) return found;
  throw new MissingProgram(
    `${name} is not on the PATH; it comes with Prometheus, or .ci/install-promtool builds it (${name.toUpperCase()} may name it)`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
