import { MissingProgram } from '../../promtool/find-program';
import { promtool } from '../../promtool/promtool';
import { removeScratch, scratch } from '../cli/harness';
import { fakeProgram } from './fake-program';

afterAll(removeScratch);

const run = (script: string, ...args: string[]) =>
  promtool(args, { PROMTOOL: fakeProgram(scratch(), 'promtool', script) });

test('what promtool prints on either stream comes back, with its verdict', async () => {
  expect(await run('echo out; echo err >&2')).toMatchObject({ ok: true, output: 'out\nerr\n' });
  expect(await run('echo FAILED: no; exit 1')).toMatchObject({ ok: false, output: 'FAILED: no\n' });
});

test('arguments reach it as they are, without a shell between', async () => {
  const { output } = await run('for one in "$@"; do echo "<$one>"; done', 'test', 'a b', '$(x);`y`', '');
  expect(output).toBe('<test>\n<a b>\n<$(x);`y`>\n<>\n');
});

test('megabytes of output are no fault', async () => {
  const { ok, output } = await run('head -c 3000000 /dev/zero | tr "\\0" x');
  expect([ok, output.length]).toEqual([true, 3_000_000]);
});

test('rejects, without a verdict, a promtool that is killed', async () => {
  await expect(run('kill -9 $$')).rejects.toThrow();
});

test('rejects a machine without it', async () => {
  await expect(promtool([], { PROMTOOL: '/nowhere' })).rejects.toThrow(MissingProgram);
});
