import { Command, CommanderError } from 'commander';
import { UnreadableCatalog } from '../compile/read';
import { SandboxFault } from '../sandbox/fault';
import { fileFaultText, isFileFault } from './file-fault';
import { CommandError, type ExitCode, exitCode, type Io, processIo } from './io';
import { version } from './package.json';
import type { Register } from './subcommand';
import { subcommandsFor } from './subcommands';

/** Runs the command. Never throws for what a user can cause, and never ends the process. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = new Command('catalog')
    .description('Service reliability as code: one YAML file per service, compiled into Terraform.')
    .version(version)
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.width })
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', exitHelp);
  const register: Register = {
    program,
    io,
    action:
      (act) =>
      async (...actionArgs) => {
        code = await act(...actionArgs);
      },
  };
  for (const subcommand of subcommandsFor(args)) subcommand(register);
  for (const command of program.commands) inherit(command, program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, io);
  }
}

/** Output and exit handling of a command, down through its subcommands. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}

function failure(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.failed;
  if ([CommandError, UnreadableCatalog, SandboxFault].some((kind) => error instanceof kind)) {
    io.err(`catalog: ${(error as Error).message}\n`);
    return exitCode.failed;
  }
  const fault = error as Error & { code?: string };
  io.err(`catalog: ${isFileFault(fault) ? fileFaultText(fault) : (fault.stack ?? String(error))}\n`);
  return exitCode.failed;
}

const exitHelp = `
Exit codes: 0 done, nothing to say; 1 failed, or the input is wrong; 2 worked and found something;
3 a guard blocks; 130 interrupted.`;
