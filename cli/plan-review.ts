import type { PlannedStack, PlanReview } from '../domain/plan/planned-stack';
import { maskedStack, plannedStack, planReview } from '../domain/plan/review';
import { environmentSecrets } from '../domain/plan/secrets';
import { affordableJobs, limitedTo } from '../terraform/limits';
import type { Ahead } from './ahead';
import type { Io } from './io';
import { openProviders } from './plan-providers';
import { type PlannedRun, planStacks } from './plan-stacks';
import type { PlanSubject } from './plan-subject';
import { withTerraform } from './with-terraform';

export interface RunOptions {
  readonly jobs?: number;
  /** Minutes for one stack. */
  readonly timeout: number;
  /** Seconds. */
  readonly lockTimeout: number;
  readonly lock: boolean;
}

/** Plans a subject's stacks and puts the plans together with its words. */
export async function reviewPlans(
  subject: PlanSubject,
  options: RunOptions,
  io: Io,
  ahead: Ahead,
): Promise<PlanReview> {
  const { plans, redact } = await runPlans(subject, options, io, ahead);
  const stacks = subject.stacks.map(({ affected, because }): PlannedStack => {
    const run = plans.get(affected.stack) as PlannedRun;
    const knownAfter = (address: string, attribute: string) => run.knownAfter.get(address)?.get(attribute);
    const stack = maskedStack(plannedStack(affected, run, { because, knownAfter }), redact);
    const changing = stack.outputs.filter(({ action }) => action !== 'create').map(({ name }) => name);
    return { ...stack, followers: subject.readersOf(stack.stack, changing) };
  });
  return planReview(subject.review(stacks));
}

async function runPlans({ stacks, root, nowMs, sandboxes }: PlanSubject, options: RunOptions, io: Io, ahead: Ahead) {
  const toPlan = stacks.map((stack) => stack.toPlan);
  const real = toPlan.some(({ environment }) => environment === undefined || !sandboxes.has(environment));
  return withTerraform(
    io,
    async ({ terraform, interruption, progress, env }) => {
      const providers = await openProviders(toPlan, { catalogRoot: root, nowMs, env, sandboxes, double: ahead.double });
      try {
        return await planStacks(toPlan, {
          ...providers,
          catalogRoot: root,
          terraform,
          interruption,
          limited: limitedTo(options.jobs ?? affordableJobs(real)),
          timeoutMs: options.timeout * 60_000,
          lockTimeoutSeconds: options.lockTimeout,
          lock: options.lock,
          secrets: environmentSecrets(env),
          onProgress: progress.show,
        });
      } finally {
        await providers.stop();
      }
    },
    ahead.terraform,
  );
}
