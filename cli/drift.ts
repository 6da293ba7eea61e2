import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { mostJobs } from '../domain/diff/shards';
import { combinedPatch } from '../domain/drift/adopt/combined-patch';
import type { DriftReport } from '../domain/drift/model';
import { driftMarkdown } from '../domain/drift/render-markdown';
import { driftMetrics } from '../domain/drift/render-metrics';
import { driftText } from '../domain/drift/render-text';
import { mergedReport } from '../domain/drift/report';
import { readDriftReport } from '../domain/drift/report-file';
import { compileOrReport } from './compile';
import { checkDrift, type DriftOptions } from './drift-check';
import { CommandError, type ExitCode, exitCode, type Io } from './io';
import { number, whole } from './stack-runs';
import { catalogCommand, collectNames, type Subcommand } from './subcommand';

const formats = ['text', 'json', 'markdown', 'metrics'] as const;

interface Options extends DriftOptions {
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly merge?: readonly string[];
}

export const drift: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('drift', 'Look at every stack: does the world still hold what was applied, and is all applied?')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .option('--shard <i/n>', 'only the i-th of n parts of the stacks, i from 1', shard)
      .option('--jobs <n>', 'stacks at once (default: what processors and memory carry)', whole(1, 64))
      .option('--timeout <minutes>', 'for one stack', number(0.01, 600), 15)
      .option('--lock-timeout <seconds>', 'how long to wait for a state that somebody else holds', whole(0, 3600), 60)
      .option('--no-lock', 'take no locks: for credentials that may only read')
      .option('--resume', 'continue a run that was killed within the last hour')
      .addOption(new Option('--format <format>', 'what to print').choices(formats).default('text'))
      .addOption(new Option('--json', 'one JSON document, as --format json').implies({ format: 'json' }))
      .option('--out <dir>', 'also write drift.json, drift.md, drift.prom and adopt.patch there')
      .option('--merge <files...>', 'no look at the world: put the drift.json of all shards together')
      .action(
        action(async (options: Options) => {
          const checked = options.merge
            ? { report: merged(options.merge, io), interrupted: false }
            : await checkedReport(options, io);
          if (checked === undefined) return exitCode.failed;
          const { report, interrupted } = checked;
          if (options.out !== undefined) writeReports(resolve(io.cwd, options.out), report, options);
          io.out(rendered(report, options.format, options));
          return interrupted ? exitCode.interrupted : codeOf(report);
        }),
      ),
  );
};

async function checkedReport(options: Options, io: Io) {
  const compiled = compileOrReport(options, io, { environments: options.env, services: options.service });
  return compiled && (await checkDrift(compiled, options, io));
}

function rendered(report: DriftReport, format: Options['format'], options: Options): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'markdown':
      return driftMarkdown(report, titleOf(options));
    case 'metrics':
      return driftMetrics(report);
    case 'text':
      return driftText(report);
  }
}

function writeReports(folder: string, report: DriftReport, options: Options): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'drift.json'), rendered(report, 'json', options));
  writeFileSync(join(folder, 'drift.md'), rendered(report, 'markdown', options));
  writeFileSync(join(folder, 'drift.prom'), rendered(report, 'metrics', options));
  writeFileSync(join(folder, 'adopt.patch'), combinedPatch(report));
}

/** What the issue is about: the environments asked for. */
const titleOf = ({ env }: Options) => (env === undefined ? 'all' : env.join(' '));

function merged(files: readonly string[], io: Io): DriftReport {
  return mergedReport(
    files.map((file) => {
      try {
        return readDriftReport(readFileSync(resolve(io.cwd, file), 'utf8'));
      } catch (error) {
        throw new CommandError(`--merge: ${file} is no report: ${(error as Error).message}`);
      }
    }),
  );
}

function codeOf({ verdict }: DriftReport): ExitCode {
  if (verdict === 'incomplete') return exitCode.failed;
  return verdict === 'clean' ? exitCode.done : exitCode.found;
}

function shard(text: string): { index: number; of: number } {
  const [index = Number.NaN, of = Number.NaN] = text.split('/').map(Number);
  if (!/^\d+\/\d+$/.test(text) || index < 1 || index > of || of > mostJobs) {
    throw new InvalidArgumentError(`Expected i/n with 1 ≤ i ≤ n ≤ ${mostJobs}, such as 2/8.`);
  }
  return { index, of };
}
