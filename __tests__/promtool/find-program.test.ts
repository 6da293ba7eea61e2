import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findProgram, MissingProgram } from '../../promtool/find-program';
import { removeScratch, scratch } from '../cli/harness';
import { fakeProgram } from './fake-program';

afterAll(removeScratch);

test('what the environment names wins over the PATH, and the PATH over what this checkout built', () => {
  const [named, first, second, built] = [scratch(), scratch(), scratch(), scratch()].map((folder) =>
    fakeProgram(folder, 'promtool', 'true'),
  ) as [string, string, string, string];
  const folder = (path: string) => join(path, '..');
  const PATH = ['', scratch(), folder(first), folder(second)].join(delimiter);
  expect(findProgram('promtool', { PROMTOOL: named, PATH }, folder(built))).toBe(named);
  expect(findProgram('promtool', { PATH }, folder(built))).toBe(first);
  expect(findProgram('promtool', { PROMTOOL: '', PATH: '' }, folder(built))).toBe(built);
});

test('each program is found by its own name', () => {
  const folder = scratch();
  const prometheus = fakeProgram(folder, 'prometheus', 'true');
  expect(findProgram('prometheus', { PATH: folder, PROMTOOL: '/nowhere' }, scratch())).toBe(prometheus);
  expect(() => findProgram('promtool', { PATH: folder }, scratch())).toThrow(MissingProgram);
});

test('rejects a machine without it, and says how to get it', () => {
  expect(() => findProgram('promtool', {}, scratch())).toThrow(
    'promtool is not on the PATH; it comes with Prometheus, or .ci/install-promtool builds it (PROMTOOL may name it)',
  );
});

test('rejects a name in the environment that is no program, rather than taking another', () => {
  const PATH = scratch();
  fakeProgram(PATH, 'promtool', 'true');
  expect(() => findProgram('promtool', { PROMTOOL: '/nowhere/promtool', PATH })).toThrow(
    /^PROMTOOL names \/nowhere\/promtool, which is no program; it comes with Prometheus/,
  );
});

test('rejects folders and files that cannot be run', () => {
  const PATH = scratch();
  mkdirSync(join(PATH, 'promtool'));
  writeFileSync(join(PATH, 'prometheus'), '');
  chmodSync(join(PATH, 'prometheus'), 0o644);
  expect(() => findProgram('promtool', { PATH }, scratch())).toThrow(MissingProgram);
  expect(() => findProgram('prometheus', { PATH }, scratch())).toThrow(MissingProgram);
});
