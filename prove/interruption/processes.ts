import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Ended {
  /** null after a signal. */
  readonly code: number | null;
  readonly said: string;
  readonly durationMs: number;
}

/** Runs a program; `onStart` may end it. */
export function runProcess(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  onStart: (pid: number) => void = () => {},
): Promise<Ended> {
  const begin = performance.now();
  const [program = '', ...args] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.once('error', reject);
    // not `close`: what a killed command leaves running holds its pipes
    child.once('exit', (code) => setImmediate(() => resolve({ code, said, durationMs: performance.now() - begin })));
    if (child.pid !== undefined) onStart(child.pid);
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
