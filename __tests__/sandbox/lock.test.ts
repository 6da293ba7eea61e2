import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxBusy } from '../../sandbox/fault';
import { withSandboxLock } from '../../sandbox/lock';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What a killed command leaves behind. */
function leaveLock(holder?: number): void {
  mkdirSync(join(root, '.catalog', 'sandbox.lock'), { recursive: true });
  if (holder !== undefined) writeFileSync(join(root, '.catalog', 'sandbox.pid'), String(holder));
}
const deadProcess = () => spawnSync(process.execPath, ['--version']).pid;

test('one after the other, everybody gets the lock', async () => {
  expect(await withSandboxLock(root, async () => 'first')).toBe('first');
  expect(await withSandboxLock(root, async () => 'second')).toBe('second');
  await expect(withSandboxLock(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withSandboxLock(root, async () => 'third')).toBe('third');
});

test('rejects a second command, and names the process that is at work', async () => {
  await withSandboxLock(root, async () => {
    const second = withSandboxLock(root, async () => {});
    await expect(second).rejects.toThrow(SandboxBusy);
    await expect(second).rejects.toThrow(`process ${process.pid} is at work`);
  });
});

test.each([
  ['of a process that is gone', () => leaveLock(deadProcess())],
  ['of a process that was killed before it gave its name', () => leaveLock()],
])('the lock %s is taken over at once', async (_, leave) => {
  leave();
  const begin = performance.now();
  expect(await withSandboxLock(root, async () => 'taken')).toBe('taken');
  // a lock that is waited out takes two minutes
  expect(performance.now() - begin).toBeLessThan(60_000);
});

test('of many that find a dead holder, one takes over', async () => {
  leaveLock(deadProcess());
  const many = 12;
  let [inside, refused] = [0, 0];
  let end = () => {};
  const allOthersRefused = new Promise<void>((resolve) => {
    end = resolve;
  });
  const attempt = async () => {
    try {
      return await withSandboxLock(root, async () => {
        inside += 1;
        await allOthersRefused;
        return inside;
      });
    } catch (error) {
      refused += 1;
      if (refused === many - 1) end();
      throw error;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: many }, attempt));
  expect(results.filter(({ status }) => status === 'fulfilled')).toEqual([{ status: 'fulfilled', value: 1 }]);
});

test('a lock that somebody removes ends nobody’s work', async () => {
  const work = async () => {
    rmSync(join(root, '.catalog', 'sandbox.lock'), { recursive: true });
    // it is renewed every two seconds
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return 'done';
  };
  expect(await withSandboxLock(root, work)).toBe('done');
});

test('rejects a folder that cannot be written with what the file system says', async () => {
  writeFileSync(join(root, '.catalog'), '');
  await expect(withSandboxLock(root, async () => {})).rejects.toThrow(/EEXIST|ENOTDIR/);
});
