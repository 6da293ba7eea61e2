import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LockOptions, lock } from 'proper-lockfile';
import { textOf, writeWhenChanged } from '../terraform/work-folder';
import { SandboxBusy } from './fault';

/**
 * One `up` or `down` at a time for a catalog. The lock of a process that is gone is taken over at once.
 * @throws SandboxBusy while another holds it, and what the file system says where none can be made
 */
export async function withSandboxLock<T>(catalogRoot: string, run: () => Promise<T>): Promise<T> {
  const folder = join(catalogRoot, '.catalog');
  mkdirSync(folder, { recursive: true });
  const release = await acquire(join(folder, 'sandbox'));
  try {
    return await run();
  } finally {
    await release();
  }
}

/**
 * Looking whether the holder is alive, removing its lock and taking one are a single step: of two commands that find a
 * dead holder, the second would else remove the lock of the first. Whoever dies within that step is waited for.
 */
async function acquire(target: string): Promise<() => Promise<void>> {
  const settle = await held(`${target}-turn`, { stale: 2_000, retries: { retries: 60, factor: 1, minTimeout: 50 } });
  try {
    const holder = Number(textOf(`${target}.pid`) ?? Number.NaN);
    if (!isAlive(holder)) rmSync(`${target}.lock`, { recursive: true, force: true });
    // who compiles a large catalog renews nothing for a while; who is gone is found by its id
    const release = await held(target, { stale: 120_000, update: 2_000 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ELOCKED') throw error;
      throw new SandboxBusy(`process ${holder} is at work on the sandbox of this catalog: try again when it has ended`);
    });
    // it stays when the lock goes: then it says nothing
    writeWhenChanged(`${target}.pid`, String(process.pid));
    return release;
  } finally {
    await settle();
  }
}

/**
 * A lock that may get lost, as when somebody removes its folder: that ends nobody's work, in the middle of an apply least
 * of all. Each state still has Terraform's own lock.
 */
async function held(target: string, options: LockOptions): Promise<() => Promise<void>> {
  const release = await lock(target, { realpath: false, onCompromised: () => {}, ...options });
  return () =>
    release().catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERELEASED') throw error;
    });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
