import { findTerraform, type TerraformBinary } from '../terraform/binary';
import { type Interruption, listenForInterruption } from '../terraform/interruption';
import { CommandError, type Io } from './io';
import { type StackProgress, stackProgress } from './stack-progress';

export interface TerraformSession {
  /** The program. */
  readonly terraform: string;
  readonly interruption: Interruption;
  readonly progress: StackProgress;
  /** Of this process, under what the command was given. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs `run` with Terraform at hand, progress on the error stream, and Ctrl-C as an interruption.
 * @param found where it was looked for before
 * @throws CommandError where Terraform is not at hand
 */
export async function withTerraform<T>(
  io: Io,
  run: (session: TerraformSession) => Promise<T>,
  found?: Promise<TerraformBinary>,
): Promise<T> {
  const env = { ...process.env, ...io.env };
  const terraform = await (found ?? findTerraform(env));
  if (terraform.kind === 'missing') throw new CommandError(terraform.message);
  const interruption = listenForInterruption();
  const progress = stackProgress(io);
  try {
    return await run({ terraform: terraform.path, interruption, progress, env });
  } finally {
    progress.end();
    interruption.release();
  }
}
