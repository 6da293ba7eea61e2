import { join } from 'node:path';
import type { StackTerraform } from '../terraform/commands';
import { stackConfiguration } from '../terraform/configuration';
import { runTerraform } from '../terraform/run';
import { textOf } from '../terraform/work-folder';

/**
 * Lineage and serial of a stack's state: equal where nothing was written in between. `none` where there is no state;
 * undefined where it cannot be read.
 */
export async function stateVersion(stack: StackTerraform): Promise<string | undefined> {
  const configuration = stackConfiguration(textOf(join(stack.folder, 'cdk.tf.json')) ?? '{}');
  const local = configuration.terraform?.backend?.local?.path;
  if (typeof local === 'string') return versionIn(textOf(join(stack.folder, local)) ?? '');
  const run = await runTerraform(stack.terraform, ['state', 'pull'], {
    folder: stack.folder,
    environment: stack.environment,
    timeoutMs: 60_000,
    ...(stack.interruption === undefined ? {} : { interruption: stack.interruption }),
  });
  return run.exitCode === 0 ? versionIn(run.stdout) : undefined;
}

function versionIn(text: string): string | undefined {
  if (text.trim() === '') return 'none';
  try {
    const { lineage, serial } = JSON.parse(text) as { lineage?: string; serial?: number };
    return `${lineage}:${serial}`;
  } catch {
    return undefined;
  }
}
