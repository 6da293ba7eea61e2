import type { PlannedStack, PlanReview } from '../domain/plan/planned-stack';
import { maskedStack, plannedStack, planReview } from '../domain/plan/review';
import { environmentSecrets } from '../domain/plan/secrets';
import { findTerraform } from '../terraform/binary';
import { listenForInterruption } from '../terraform/interruption';
import { affordableJobs, limitedTo } from '../terraform/limits';
import { CommandError, type Io } from './io';
import { openProviders } from './plan-providers';
import { type PlannedRun, planStacks } from './plan-stacks';
import type { PlanSubject } from './plan-subject';
import { stackProgress } from './stack-progress';

export interface RunOptions {
  readonly jobs?: number;
  /** Minutes for one stack. */
  readonly timeout: number;
  /** Seconds. */
  readonly lockTimeout: number;
  readonly lock: boolean;
}

/** Plans a subject's stacks and puts the plans together with its words. */
export async function reviewPlans(subject: PlanSubject, options: RunOptions, io: Io): Promise<PlanReview> {
  const { plans, redact } = await runPlans(subject, options, io);
  const stacks = subject.stacks.map(({ affected, because }): PlannedStack => {
    const run = plans.get(affected.stack) as PlannedRun;
    const knownAfter = (address: string, attribute: string) => run.knownAfter.get(address)?.get(attribute);
    const stack = maskedStack(plannedStack(affected, run, { because, knownAfter }), redact);
    const changing = stack.outputs.filter(({ action }) => action !== 'create').map(({ name }) => name);
    return { ...stack, followers: subject.readersOf(stack.stack, changing) };
  });
  return planReview(subject.review(stacks));
}

async function runPlans({ stacks, root, nowMs, sandboxes }: PlanSubject, options: RunOptions, io: Io) {
  const env = { ...process.env, ...io.env };
  const terraform = await findTerraform(env);
  if (terraform.kind === 'missing') throw new CommandError(terraform.message);
  const toPlan = stacks.map((stack) => stack.toPlan);
  const real = toPlan.some(({ environment }) => environment === undefined || !sandboxes.has(environment));
  const interruption = listenForInterruption();
  const progress = stackProgress(io);
  try {
    const providers = await openProviders(toPlan, { catalogRoot: root, nowMs, env, sandboxes });
    try {
      return await planStacks(toPlan, {
        ...providers,
        catalogRoot: root,
        terraform: terraform.path,
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
  } finally {
    progress.end();
    interruption.release();
  }
}
