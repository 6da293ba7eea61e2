import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { renderMarkdown } from '../domain/diff/render-markdown';
import { renderText } from '../domain/diff/render-text';
import { count } from '../domain/diff/wording';
import { deviations } from '../domain/plan/expectation';
import type { PlanReview } from '../domain/plan/planned-stack';
import { planSections, planText } from '../domain/plan/render';
import { saysSomething } from '../domain/plan/review';
import { readReview } from '../domain/plan/review-file';
import { type Ahead, startAhead } from './ahead';
import { CommandError, type ExitCode, exitCode, type Io } from './io';
import { handedSubject } from './plan-handover';
import { type RunOptions, reviewPlans } from './plan-review';
import { compiledSubject, type PlanSubject, type SubjectOptions } from './plan-subject';
import { number, whole } from './stack-runs';
import { catalogCommand, catalogRoot, collectNames, type Subcommand } from './subcommand';

interface Options extends Omit<SubjectOptions, 'only'>, RunOptions {
  readonly all?: true;
  readonly synthesized?: string;
  readonly words?: string;
  readonly expect?: string;
  readonly json?: boolean;
  readonly out?: string;
}

export const plan: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('plan', 'Plan the stacks that a change affects with Terraform, as one review.')
      .option('--base <ref>', 'what to compare with: a git ref or a directory')
      .option('--all', 'plan every stack, changed or not')
      .option('--synthesized <dir>', 'plan what `catalog synth --out` wrote elsewhere; the catalog at hand is the base')
      .option('--words <file>', 'with --synthesized: what `catalog diff --json` printed beside it')
      .option('--expect <file>', 'plan again what a review.json holds: exit code 2 where a plan is another one now')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .option('--jobs <n>', 'stacks at once (default: what processors and memory carry)', whole(1, 64))
      .option('--timeout <minutes>', 'for one stack', number(0.01, 600), 15)
      .option('--lock-timeout <seconds>', 'how long to wait for a state that somebody else holds', whole(0, 3600), 60)
      .option('--no-lock', 'take no locks: for credentials that may only read')
      .option('--json', 'one JSON document')
      .option('--out <dir>', 'also write review.json and review.md there')
      .action(
        action(async (options: Options) => {
          checkSubject(options);
          const ahead = startAhead(catalogRoot(options, io), options.env, io);
          try {
            return await (options.expect === undefined
              ? review(options, io, ahead)
              : expected(options, options.expect, io, ahead));
          } finally {
            await ahead.stop();
          }
        }),
      ),
  );
};

async function review(options: Options, io: Io, ahead: Ahead): Promise<ExitCode> {
  const subject = subjectOf(options, io);
  if (subject === undefined) return exitCode.failed;
  const result = await reviewPlans(subject, options, io, ahead);
  const json = `${JSON.stringify(result, null, 2)}\n`;
  if (options.out !== undefined) {
    const folder = resolve(io.cwd, options.out);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'review.json'), json);
    writeFileSync(join(folder, 'review.md'), renderMarkdown(speaking(result), planSections(result)));
  }
  io.out(options.json ? json : `${renderText(speaking(result), pc.createColors(io.colour))}\n${planText(result)}\n`);
  return codeOf(result);
}

/** Without the stacks that were planned for nothing: the JSON has them. */
const speaking = (result: PlanReview): PlanReview => ({ ...result, stacks: result.stacks.filter(saysSomething) });

/** @throws CommandError unless exactly one thing is asked for; with a review at hand, at most one */
function checkSubject({ base, all, synthesized, expect }: Options): void {
  const asked = [base, all, synthesized].filter((one) => one !== undefined).length;
  if (asked === 1 || (asked === 0 && expect !== undefined)) return;
  throw new CommandError('plan: name what to compare with (--base REF), or --all');
}

function subjectOf(options: Options, io: Io): PlanSubject | undefined {
  const { synthesized } = options;
  return synthesized === undefined ? compiledSubject(options, io) : handedSubject({ ...options, synthesized }, io);
}

/** Plans again what was reviewed, and says where the plans are other ones now. */
async function expected(options: Options, file: string, io: Io, ahead: Ahead): Promise<ExitCode> {
  const reviewed = readReview(readFileSync(resolve(io.cwd, file), 'utf8'));
  if (!reviewed.ok)
    throw new CommandError(`${file} is no review that \`catalog plan --out\` wrote: ${reviewed.reason}`);
  const only = new Set(reviewed.review.stacks.map(({ stack }) => stack));
  const { base, all, synthesized } = options;
  const named = base !== undefined || all !== undefined || synthesized !== undefined;
  const subject = named ? subjectOf(options, io) : compiledSubject({ ...options, only }, io);
  if (subject === undefined) return exitCode.failed;
  const now = await reviewPlans(subject, options, io, ahead);
  const differences = deviations(reviewed.review, now);
  if (options.json) {
    io.out(
      `${JSON.stringify({ asReviewed: differences.length === 0, complete: now.complete, differences }, null, 2)}\n`,
    );
  } else if (differences.length === 0) {
    io.out(`${count(now.stacks.length, 'stack')}: as reviewed\n`);
  } else {
    const lines = differences.map(
      ({ stack, kind, details }) => `${stack}: ${KINDS[kind]}\n${details.map((one) => `  ${one}\n`).join('')}`,
    );
    io.out(lines.join(''));
  }
  if (!now.complete) return codeOf(now);
  return differences.length === 0 ? exitCode.done : exitCode.found;
}

const KINDS = {
  'not-reviewed': 'changes, and was not reviewed',
  'not-planned': 'was reviewed, and cannot be compared',
  'moved-on': 'the world moved on since the review',
  configuration: 'the configuration is another one than the reviewed',
} as const;

function codeOf(result: PlanReview): ExitCode {
  const { verdict, complete, stacks } = result;
  if (stacks.some(({ outcome }) => outcome === 'interrupted' || outcome === 'skipped')) return exitCode.interrupted;
  if (!complete) return exitCode.failed;
  return ({ none: exitCode.done, changes: exitCode.found, blocked: exitCode.blocked } as const)[verdict];
}
