import type { CompiledStack } from '../compile/synthesize';
import type { StackTerraform } from '../terraform/commands';
import type { Interruption } from '../terraform/interruption';
import type { Limited } from '../terraform/limits';
import { type Purpose, prepareWorkFolder } from '../terraform/work-folder';

/** One step of one stack, as it ends. */
interface Step {
  readonly step: string;
  readonly stack: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  readonly count: number;
  readonly total: number;
  readonly durationMs: number;
}

/** What running Terraform for many stacks needs to know. */
export interface RunSetting {
  readonly catalogRoot: string;
  /** The program. */
  readonly terraform: string;
  readonly interruption: Interruption;
  readonly limited: Limited;
  readonly timeoutMs: number;
  readonly lockTimeoutSeconds: number;
  /** Known before anything is run, such as the environment's credentials. */
  readonly secrets: readonly string[];
  /** Where Terraform meets its providers, for one run on one stack. */
  readonly open: (stack: {
    readonly name: string;
    readonly dependencies: readonly string[];
    readonly json: string;
    readonly environment: string | undefined;
  }) => Promise<{ readonly environment: NodeJS.ProcessEnv; close(): void }>;
  readonly initInTurn: <T>(run: () => Promise<T>) => Promise<T>;
  readonly onProgress: (step: Step) => void;
  /** A line for whoever watches. */
  readonly onNote: (text: string) => void;
}

/** Runs `run` with the stack's configuration in its folder for a purpose, and its providers at hand. */
export async function withTerraform<T>(
  of: RunSetting,
  stack: Pick<CompiledStack, 'name' | 'dependencies' | 'json' | 'environment'>,
  purpose: Purpose,
  run: (terraform: StackTerraform) => Promise<T>,
): Promise<T> {
  const { name, dependencies, json, environment } = stack;
  const folder = prepareWorkFolder(of.catalogRoot, { name, json }, purpose);
  const session = await of.open({ name, dependencies, json, environment });
  const { terraform, interruption, timeoutMs, lockTimeoutSeconds } = of;
  try {
    return await run({
      terraform,
      interruption,
      timeoutMs,
      lockTimeoutSeconds,
      folder,
      environment: session.environment,
    });
  } finally {
    session.close();
  }
}
