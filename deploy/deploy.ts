import type { CompiledStack } from '../compile/synthesize';
import { inOrder } from '../terraform/in-order';
import { type DeployedStack, type DeploySetting, deployStack } from './deploy-stack';
import type { Journal } from './journal';
import { withTerraform } from './run-setting';
import { stateVersion } from './state-version';

export interface StackReport extends Omit<DeployedStack, 'outcome' | 'state'> {
  readonly stack: string;
  /** `before`: the run that this one continues has done it. `skipped`: what it depends on was not done. */
  readonly outcome: DeployedStack['outcome'] | 'before' | 'skipped';
  readonly durationMs: number;
}

export interface DeployReport {
  /** Every stack is as the catalog says. */
  readonly ok: boolean;
  readonly interrupted: boolean;
  /** ISO 8601, where an earlier run was continued. */
  readonly continues: string | null;
  /** In deploy order. */
  readonly stacks: readonly StackReport[];
}

const DONE: readonly StackReport['outcome'][] = ['applied', 'unchanged', 'before'];
const isDone = ({ outcome }: Pick<StackReport, 'outcome'>) => DONE.includes(outcome);

/**
 * Deploys stacks, several at once, each after what it depends on. One that fails stops what depends on it and nothing
 * else; after an interruption nothing begins, and applies in hand are finished.
 */
export async function deployStacks(
  stacks: readonly CompiledStack[],
  of: DeploySetting,
  journal: Journal,
): Promise<DeployReport> {
  const before = await journal.doneBefore(stacks, (stack) =>
    of.limited(stack.json, () => withTerraform(of, stack, 'work', stateVersion).catch(() => undefined)),
  );
  const toDo = stacks.filter(({ name }) => !before.has(name));
  let count = 0;
  const report = (stack: string, outcome: 'done' | 'failed' | 'skipped', durationMs: number) =>
    of.onProgress({ step: 'deploy', stack, outcome, count: ++count, total: toDo.length, durationMs });
  const one = async (stack: CompiledStack) => {
    if (of.interruption.stopping.aborted) return { ...SKIPPED, outcome: 'interrupted' as const, durationMs: 0 };
    const begin = performance.now();
    const { state, ...result } = await deployStack(stack, of).catch(
      (error: Error): DeployedStack => ({ ...SKIPPED, outcome: 'failed', notes: [error.message] }),
    );
    const durationMs = Math.round(performance.now() - begin);
    if (isDone(result)) journal.note(stack, state);
    report(stack.name, isDone(result) ? 'done' : result.outcome === 'interrupted' ? 'skipped' : 'failed', durationMs);
    return { ...result, durationMs };
  };
  journal.begin(toDo);
  // the limits are those of the providers and of the jobs: a stack that waits for PagerDuty takes nobody's turn
  const ended = await inOrder(toDo, Number.POSITIVE_INFINITY, (stack) => of.limited(stack.json, () => one(stack)), {
    succeeded: isDone,
    stopping: of.interruption.stopping,
  });
  const reports = stacks.map(({ name: stack }): StackReport => {
    const end = ended.get(stack);
    if (end === undefined) return { stack, ...SKIPPED, outcome: 'before', durationMs: 0 };
    if (end.kind === 'done') return { stack, ...end.result };
    const interrupted = end.because === 'interrupted';
    report(stack, 'skipped', 0);
    return { stack, ...SKIPPED, outcome: interrupted ? 'interrupted' : 'skipped', notes: [end.because], durationMs: 0 };
  });
  const ok = reports.every(isDone);
  journal.end();
  return { ok, interrupted: of.interruption.stopping.aborted, continues: journal.continues ?? null, stacks: reports };
}

const SKIPPED = { added: 0, changed: 0, removed: 0, notes: [] };
