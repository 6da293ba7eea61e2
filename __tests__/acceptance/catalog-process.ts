import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { now, shipped } from '../cli/harness';

export interface Running {
  readonly child: ChildProcess;
  /** Resolves once the error stream or the output holds the text. */
  said(text: string): Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** The command in a process group of its own, to be interrupted or killed. */
export function startCatalog(root: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [join(shipped, 'cli/bin.js'), ...args, '--catalog', root], {
    cwd: root,
    env: { ...process.env, CATALOG_NOW: new Date(now).toISOString() },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { out: '', err: '' };
  const listeners = new Set<() => void>();
  for (const [stream, name] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ] as const) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      told[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...told }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (`${told.out}${told.err}`.includes(text)) resolve();
      };
      listeners.add(check);
      check();
      void ended.then(() => reject(new Error(`it never said ${text}: ${told.out}${told.err}`)));
    });
  return { child, said, ended };
}

/** Resolves once Terraform applies the stack: the lock of its local state says for what it was taken. */
export async function applying(root: string, stack: string): Promise<void> {
  const lock = join(root, '.catalog/state', `.${stack}.tfstate.lock.info`);
  while (!lockText(lock).includes('OperationTypeApply')) await wait(20);
}

function lockText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
