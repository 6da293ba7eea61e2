import type { StackTerraform } from './commands';
import { runTerraform } from './run';

/** The state of a stack as `terraform show -json` prints it, sensitive values in plain text; undefined where it cannot be read. */
export async function stateJson({
  terraform,
  folder,
  environment,
  interruption,
}: StackTerraform): Promise<string | undefined> {
  const run = await runTerraform(terraform, ['show', '-json', '-no-color'], {
    folder,
    environment,
    timeoutMs: 60_000,
    ...(interruption === undefined ? {} : { interruption }),
  });
  return run.exitCode === 0 ? run.stdout : undefined;
}
