import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `catalog drift` over 60 stacks of the sandbox, as a ratio to `cdktf diff` one by one on a sample, with the most memory
 * that all processes held together. Aim: 4 times faster on two cores, within 4 GiB. `npm run bench:drift [stacks]`.
 */
const STACKS = Number(process.argv[2] ?? 60);
const SAMPLE = 3;
const AIM = { ratio: 4, bytes: 4 * 1024 ** 3 };

const repository = resolve(__dirname, '..');
const bin = join(repository, 'cli/bin.js');
const root = mkdtempSync(join(tmpdir(), 'catalog-bench-'));

/** The shipped catalog, and copies of one of its services until there are enough stacks. */
function grow(): void {
  for (const part of ['services', 'config', 'files'])
    cpSync(join(repository, part), join(root, part), { recursive: true });
  const text = readFileSync(join(root, 'services/returns.yaml'), 'utf8');
  const others = readdirSync(join(root, 'services')).length + readdirSync(join(root, 'config/teams')).length + 1;
  for (let index = others; index < STACKS; index++) {
    writeFileSync(join(root, `services/copy-${index}.yaml`), text.replaceAll('returns', `copy-${index}`));
  }
  const app = `node --require ${require.resolve('tsx/cjs')} ${join(repository, 'main.ts')}`;
  writeFileSync(
    join(root, 'cdktf.json'),
    JSON.stringify({ language: 'typescript', app, output: 'cdktf.out', sendCrashReports: 'false' }),
  );
}

interface Measured {
  readonly seconds: number;
  /** The most that the process and all below it held at once. */
  readonly bytes: number;
  readonly out: string;
}

function measure(codes: readonly number[], ...args: string[]): Promise<Measured> {
  return new Promise((done, failed) => {
    const begin = performance.now();
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: root,
      env: { ...process.env, CATALOG_NOW: '2026-11-23T12:00:00Z' },
    });
    let [out, err, bytes] = ['', '', 0];
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    const timer = setInterval(() => (bytes = Math.max(bytes, residentBytes(child.pid ?? 0))), 200);
    child.once('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - begin) / 1000;
      if (codes.includes(code ?? -1)) done({ seconds, bytes, out });
      else failed(new Error(`${args.join(' ')} ended with ${code}: ${err}${out}`));
    });
  });
}

/** Of a process and everything below it, as /proc tells; 0 where there is no /proc. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return (
      pages * 4096 +
      children
        .split(' ')
        .filter(Boolean)
        .reduce((sum, child) => sum + residentBytes(Number(child)), 0)
    );
  } catch {
    return 0;
  }
}

async function main(): Promise<void> {
  grow();
  await measure([0], 'deploy', '--env', 'sandbox');
  const drift = await measure([0], 'drift', '--env', 'sandbox', '--json');
  const names = (JSON.parse(drift.out) as { stacks: { stack: string }[] }).stacks.map(({ stack }) => stack);
  const sample = names.filter((name) => name.startsWith('sandbox-copy-')).slice(0, SAMPLE);
  const cdktf = join(repository, 'node_modules/.bin/cdktf');
  const script = sample.map((name) => `${cdktf} diff ${name} --skip-provider-lock > /dev/null`).join(' && ');
  const diffs = await measure([0], 'sandbox', 'serve', '--', 'bash', '-c', script);
  const perStack = { drift: drift.seconds / names.length, diff: diffs.seconds / sample.length };
  const ratio = perStack.diff / perStack.drift;
  const gib = drift.bytes / 1024 ** 3;
  console.log(
    `catalog drift: ${names.length} stacks in ${drift.seconds.toFixed(1)} s, ${perStack.drift.toFixed(2)} s each, ${gib.toFixed(2)} GiB at most`,
  );
  console.log(`cdktf diff:    ${perStack.diff.toFixed(2)} s each (${sample.length} stacks, one by one)`);
  console.log(`${ratio.toFixed(1)} times faster (aim: ${AIM.ratio} times, ${AIM.bytes / 1024 ** 3} GiB)`);
  if (ratio < AIM.ratio || drift.bytes > AIM.bytes) process.exitCode = 1;
}

main().finally(() => rmSync(root, { recursive: true, force: true }));
