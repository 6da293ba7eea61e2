import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { textOf, writeWhenChanged } from '../terraform/work-folder';

/** Another command is at work on the sandbox. */
export class SandboxBusy extends Error {}

/** One `up` or `down` at a time for a catalog. The lock of a process that is gone is taken over at once. */
export async function withSandboxLock<T>(catalogRoot: string, run: () => Promise<T>): Promise<T> {
  const folder = join(catalogRoot, '.catalog');
  mkdirSync(folder, { recursive: true });
  const [target, holder] = [join(folder, 'sandbox'), join(folder, 'sandbox.pid')];
  const pid = Number(textOf(holder) ?? Number.NaN);
  if (Number.isInteger(pid) && !isAlive(pid)) rmSync(`${target}.lock`, { recursive: true, force: true });
  let release: () => Promise<void>;
  try {
    release = await lock(target, { realpath: false, stale: 10_000 });
  } catch {
    throw new SandboxBusy(`another command is at work on the sandbox of this catalog (process ${pid})`);
  }
  try {
    writeWhenChanged(holder, String(process.pid));
    return await run();
  } finally {
    rmSync(holder, { force: true });
    await release();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
