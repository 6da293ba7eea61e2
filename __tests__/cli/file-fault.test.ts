import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileFaultText, isFileFault } from '../../cli/file-fault';
import { catalog, copyOfShipped, removeScratch } from './harness';

afterAll(removeScratch);

const fault = (code: string, message: string) => Object.assign(new Error(message), { code });

test('a folder without rights, and a disk without room, come with what to do', () => {
  expect(fileFaultText(fault('EACCES', "EACCES: permission denied, mkdir 'out'"))).toBe(
    "EACCES: permission denied, mkdir 'out': it is not writable: change its rights, then run the command again",
  );
  expect(fileFaultText(fault('ENOSPC', 'ENOSPC: no space left on device, write'))).toContain(
    'there is no room to write',
  );
});

test('any other refusal is shown as it is; a code of node itself is no refusal', () => {
  expect(fileFaultText(fault('EISDIR', 'EISDIR: illegal operation'))).toBe('EISDIR: illegal operation');
  expect(isFileFault(fault('ERR_INVALID_ARG_TYPE', 'no'))).toBe(false);
});

test('rejects an output that cannot be written in one line, without a stack trace', async () => {
  const root = copyOfShipped();
  writeFileSync(join(root, 'out'), 'a file');
  const { code, err } = await catalog(['synth', '--catalog', root, '--out', join(root, 'out')]);
  expect(code).toBe(1);
  expect(err).toMatch(/catalog: E(EXIST|NOTDIR): .*: a file stands where a folder is needed: .*\n$/);
  expect(err).not.toMatch(/^\s+at /m);
  mkdirSync(join(root, 'other'));
  expect((await catalog(['synth', '--catalog', root, '--out', join(root, 'other')])).code).toBe(0);
});
