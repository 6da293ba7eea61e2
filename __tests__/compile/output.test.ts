import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from '../../compile/output';
import { stacksOf } from './stacks-of';

const root = join(__dirname, '../..');
let directory: string;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'output-')), 'out');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

/** Path → digest of everything below an output. */
function contents(folder = directory): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name));
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), digest(path)]));
}

const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

test('writes a folder per stack and a manifest with their order', () => {
  expect(writeOutput(directory, stacksOf('one', 2))).toEqual({ written: 2, removed: [] });
  expect(Object.keys(contents()).sort()).toEqual([
    'manifest.json',
    'stacks/stack-0/cdk.tf.json',
    'stacks/stack-1/cdk.tf.json',
  ]);
  expect(manifestIn(directory)).toMatchObject({
    version: '0.21.0',
    stacks: {
      'stack-0': { dependencies: [] },
      'stack-1': { dependencies: ['stack-0'], synthesizedStackPath: 'stacks/stack-1/cdk.tf.json' },
    },
  });
});

test('touches nothing that did not change', () => {
  writeOutput(directory, stacksOf('one', 3));
  const past = new Date(Date.UTC(2020, 0, 1));
  const paths = Object.keys(contents()).map((path) => join(directory, path));
  for (const path of paths) utimesSync(path, past, past);
  expect(writeOutput(directory, stacksOf('one', 3))).toEqual({ written: 0, removed: [] });
  const [first, ...others] = stacksOf('one', 3);
  expect(writeOutput(directory, [{ ...(first as (typeof others)[number]), json: '{"other": 1}' }, ...others])).toEqual({
    written: 1,
    removed: [],
  });
  expect(paths.filter((path) => statSync(path).mtimeMs !== past.getTime())).toEqual([
    join(directory, 'stacks/stack-0/cdk.tf.json'),
  ]);
});

test('removes stacks that are gone, and nothing else', () => {
  writeOutput(directory, stacksOf('one', 3));
  mkdirSync(join(directory, 'stacks/mine'));
  writeFileSync(join(directory, 'stacks/mine/notes.md'), 'mine');
  writeFileSync(join(directory, 'plan.txt'), 'mine');
  mkdirSync(join(directory, 'stacks/stack-1/.terraform'));
  expect(writeOutput(directory, stacksOf('one', 2))).toEqual({ written: 0, removed: ['stack-2'] });
  expect(Object.keys(contents()).sort()).toEqual([
    'manifest.json',
    'plan.txt',
    'stacks/mine/notes.md',
    'stacks/stack-0/cdk.tf.json',
    'stacks/stack-1/cdk.tf.json',
  ]);
});

test('removes a stack that a killed run left without a word in the manifest', () => {
  writeOutput(directory, stacksOf('one', 2));
  mkdirSync(join(directory, 'stacks/lost'));
  writeFileSync(join(directory, 'stacks/lost/cdk.tf.json'), '{}');
  expect(writeOutput(directory, stacksOf('one', 2)).removed).toEqual(['lost']);
});

test('mends an output whose manifest is broken', () => {
  writeOutput(directory, stacksOf('one', 2));
  const whole = contents();
  writeFileSync(join(directory, 'manifest.json'), '{"stacks"');
  writeOutput(directory, stacksOf('one', 2));
  expect(contents()).toEqual(whole);
});

test('takes over the lock of a process that is gone, and clears what it left', () => {
  writeOutput(directory, stacksOf('one', 2));
  // no process has so large an id
  writeFileSync(join(directory, '.lock'), '4194305');
  writeFileSync(join(directory, '.lock-4194305'), '4194305');
  // another one found it, and died before it had taken it over
  writeFileSync(join(directory, '.lock-of-4194305'), '4194306');
  mkdirSync(join(directory, '.writing-4194305/stacks/stack-0'), { recursive: true });
  writeFileSync(join(directory, '.writing-4194305/stacks/stack-0/cdk.tf.json'), 'half');
  expect(writeOutput(directory, stacksOf('two', 2)).written).toBe(2);
  expect(Object.keys(contents()).sort()).toEqual([
    'manifest.json',
    'stacks/stack-0/cdk.tf.json',
    'stacks/stack-1/cdk.tf.json',
  ]);
});

test('asks each stack for its text once, in turn', () => {
  const asked: string[] = [];
  const stacks = stacksOf('one', 3).map(({ json, ...stack }) => ({
    ...stack,
    get json() {
      asked.push(stack.name);
      return json;
    },
  }));
  writeOutput(directory, stacks);
  expect(asked).toEqual(['stack-0', 'stack-1', 'stack-2']);
});

test('what stood there as it should and was written by another run meanwhile is written again', () => {
  writeOutput(directory, stacksOf('one', 3));
  const whole = contents();
  const stacks = stacksOf('one', 3).map(({ json, ...stack }, index) => ({
    ...stack,
    get json() {
      if (index === 2) writeOutput(directory, stacksOf('two', 1));
      return json;
    },
  }));
  writeOutput(directory, stacks);
  expect(contents()).toEqual(whole);
});

/** The words that run the writer in a process of its own. */
const writerIn = (folder: string, ...args: string[]) => [
  '--require',
  'tsx/cjs',
  join(__dirname, 'write-output-process.ts'),
  folder,
  ...args,
];
const writer = (...args: string[]) => writerIn(directory, ...args);

test('leaves the former output whole on a full disk', () => {
  writeOutput(directory, stacksOf('one', 40));
  const former = contents();
  for (const blocks of [1, 8, 32]) {
    // a full disk sends no signal; a block has half a kibibyte, a stack of the writer up to 40
    const command = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
    const run = () =>
      execFileSync('sh', ['-c', command, 'sh', process.execPath, ...writer('two', '40')], { cwd: root, stdio: 'pipe' });
    expect(run).toThrow(/EFBIG/);
    expect(contents()).toEqual(former);
  }
});

test('leaves the former output whole where it may not write, and needs no rights where nothing changed', () => {
  writeOutput(directory, stacksOf('one', 3));
  const former = contents();
  chmodSync(directory, 0o555);
  try {
    // root writes everywhere, unless it gives that up
    const words =
      process.getuid?.() === 0
        ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--', process.execPath]
        : [process.execPath];
    const run = (...args: string[]) =>
      execFileSync(words[0] as string, [...words.slice(1), ...writer(...args)], { cwd: root, stdio: 'pipe' });
    expect(() => run('two', '3')).toThrow(/EACCES/);
    expect(contents()).toEqual(former);
    run('one', '3');
  } finally {
    chmodSync(directory, 0o755);
  }
});

test('two runs at once leave the output of one of them, whole', async () => {
  const runs = [writer('one', '20', '5'), writer('two', '30', '5'), writer('one', '20', '5'), writer('two', '30', '5')];
  expect(await Promise.all(runs.map(finished))).toEqual([0, 0, 0, 0]);
  expect([outputOf('one', 20), outputOf('two', 30)]).toContainEqual(contents());
}, 60_000);

test('killed at any of a hundred moments, it leaves files that are whole, and the next run continues', async () => {
  const [one, two] = [outputOf('one', 12), outputOf('two', 9)];
  const complaints: string[] = [];
  const lane = async (number: number) => {
    const folder = join(directory, '..', `lane-${number}`);
    for (let round = number; round < 100; round += 2) {
      await killed(writerIn(folder, 'one', '12', '100000', 'two', '9'), (round * 37) % 101);
      const left = contents(folder);
      const torn = Object.keys(left).filter(
        (path) => !path.startsWith('.') && left[path] !== one[path] && left[path] !== two[path],
      );
      const lost = Object.keys(manifestIn(folder).stacks).filter((name) => !(`stacks/${name}/cdk.tf.json` in left));
      writeOutput(folder, stacksOf('one', 12));
      const mended = JSON.stringify(contents(folder)) === JSON.stringify(one) ? [] : ['not mended'];
      complaints.push(...[...torn, ...lost, ...mended].map((what) => `round ${round}: ${what}`));
    }
  };
  await Promise.all([lane(0), lane(1)]);
  expect(complaints).toEqual([]);
}, 300_000);

/** What a run without trouble leaves. */
function outputOf(text: string, count: number): Record<string, string> {
  const folder = join(directory, '..', `${text}-${count}`);
  writeOutput(folder, stacksOf(text, count));
  return contents(folder);
}

function finished(words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Kills the writer a while after it has written for the first time. */
function killed(words: readonly string[], afterMilliseconds: number): Promise<void> {
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMilliseconds));
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
