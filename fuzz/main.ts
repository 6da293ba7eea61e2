import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readFolder } from '../compile/read';
import { caseOf } from './case';
import { verdictOn } from './verdict';

/**
 * `npm run fuzz -- --cases 100000 [--seed N]`: mutated catalogs, read and compiled. Case n of seed s is the case of
 * seed s + n, so any one comes again alone: `--seed <s + n> --cases 1`.
 */
const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
const cases = Number(values.cases ?? 1_000);
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
/** Events of the shipped catalog lie ahead. */
const nowMs = Date.UTC(2026, 10, 2);

const shipped = cached();
const tally = { accepted: 0, rejected: 0, fault: 0 };
const codes = new Map<string, number>();
let slowest = { milliseconds: 0, seed: first };
const start = performance.now();
for (let seed = first; seed < first + cases; seed++) {
  const one = caseOf(shipped, seed);
  const verdict = verdictOn(one.files, nowMs, seed);
  tally[verdict.kind]++;
  if (verdict.kind === 'fault') {
    mkdirSync('.cache/fuzz', { recursive: true });
    writeFileSync(`.cache/fuzz/${seed}.yaml`, one.bytes);
    console.error(`seed ${seed}, ${one.path} (kept as .cache/fuzz/${seed}.yaml): ${verdict.message}`);
    continue;
  }
  if (verdict.milliseconds > slowest.milliseconds) slowest = { milliseconds: verdict.milliseconds, seed };
  for (const code of verdict.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
}
const seconds = (performance.now() - start) / 1000;
console.log(
  `${cases} cases from seed ${first}: ${tally.rejected} rejected, ${tally.accepted} accepted and compiled, ${tally.fault} faults`,
);
console.log(
  `${Math.round(cases / seconds)} cases/s; slowest ${Math.round(slowest.milliseconds)} ms (seed ${slowest.seed}); ${codes.size} codes met`,
);
process.exitCode = tally.fault === 0 ? 0 : 1;

/** The shipped catalog, each file read once. */
function cached(): ReturnType<typeof readFolder> {
  const files = readFolder('.');
  const known = new Map<string, Uint8Array | undefined>();
  return {
    paths: files.paths,
    read: (path) => {
      if (!known.has(path)) known.set(path, files.read(path));
      return known.get(path);
    },
  };
}
