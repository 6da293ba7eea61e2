import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { changedStacks } from '../compile/changed-stacks';
import type { Compilation } from '../compile/compile';
import { readBase } from '../compile/read';
import type { CompiledStack } from '../compile/synthesize';
import { type DeployReport, deployStacks, type StackReport } from '../deploy/deploy';
import { Journal } from '../deploy/journal';
import { loadCatalog } from '../domain/catalog/load';
import { nearest } from '../domain/catalog/nearest';
import type { PlanReview } from '../domain/plan/planned-stack';
import { readReview } from '../domain/plan/review-file';
import { withSandboxLock } from '../sandbox/lock';
import { compileOrReport } from './compile';
import { CommandError, type ExitCode, exitCode, type Io } from './io';
import { recordSandboxes } from './sandbox-record';
import { isSandboxed, number, type StackRunOptions, whole, withStackRuns } from './stack-runs';
import { type CatalogOptions, catalogCommand, collectNames, type Subcommand } from './subcommand';
import { table } from './table';

interface Options extends CatalogOptions, StackRunOptions {
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  readonly stack?: readonly string[];
  readonly base?: string;
  readonly expect?: string;
  readonly autoApprove?: true;
  readonly restart?: true;
  readonly json?: boolean;
}

type Compiled = Compilation & { readonly root: string; readonly nowMs: number };

export const deploy: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('deploy', 'Apply stacks in the order of their dependencies, each exactly as it was planned.')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .option('--stack <name>', 'only this stack, without what it depends on (may be repeated)', collectNames)
      .option('--base <ref>', 'only stacks that differ from a git ref or a directory')
      .option('--expect <file>', 'apply only what this review.json of `catalog plan --out` holds')
      .option('--auto-approve', 'apply whatever is planned, where nobody reviewed it')
      .option('--restart', 'plan everything again, also what an interrupted run has done')
      .option('--jobs <n>', 'stacks at once (default: what processors and memory carry)', whole(1, 64))
      .option('--timeout <minutes>', 'for one run of Terraform', number(0.01, 600), 60)
      .option('--lock-timeout <seconds>', 'how long to wait for a state that somebody else holds', whole(0, 3600), 300)
      .option('--json', 'one JSON document')
      .action(
        action(async (options: Options) => {
          const compiled = compileOrReport(
            options,
            io,
            { environments: options.env, services: options.service },
            'applied',
          );
          if (!compiled) return exitCode.failed;
          const stacks = selected(compiled, options);
          const expected = options.expect === undefined ? undefined : review(options.expect, io);
          if (
            expected === undefined &&
            !options.autoApprove &&
            stacks.some((stack) => !isSandboxed(stack, compiled.loaded))
          ) {
            throw new CommandError(
              'nobody approved what would be applied: --expect review.json names a reviewed plan, --auto-approve applies any',
            );
          }
          const report = await run(compiled, stacks, expected, options, io);
          io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : rendered(report));
          return codeOf(report);
        }),
      ),
  );
};

/** Stacks to deploy, in deploy order. */
function selected(
  { stacks, loaded, root, nowMs }: Compiled,
  { stack: names, base, env, service }: Options,
): CompiledStack[] {
  const known = stacks.map(({ name }) => name);
  for (const name of names ?? []) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new CommandError(
      `no stack is called ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    );
  }
  const named = names === undefined ? [...stacks] : stacks.filter(({ name }) => names.includes(name));
  if (base === undefined) return named;
  const former = loadCatalog(readBase(root, base), nowMs);
  if (!former.ok) throw new CommandError(`the catalog of ${base} has errors itself: it cannot be compared with`);
  const changed = changedStacks(former, loaded, nowMs, { environments: env, services: service });
  const affected = new Set(changed.flatMap(({ head }) => head?.name ?? []));
  return named.filter(({ name }) => affected.has(name));
}

function review(file: string, io: Io): PlanReview {
  const read = readReview(readFileSync(resolve(io.cwd, file), 'utf8'));
  if (!read.ok) throw new CommandError(`${file} is no review that \`catalog plan --out\` wrote: ${read.reason}`);
  return read.review;
}

async function run(
  compiled: Compiled,
  stacks: readonly CompiledStack[],
  expected: PlanReview | undefined,
  options: Options,
  io: Io,
): Promise<DeployReport> {
  const { root } = compiled;
  // two runs would meet in the folders of the stacks
  return withSandboxLock(root, async () => {
    const settle = await recordSandboxes(compiled, stacks);
    const report = await withStackRuns({ ...compiled, stacks }, options, io, (setting) => {
      const journal = new Journal(root, io.now(), options.restart === true);
      if (journal.continues !== undefined)
        io.err(`continues the run of ${journal.continues} (--restart plans all again)\n`);
      return deployStacks(stacks, { ...setting, ...(expected === undefined ? {} : { expected }) }, journal);
    });
    settle(report.ok);
    return report;
  });
}

function rendered({ stacks, ok, interrupted, continues }: DeployReport): string {
  if (stacks.length === 0) return 'Nothing to deploy.\n';
  const rows = stacks.map((one) => [one.stack, isWord(one), changesOf(one), `${(one.durationMs / 1000).toFixed(1)} s`]);
  const notes = stacks.flatMap(({ stack, notes: told }) => told.map((note) => `${stack}: ${note}\n`));
  const count = (some: readonly StackReport['outcome'][]) =>
    stacks.filter(({ outcome }) => some.includes(outcome)).length;
  const left = stacks.length - count(['applied', 'unchanged', 'before']);
  const verdict = ok
    ? `${count(['applied'])} of ${stacks.length} applied, ${count(['unchanged', 'before'])} had nothing to do.\n`
    : `${interrupted ? 'Interrupted: ' : ''}${left} of ${stacks.length} stacks are left to do; the same command continues.\n`;
  const before = continues === null ? '' : `Continued the run of ${continues}.\n`;
  return `${table(['STACK', 'OUTCOME', 'CHANGES', 'TIME'], rows)}\n${notes.join('')}${before}${verdict}`;
}

const isWord = ({ outcome }: StackReport) =>
  outcome === 'before' ? 'done before' : ['applied', 'unchanged'].includes(outcome) ? outcome : outcome.toUpperCase();

function changesOf({ added, changed, removed }: StackReport): string {
  const parts = [added && `${added} added`, changed && `${changed} changed`, removed && `${removed} removed`];
  return parts.filter(Boolean).join(', ') || '–';
}

function codeOf({ ok, interrupted, stacks }: DeployReport): ExitCode {
  if (interrupted) return exitCode.interrupted;
  if (ok) return exitCode.done;
  const failed = stacks.some(({ outcome }) => outcome === 'failed' || outcome === 'locked');
  return failed ? exitCode.failed : exitCode.found;
}
