import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../cli/io';
import { run } from '../../cli/run';
import { readFolder } from '../../compile/read';
import { caseOf } from '../../fuzz/case';
import { mutated } from '../../fuzz/mutate';
import { Random } from '../../fuzz/random';
import { verdictOn } from '../../fuzz/verdict';

const shipped = readFolder(join(__dirname, '../..'));
const nowMs = Date.UTC(2026, 10, 2);

test('no mutated catalog crashes, hangs, or is rejected at a place outside of its files', () => {
  const seeds = Array.from({ length: 120 }, (_, index) => 7_000 + index);
  const verdicts = seeds.map((seed) => verdictOn(caseOf(shipped, seed).files, nowMs, seed));
  expect(verdicts.filter(({ kind }) => kind === 'fault')).toEqual([]);
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['accepted', 'rejected']));
}, 120_000);

test('a seed gives the same case again', () => {
  const file = Buffer.from(shipped.read('services/checkout.yaml') ?? []);
  expect(mutated(file, new Random(11))).toEqual(mutated(file, new Random(11)));
  expect(mutated(file, new Random(11))).not.toEqual(mutated(file, new Random(12)));
});

test('a fault is told apart: a place outside of the file, an exception', () => {
  const broken = {
    paths: shipped.paths,
    read: () => {
      throw new Error('disk');
    },
  };
  expect(verdictOn(broken, nowMs, 0)).toMatchObject({ kind: 'fault', message: expect.stringContaining('disk') });
  // what stands in the file when it is judged is shorter than what was read
  let reads = 0;
  const shrinking = {
    paths: ['services/a.yaml'],
    read: () => (reads++ === 0 ? Buffer.from('a: 1\nb: 2\nc: {\n') : Buffer.from('')),
  };
  expect(verdictOn(shrinking, nowMs, 0)).toMatchObject({ kind: 'fault', message: expect.stringContaining('outside') });
});

test('a rejected catalog leaves what was written before as it is', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const out = join(root, 'out');
  const io: Io = {
    out: () => undefined,
    err: () => undefined,
    env: {},
    cwd: root,
    colour: false,
    live: false,
    width: 80,
    now: () => nowMs,
  };
  const synth = () => run(['synth', '--catalog', root, '--env', 'production', '--out', out], io);
  const put = (path: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  };
  const { files } = caseOf(shipped, 1);
  for (const path of [...files.paths, 'files/checkout-bootstrap.sh']) put(path, shipped.read(path) ?? new Uint8Array());
  expect(await synth()).toBe(0);
  const former = contents(out);
  expect(Object.keys(former).length).toBeGreaterThan(5);
  let rejected = 0;
  for (let seed = 8_000; seed < 8_025; seed++) {
    const { path, bytes } = caseOf(shipped, seed);
    if (!shipped.paths.includes(path)) continue;
    put(path, bytes);
    if ((await synth()) === 1) {
      rejected++;
      expect(contents(out)).toEqual(former);
    }
    put(path, shipped.read(path) ?? new Uint8Array());
    expect(await synth()).toBe(0);
  }
  expect(rejected).toBeGreaterThan(5);
  rmSync(root, { recursive: true });
}, 120_000);

function contents(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((one) => one.isFile())
      .map((one) => [join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name), 'utf8')]),
  );
}
