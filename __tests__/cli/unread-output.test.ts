import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { shipped } from './harness';

/** How the command ends; `stdout` is a file's number, or a pipe whose reader goes at once. */
function ended(args: readonly string[], stdout: number | 'pipe'): Promise<{ code: number | null; err: string }> {
  const child = spawn(process.execPath, [join(shipped, 'cli/bin.js'), ...args], {
    cwd: shipped,
    stdio: ['ignore', stdout, 'pipe'],
  });
  child.stdout?.destroy();
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })));
}

test.each([['list'], ['explain', 'checkout', '--env', 'production', '--json']])(
  'nobody reads to the end (%s): no fault',
  async (...args) => {
    expect(await ended(args, 'pipe')).toEqual({ code: 0, err: '' });
  },
);

const full = '/dev/full';
(existsSync(full) ? test : test.skip)('fails where the output finds no room, and says so', async () => {
  expect(await ended(['list'], openSync(full, 'w'))).toEqual({
    code: 1,
    err: 'catalog: ENOSPC: no space left on device, write: there is no room to write: make some, then run the command again; no file was left half-written\n',
  });
});
