import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Ended {
  /** null after a signal. */
  readonly code: number | null;
  readonly said: string;
  readonly durationMs: number;
}

/** What happens to a program while it runs, after so many milliseconds or once it has said this. */
export interface Strike {
  readonly at: number | RegExp;
  readonly blow: (pid: number) => void;
}

export function runProcess(words: readonly string[], environment: NodeJS.ProcessEnv, strike?: Strike): Promise<Ended> {
  const begin = performance.now();
  const [program = '', ...args] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let pending = strike;
    const blow = () => {
      if (child.pid !== undefined) pending?.blow(child.pid);
      pending = undefined;
    };
    if (typeof strike?.at === 'number') setTimeout(blow, strike.at).unref();
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (pending?.at instanceof RegExp && pending.at.test(said)) blow();
      });
    child.once('error', reject);
    child.once('exit', (code) => {
      pending = undefined;
      // not `close`: what a killed command leaves running holds its pipes
      setTimeout(() => resolve({ code, said, durationMs: performance.now() - begin }), 50);
    });
  });
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself
  }
}

/** Kills a process and everything that it started. */
export function killTree(pid: number): void {
  // stopped first, it starts nothing more
  kill(pid, 'SIGSTOP');
  for (const one of [pid, ...descendants(pid)]) kill(one, 'SIGKILL');
}

function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    table.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** What runs in a folder or is told of it; nothing where the system does not tell. */
export function processesOf(folder: string): string[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return line.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}
