import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { UNINTERRUPTED } from '../../terraform/interruption';
import { type RunOptions, runTerraform } from '../../terraform/run';
import { fakeTerraform } from './fake-terraform';

const run = (script: string, options: Partial<RunOptions> = {}, args: string[] = []) => {
  const { folder, program } = fakeTerraform(script);
  return runTerraform(program, args, { folder, environment: process.env, ...options });
};
/** Ends on SIGINT as Terraform does: in its own time, having said so. Otherwise it ends after so many seconds. */
const patient = (seconds: number) =>
  `process.on("SIGINT", () => { console.log("freed"); process.exit(1); }); console.log("on"); setTimeout(() => console.log("done"), ${seconds * 1_000})`;

test('stdout and stderr stay apart, and lines come as they are written', async () => {
  const lines: string[] = [];
  const result = await run('console.log("a\\nb"); console.error("c"); process.exitCode = 2', {
    onLine: (line) => lines.push(line),
  });
  expect(result).toEqual({ exitCode: 2, stdout: 'a\nb', stderr: 'c\n' });
  expect(lines).toEqual(['a', 'b']);
});

test('arguments reach the program as they are: there is no shell', async () => {
  const odd = ['$(touch x)', 'a b', '"', "'", '; exit 3', '${HOME}'];
  expect((await run('console.log(JSON.stringify(process.argv.slice(2)))', {}, odd)).stdout).toBe(JSON.stringify(odd));
});

(existsSync('/proc/self/stat') ? test : test.skip)(
  'a Ctrl-C at the terminal does not reach it: it has a process group of its own',
  async () => {
    const { stdout } = await run(
      'console.log(require("node:fs").readFileSync("/proc/self/stat", "utf8").split(" ")[4] === String(process.pid))',
    );
    expect(stdout).toBe('true');
  },
);

test('an interruption stops it, once', async () => {
  const controller = new AbortController();
  const ended = run(patient(60), {
    interruption: { ...UNINTERRUPTED, stopping: controller.signal },
    onLine: (line) => line === 'on' && controller.abort(),
  });
  expect(await ended).toMatchObject({ exitCode: 1, endedBy: 'interruption', stdout: 'on\nfreed' });
});

test('an apply finishes on the first interruption, and stops on the second', async () => {
  const [stopping, forced] = [new AbortController(), new AbortController()];
  const interruption = { stopping: stopping.signal, forced: forced.signal };
  stopping.abort();
  expect(await run(patient(0.5), { interruption, finishes: true })).toMatchObject({ exitCode: 0, stdout: 'on\ndone' });
  const ended = run(patient(60), { interruption, finishes: true, onLine: (line) => line === 'on' && forced.abort() });
  expect(await ended).toMatchObject({ exitCode: 1, endedBy: 'interruption' });
});

describe('as time passes', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  test('one that takes too long is asked to end, and frees its lock', async () => {
    const onLine = (line: string) => line === 'on' && jest.advanceTimersByTime(5_000);
    expect(await run(patient(60), { timeoutMs: 5_000, onLine })).toMatchObject({
      endedBy: 'timeout',
      stdout: 'on\nfreed',
    });
  });

  test('one that did not hear it, or waits for a provider, is asked again, and frees its lock', async () => {
    const controller = new AbortController();
    const deaf =
      'let asked = 0; process.on("SIGINT", () => { console.log(++asked === 1 ? "once" : "freed"); if (asked === 2) process.exit(1); }); console.log("on"); setInterval(() => {}, 1000)';
    const ended = run(deaf, {
      interruption: { ...UNINTERRUPTED, stopping: controller.signal },
      onLine: (line) => {
        if (line === 'on') controller.abort();
        if (line === 'once') jest.advanceTimersByTime(10_000);
      },
    });
    expect(await ended).toMatchObject({ exitCode: 1, endedBy: 'interruption', stdout: 'on\nonce\nfreed' });
  });
});

test('nothing is left of it', async () => {
  const { stdout } = await run('console.log(process.pid)');
  await wait(20);
  expect(() => process.kill(Number(stdout), 0)).toThrow('ESRCH');
});

test('rejects a program that is not there', async () => {
  const options = { folder: '/', environment: process.env };
  await expect(runTerraform('/nowhere/terraform', [], options)).rejects.toThrow('ENOENT');
});
