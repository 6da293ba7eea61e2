import type { PlanResult } from '../terraform/commands';
import { type Done, inOrder, type Ordered } from '../terraform/in-order';
import type { Outcome } from '../terraform/outcome';
import type { RunsTerraform } from './stack-run';

/** One event per stack and step, as it ends. */
export interface SandboxProgress {
  readonly step: 'deploy' | 'check' | 'remove';
  readonly stack: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** How many stacks of the step have ended, of how many. */
  readonly count: number;
  readonly total: number;
  readonly durationMs: number;
}

export interface StepOptions extends RunsTerraform {
  /** Terraform processes at once; 4 unless given. */
  readonly jobs?: number;
  readonly onProgress?: (progress: SandboxProgress) => void;
}

export type StackOutcome = Done<Outcome<PlanResult>>;

const JOBS = 4;

/** Runs one step for all stacks in order, and reports each as it ends. */
export async function runStep<S extends Ordered>(
  { jobs = JOBS, onProgress, interruption }: StepOptions,
  step: SandboxProgress['step'],
  stacks: readonly S[],
  run: (stack: S) => Promise<Outcome<PlanResult>>,
): Promise<Map<string, StackOutcome>> {
  let count = 0;
  const report = (stack: string, outcome: SandboxProgress['outcome'], durationMs: number) =>
    onProgress?.({ step, stack, outcome, count: ++count, total: stacks.length, durationMs });
  const timed = async (stack: S) => {
    const begin = performance.now();
    const outcome = await run(stack);
    report(stack.name, outcome.ok ? 'done' : 'failed', Math.round(performance.now() - begin));
    return outcome;
  };
  const done = await inOrder(stacks, jobs, timed, {
    succeeded: (outcome) => outcome.ok,
    stopping: interruption.stopping,
  });
  for (const [stack, { kind }] of done) if (kind === 'skipped') report(stack, 'skipped', 0);
  return done;
}

export function succeeded(outcome: StackOutcome | undefined): boolean {
  return outcome?.kind === 'done' && outcome.result.ok;
}
