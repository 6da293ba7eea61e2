import { spawn } from 'node:child_process';
import type { Compilation } from '../compile/compile';
import { withSandboxLock } from '../sandbox/lock';
import { startSandboxProviders } from '../sandbox/providers';
import { CommandError, type ExitCode, exitCode, type Io } from './io';
import { recordSandboxes } from './sandbox-record';

type Compiled = Compilation & { readonly root: string; readonly nowMs: number };

/**
 * Runs a program, such as `cdktf deploy`, while the sandbox's providers are served to every Terraform that it starts.
 * Its exit code is this command's, as far as there is one for it.
 */
export function serve(
  { loaded, stacks, root, nowMs }: Compiled,
  environment: string,
  command: readonly string[],
  io: Io,
): Promise<ExitCode> {
  return withSandboxLock(root, async () => {
    const settle = await recordSandboxes({ loaded, root }, stacks);
    const providers = await startSandboxProviders(root, nowMs);
    try {
      const session = await providers.open();
      const own = {
        CATALOG_ENV: environment,
        CATALOG_ROOT: root,
        CATALOG_NOW: new Date(nowMs).toISOString(),
        DISABLE_VERSION_CHECK: '1',
      };
      const code = await ended(command, { ...session.environment, ...own }, io);
      session.close();
      settle(false);
      return code;
    } finally {
      await providers.stop();
    }
  });
}

/** A Ctrl-C at the terminal reaches the program too: it is waited for, and ends what it has in hand. */
function ended([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv, io: Io): Promise<ExitCode> {
  let interrupted = false;
  const onSignal = () => {
    interrupted = true;
  };
  const onTermination = () => child.kill('SIGTERM');
  const child = spawn(program, args, { cwd: io.cwd, env, stdio: io.live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onTermination);
  child.stdout?.setEncoding('utf8').on('data', io.out);
  child.stderr?.setEncoding('utf8').on('data', io.err);
  return new Promise<ExitCode>((resolve, reject) => {
    child.once('error', (error) => reject(new CommandError(`${program} cannot be run: ${error.message}`)));
    child.once('close', (code) =>
      resolve(interrupted ? exitCode.interrupted : code === 0 ? exitCode.done : exitCode.failed),
    );
  }).finally(() => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onTermination);
  });
}
