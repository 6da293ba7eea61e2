import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { PlanReview } from '../domain/plan/planned-stack';
import { reviewText } from '../domain/plan/review-text';
import { CommandError, type ExitCode, exitCode } from './io';
import { type PlanOptions, reviewPlans } from './plan-review';
import { catalogCommand, collectNames, type Subcommand } from './subcommand';

interface Options extends PlanOptions {
  readonly json?: boolean;
  readonly out?: string;
}

export const plan: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('plan', 'Plan the stacks that a change affects with Terraform, as one review.')
      .option('--base <ref>', 'what to compare with: a git ref or a directory')
      .option('--all', 'plan every stack, changed or not')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .option('--jobs <n>', 'stacks at once (default: what processors and memory carry)', number(1, 64))
      .option('--timeout <minutes>', 'for one stack', number(1, 600), 15)
      .option('--lock-timeout <seconds>', 'how long to wait for a state that somebody else holds', number(0, 3600), 60)
      .option('--no-lock', 'take no locks: for credentials that may only read')
      .option('--json', 'one JSON document')
      .option('--out <dir>', 'also write review.json there')
      .action(
        action(async (options: Options) => {
          if ((options.base === undefined) === (options.all === undefined)) {
            throw new CommandError('plan: name what to compare with (--base REF), or --all');
          }
          const review = await reviewPlans(options, io);
          if (review === undefined) return exitCode.failed;
          const json = `${JSON.stringify(review, null, 2)}\n`;
          if (options.out !== undefined) {
            const folder = resolve(io.cwd, options.out);
            mkdirSync(folder, { recursive: true });
            writeFileSync(join(folder, 'review.json'), json);
          }
          io.out(options.json ? json : reviewText(review));
          return codeOf(review);
        }),
      ),
  );
};

function codeOf(review: PlanReview): ExitCode {
  if (review.stacks.some(({ outcome }) => outcome === 'interrupted' || outcome === 'skipped'))
    return exitCode.interrupted;
  if (!review.complete) return exitCode.failed;
  const codes = { none: exitCode.done, changes: exitCode.found, blocked: exitCode.blocked } as const;
  return codes[review.verdict];
}

function number(least: number, most: number) {
  return (text: string) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected ${least} to ${most}.`);
    }
    return value;
  };
}
