import { discardPlan, init, plan, type StackTerraform, showPlan } from './commands';
import type { Failure, Outcome } from './outcome';

export interface PlanJson {
  /** `terraform show -json` of the plan: sensitive values stand in it in plain text. */
  readonly text: string;
  /** Why the plan is only a part: Terraform found something before it failed. */
  readonly failure?: Failure;
}

export interface PlanJsonOptions {
  readonly lock?: boolean;
  /** Runs one `init` at a time: several into one plugin cache are undefined behaviour. */
  readonly initInTurn: <T>(run: () => Promise<T>) => Promise<T>;
}

/** Plans a stack and reads the plan; nothing of it stays on the disk. */
export async function planJson(stack: StackTerraform, options: PlanJsonOptions): Promise<Outcome<PlanJson>> {
  const ready = await options.initInTurn(() => init(stack));
  if (!ready.ok) return ready;
  discardPlan(stack.folder);
  try {
    const planned = await plan(stack, { ...(options.lock === undefined ? {} : { lock: options.lock }) });
    if (!planned.ok && planned.failure.kind !== 'failed') return planned;
    const shown = await showPlan(stack);
    if (planned.ok) return shown.ok ? { ok: true, value: { text: shown.value } } : shown;
    // a plan that failed may have been saved with what it had found
    return shown.ok ? { ok: true, value: { text: shown.value, failure: planned.failure } } : planned;
  } finally {
    discardPlan(stack.folder);
  }
}
