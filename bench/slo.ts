import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { samplesTouched } from './slo-samples';

/**
 * What SLO rules cost: `npm run bench:slo -- [--slos 1000] [--services 200] [--series 20]`. The processor time of
 * `catalog alerts rules` into an empty folder as a ratio to what node needs to start and print the same bytes, in the
 * same run; and the samples that Prometheus touches to evaluate the rules of one SLO, beside rules written as Sloth and
 * as Pyrra write them.
 */
const repository = resolve(__dirname, '..');
const NOW = '2026-11-23T12:00:00Z';
const RUNS = 5;
/** What the ratio to the floor is meant to become. */
const AIM = 3;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      slos: { type: 'string', default: '1000' },
      services: { type: 'string', default: '200' },
      series: { type: 'string', default: '20' },
    },
  });
  const work = mkdtempSync(join(tmpdir(), 'catalog-bench-'));
  try {
    writing(work, Number(values.slos), Number(values.services));
    await evaluating(work, Number(values.series));
    console.log(`${cpus().length} processors, node ${process.version}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function writing(work: string, slos: number, services: number): void {
  const catalog = join(work, 'catalog');
  const out = join(work, 'rules');
  writeCatalog(catalog, services, Math.ceil(slos / services));
  const args = ['alerts', 'rules', '--catalog', catalog, '--env', 'production', '--out', out, '--now', NOW];
  const rules = () => {
    // what is there already would only be compared
    rmSync(out, { recursive: true, force: true });
    return run([join(repository, 'cli/bin.js'), ...args]);
  };
  rules();
  const files = readdirSync(out).sort();
  const bytes = join(work, 'bytes');
  writeFileSync(bytes, Buffer.concat(files.map((file) => readFileSync(join(out, file)))));
  const print = () => run(['-e', 'process.stdout.write(require("fs").readFileSync(process.argv[1]))', bytes]);
  // by turns, so that whatever else the machine does hinders both
  const times = Array.from({ length: RUNS }, () => ({ floor: print(), ours: rules() }));
  const floor = Math.min(...times.map((one) => one.floor));
  const ours = Math.min(...times.map((one) => one.ours));
  const size = readFileSync(bytes).length;
  console.log(`${services * Math.ceil(slos / services)} SLOs of ${services} services, ${(size / 1e6).toFixed(1)} MB:`);
  console.log(`  node starts and prints as many bytes: 1.00 (${floor.toFixed(2)} s)`);
  console.log(`  catalog alerts rules: ${(ours / floor).toFixed(1)} (${ours.toFixed(2)} s), where the aim is ${AIM}`);
}

async function evaluating(work: string, series: number): Promise<void> {
  const touched = await samplesTouched(join(work, 'prometheus'), series);
  console.log(`samples to evaluate all rules of one SLO once, errors and total over ${series} series:`);
  const [ours] = touched;
  for (const { style, samples } of touched) {
    console.log(`  ${style}: ${(samples / (ours?.samples ?? 1)).toFixed(2)} (${samples})`);
  }
}

/** Seconds that a process of node keeps processors busy, all of its threads: a machine with other work changes it least. */
function run(args: readonly string[]): number {
  const { status, output } = spawnSync(process.execPath, ['--require', join(__dirname, 'cpu-at-exit.js'), ...args], {
    maxBuffer: 1024 ** 3,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${status}\n${output[2]}`);
  return Number(output[3]);
}

/** The shipped teams, one environment, and services with nothing but SLOs. */
function writeCatalog(folder: string, services: number, slosEach: number): void {
  cpSync(join(repository, 'config'), join(folder, 'config'), { recursive: true });
  for (const file of readdirSync(join(folder, 'config/environments'))) {
    if (file !== 'production.yaml') rmSync(join(folder, 'config/environments', file));
  }
  // it names the other environments
  rmSync(join(folder, 'config/guards.yaml'));
  const tiers = join(folder, 'config/tiers.yaml');
  writeFileSync(tiers, readFileSync(tiers, 'utf8').replace(/runsIn: \[.*\]/g, 'runsIn: [production]'));
  mkdirSync(join(folder, 'services'));
  for (let index = 0; index < services; index++) {
    const slos = Array.from(
      { length: slosEach },
      (_, at) => `  - name: slo-${at}
    objective: 99.9%
    sli:
      errors: http_requests_total{service="shop-${index}", route="${at}", code=~"5.."}
      total: http_requests_total{service="shop-${index}", route="${at}"}
`,
    );
    const head = `name: shop-${index}\ndescription: Sells\nowner: discovery\ntier: 2\n`;
    writeFileSync(join(folder, 'services', `shop-${index}.yaml`), `${head}slos:\n${slos.join('')}`);
  }
}

void main();
