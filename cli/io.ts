import { fileFaultText } from './file-fault';

/** What a command may touch of the process it runs in; tests bring their own. */
export interface Io {
  /** What was asked for: text, or one JSON document. */
  readonly out: (text: string) => void;
  /** Diagnostics and progress. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether the output and the error stream are terminals: colours and progress bars. */
  readonly colour: boolean;
  readonly live: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Epoch milliseconds, where neither `--now` nor CATALOG_NOW says otherwise. */
  readonly now: () => number;
}

export function processIo(): Io {
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on('error', onUnwritten);
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    env,
    cwd: process.cwd(),
    colour: Boolean(stdout.isTTY) && env.NO_COLOR === undefined,
    live: Boolean(stderr.isTTY) && env.CI === undefined,
    width: stdout.columns || 100,
    now: () => Date.now(),
  };
}

/**
 * Whoever reads may go before the end (`| head`, a terminal that is closed): what the command does is done all the same.
 * Output that finds no room is a failure.
 */
function onUnwritten(fault: NodeJS.ErrnoException): void {
  if (fault.code === 'EPIPE' || fault.code === 'EIO') return;
  process.stderr.write(`catalog: ${fileFaultText(fault)}\n`);
  process.once('exit', () => {
    process.exitCode = exitCode.failed;
  });
}

/** Exit codes of every command. */
export const exitCode = {
  /** Done, and nothing to say. */
  done: 0,
  /** The command failed, or the input is wrong. */
  failed: 1,
  /** It worked and found something. */
  found: 2,
  /** A guard blocks. */
  blocked: 3,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The command cannot go on; the message says what to do. Printed without a stack, exit code 1. */
export class CommandError extends Error {}
