import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandboxProviders } from '../sandbox/providers';
import { findTerraform } from '../terraform/binary';
import { init } from '../terraform/commands';
import { runTerraform } from '../terraform/run';
import { prepareWorkFolder } from '../terraform/work-folder';

/**
 * What a review costs: 300 services in the sandbox, one objective changed. Wall times of whole commands as ratios to
 * one bare `terraform plan` of the affected stack, and to a compile of everything, in the same run; and how long the
 * comment is. `--services N` for a smaller catalog, `--applied N` for how many of them the sandbox holds.
 */
const NOW = '2026-11-23T12:00:00Z';
const repository = resolve(__dirname, '..');

function main(): Promise<void> {
  const option = (name: string, otherwise: number) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  return measure(option('services', 300), option('applied', 30));
}

async function measure(services: number, applied: number): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'catalog-bench-'));
  try {
    const [base, head] = [join(work, 'base'), join(work, 'head')];
    writeCatalog(base, services);
    const own = ['--catalog', head, '--env', 'sandbox'];
    cpSync(base, head, { recursive: true });
    reduce(head, applied);
    command('sandbox up', ['sandbox', 'up', '--catalog', head]);
    writeCatalog(head, services);

    changeObjectives(head, 1);
    const bare = await barePlan(head);
    const rows: [string, number, string][] = [['terraform plan of the affected stack, bare', bare, '1.00']];
    const against = (what: string, args: readonly string[], codes: readonly number[] = [0, 2]) => {
      const seconds = best(() => command(what, args, codes));
      rows.push([what, seconds, (seconds / bare).toFixed(2)]);
      return seconds;
    };
    const compile = against('catalog synth, everything', ['synth', ...own, '--out', join(work, 'out')]);
    const diff = against('catalog diff', ['diff', ...own, '--base', base, '--json']);
    against('catalog plan', ['plan', ...own, '--base', base, '--out', join(work, 'review')]);
    for (const [what, seconds, ratio] of rows)
      console.log(`${what.padEnd(44)} ${seconds.toFixed(2).padStart(6)} s  ${ratio} ×`);
    console.log(`catalog diff is ${(diff / compile).toFixed(2)} of a full compile`);
    for (const changed of [1, applied, services]) {
      changeObjectives(head, changed);
      const seconds = command(
        'catalog plan',
        ['plan', ...own, '--base', base, '--out', join(work, 'review')],
        [0, 2, 3],
      );
      const { size } = statSync(join(work, 'review', 'review.md'));
      console.log(`${changed} stacks changed: planned in ${seconds.toFixed(1)} s, comment of ${size} bytes`);
    }
    console.log(
      `${services} services, ${applied} of them applied; ${cpus().length} processors, node ${process.version}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The shipped teams and environments, and services like the shipped cart. */
function writeCatalog(folder: string, services: number): void {
  rmSync(join(folder, 'services'), { recursive: true, force: true });
  mkdirSync(join(folder, 'services'), { recursive: true });
  cpSync(join(repository, 'config'), join(folder, 'config'), { recursive: true });
  const text = readFileSync(join(repository, 'services/cart.yaml'), 'utf8').replace(
    /^\s*(allowFrom|dependsOn):.*\n/gm,
    '',
  );
  for (let index = 0; index < services; index++) {
    const name = `shop-${index}`;
    writeFileSync(join(folder, 'services', `${name}.yaml`), text.replace(/\bcart\b/g, name));
  }
}

function reduce(folder: string, services: number): void {
  rmSync(join(folder, 'services'), { recursive: true });
  writeCatalog(folder, services);
}

function changeObjectives(folder: string, services: number): void {
  for (let index = 0; index < services; index++) {
    const path = join(folder, 'services', `shop-${index}.yaml`);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/objective: [\d.]+%/, 'objective: 99.5%'));
  }
}

/** Seconds that a command took, as its users run it. */
function command(what: string, args: readonly string[], codes: readonly number[] = [0]): number {
  const begin = performance.now();
  const ran = spawnSync(process.execPath, [join(repository, 'cli/bin.js'), ...args, '--now', NOW], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (!codes.includes(ran.status ?? -1))
    throw new Error(`${what}: ${ran.status}\n${ran.stderr}${ran.stdout.slice(-2000)}`);
  return (performance.now() - begin) / 1000;
}

/** The least of three: what else the machine does only adds. */
function best(run: () => number): number {
  return Math.min(run(), run(), run());
}

/** Initialized, with its providers at hand: Terraform's own time, and nothing else. */
async function barePlan(catalog: string): Promise<number> {
  const terraform = await findTerraform();
  if (terraform.kind === 'missing') throw new Error(terraform.message);
  const out = mkdtempSync(join(tmpdir(), 'catalog-bench-'));
  command('synth', ['synth', '--catalog', catalog, '--env', 'sandbox', '--service', 'shop-0', '--out', out]);
  const json = readFileSync(join(out, 'stacks', 'sandbox-shop-0', 'cdk.tf.json'), 'utf8');
  rmSync(out, { recursive: true });
  const stack = { name: 'sandbox-shop-0', json };
  const folder = prepareWorkFolder(catalog, stack);
  const providers = await startSandboxProviders(catalog, Date.parse(NOW));
  try {
    const times: number[] = [];
    for (let run = 0; run < 3; run++) {
      const session = await providers.open(stack);
      const at = { terraform: terraform.path, folder, environment: session.environment };
      await init(at);
      const begin = performance.now();
      const { exitCode, stderr } = await runTerraform(
        terraform.path,
        ['plan', '-input=false', '-detailed-exitcode'],
        at,
      );
      times.push((performance.now() - begin) / 1000);
      session.close();
      if (exitCode !== 2) throw new Error(`terraform plan: ${exitCode}\n${stderr}`);
    }
    return Math.min(...times);
  } finally {
    await providers.stop();
  }
}

void main();
