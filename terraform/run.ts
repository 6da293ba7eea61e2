import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Interruption, UNINTERRUPTED } from './interruption';

export interface RunOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interruption?: Interruption;
  /** An apply finishes on the first interruption; everything else stops. */
  readonly finishes?: boolean;
  readonly timeoutMs?: number;
  /** Each line of stdout as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly endedBy?: 'timeout' | 'interruption';
}

/**
 * Between asking Terraform to end and asking again. It may be waiting for a provider that does not answer, and what asks
 * it while it still begins is lost; the second time it waits for nobody, frees its lock and ends.
 */
const GRACE_MS = { apply: 60_000, rest: 10_000 };
/** Until it is killed, and its lock stays. */
const LAST_GRACE_MS = 10_000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGINT');
});

/**
 * Runs Terraform, without a shell and in a process group of its own: a Ctrl-C at the terminal reaches this process
 * alone, which passes on what `interruption` says. Throws only when the program cannot be started.
 */
export function runTerraform(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { folder, environment, interruption = UNINTERRUPTED, finishes = false, timeoutMs, onLine } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let endedBy: RunResult['endedBy'];
    let patience: NodeJS.Timeout | undefined;
    const askAgain = () => {
      child.kill('SIGINT');
      patience = setTimeout(() => killGroup(child), LAST_GRACE_MS);
    };
    const end = (reason: NonNullable<RunResult['endedBy']>) => {
      endedBy ??= reason;
      child.kill('SIGINT');
      patience ??= setTimeout(askAgain, finishes ? GRACE_MS.apply : GRACE_MS.rest);
    };
    const interrupted = () => end('interruption');
    const asked = finishes ? interruption.forced : interruption.stopping;
    asked.addEventListener('abort', interrupted, { once: true });
    if (asked.aborted) interrupted();
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => end('timeout'), timeoutMs);

    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const over = () => {
      running.delete(child);
      clearTimeout(timer);
      clearTimeout(patience);
      asked.removeEventListener('abort', interrupted);
    };
    child.once('error', (error) => {
      over();
      reject(error);
    });
    child.once('close', (exitCode) => {
      over();
      resolve({ exitCode, stdout: lines.join('\n'), stderr, ...(endedBy === undefined ? {} : { endedBy }) });
    });
  });
}

/** Terraform and its plugins. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
}
