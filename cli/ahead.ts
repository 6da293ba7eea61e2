import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Double, startDouble } from '../sandbox/double';
import { worldPath } from '../sandbox/record';
import { findTerraform, type TerraformBinary } from '../terraform/binary';
import type { Io } from './io';

/** What takes a while and needs nothing of what is planned: begun while the catalog is compiled. */
export interface Ahead {
  readonly terraform: Promise<TerraformBinary>;
  /** The sandbox's providers, where they will be asked for as far as can be told from here. */
  readonly double?: Promise<Double>;
  /** Ends what was begun; twice does no harm. */
  readonly stop: () => Promise<void>;
}

/**
 * Nothing of the sandbox's world changes by it.
 * @param environments names, as given on the command line
 */
export function startAhead(root: string, environments: readonly string[] | undefined, io: Io): Ahead {
  const terraform = findTerraform({ ...process.env, ...io.env });
  const double = environments?.some((name) => seemsSandbox(root, name)) ? startDouble(worldPath(root)) : undefined;
  // whoever asks for it is told
  double?.catch(() => {});
  return {
    terraform,
    ...(double ? { double } : {}),
    stop: async () => {
      await double?.then(
        (one) => one.stop(),
        () => {},
      );
    },
  };
}

/** A guess, before anything is read in earnest: where it is wrong, a process starts later, or in vain. */
function seemsSandbox(root: string, environment: string): boolean {
  try {
    const text = readFileSync(join(root, 'config', 'environments', `${environment}.yaml`), 'utf8');
    return existsSync(worldPath(root)) && /^sandbox: *true\b/m.test(text);
  } catch {
    return false;
  }
}
