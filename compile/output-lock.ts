import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writing takes seconds at most, even for a catalog of 10,000 services. */
const patienceMilliseconds = 60_000;
const pauseMilliseconds = 20;

/**
 * One run at a time writes an output; the lock of a process that is gone is taken over. Everything within is
 * synchronous, so a lock that renews itself would not do.
 * @throws Error where another process holds the lock for a minute
 */
export function withOutputLock<Result>(directory: string, run: () => Result): Result {
  const lock = join(directory, '.lock');
  const mine = join(directory, `.lock-${process.pid}`);
  // the lock is a link to a file that is complete: nobody ever reads half a process id
  writeFileSync(mine, String(process.pid));
  try {
    acquire(lock, mine);
    try {
      removeAbandoned(directory);
      return run();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Where a run's new files wait until all of them are there. */
export const stagingOf = (directory: string) => join(directory, `.writing-${process.pid}`);

/** Whether a run is at work in here, or died at it. */
export function isUnsettled(directory: string): boolean {
  return existsSync(directory) && readdirSync(directory).some((name) => /^\.(lock$|lock-|writing-)/.test(name));
}

function acquire(lock: string, mine: string): void {
  const until = Date.now() + patienceMilliseconds;
  while (!linked(mine, lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && !isAlive(holder) && removedOf(holder, lock, mine)) continue;
    if (Date.now() < until) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    else throw new Error(`process ${holder} writes this output: try again when it has ended, or remove ${lock}`);
  }
}

/**
 * Removes the lock of a process that is gone. Of many that find it, one may: the second would else remove the lock that
 * the first has taken since.
 * @returns false where another has that right
 */
function removedOf(holder: number, lock: string, mine: string): boolean {
  const right = `${lock}-of-${holder}`;
  if (!linked(mine, right)) {
    const remover = holderOf(right);
    if (remover !== undefined && !isAlive(remover)) rmSync(right, { force: true });
    return false;
  }
  try {
    if (holderOf(lock) === holder) rmSync(lock, { force: true });
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** What killed runs left behind. */
function removeAbandoned(directory: string): void {
  for (const name of readdirSync(directory)) {
    const pid = /^\.(?:lock|lock-of|writing)-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

function linked(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where the lock has gone meanwhile. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
