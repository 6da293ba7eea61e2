import { readPlan } from '../domain/plan/document';
import type { PlanOutcome } from '../domain/plan/planned-stack';
import { isStandIn, remoteReferences, type ScratchCopy, scratchCopy } from '../domain/plan/remote-references';
import { literalStrings, planSecrets, type Redactor, redactor, stateSecrets } from '../domain/plan/secrets';
import { type StackPlan, stackPlan } from '../domain/plan/stack-plan';
import type { StackTerraform } from '../terraform/commands';
import { inOrder } from '../terraform/in-order';
import type { Interruption } from '../terraform/interruption';
import type { Limited } from '../terraform/limits';
import type { Failure, Outcome } from '../terraform/outcome';
import { type PlanJson, planJson } from '../terraform/plan-json';
import { stateJson } from '../terraform/state-json';
import { prepareWorkFolder } from '../terraform/work-folder';
import type { StackStep } from './stack-progress';

export interface StackToPlan {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** The configuration to plan. */
  readonly json: string;
  readonly environment: string | undefined;
  /** What was synthesized for it before. What either says literally is no secret, whatever Terraform flags. */
  readonly formerJson?: string;
}

interface PlanSession {
  readonly environment: NodeJS.ProcessEnv;
  close(): void;
}

export interface PlanRun {
  readonly catalogRoot: string;
  /** The program. */
  readonly terraform: string;
  readonly interruption: Interruption;
  readonly limited: Limited;
  readonly timeoutMs: number;
  readonly lockTimeoutSeconds: number;
  /** false: plans without taking locks. */
  readonly lock: boolean;
  /** Known before anything is planned, such as the environment's credentials. */
  readonly secrets: readonly string[];
  /** Where Terraform meets its providers, for one run on one stack. */
  readonly open: (stack: StackToPlan) => Promise<PlanSession>;
  /** Runs one `init` at a time where several would meet in one plugin cache. */
  readonly initInTurn: <T>(run: () => Promise<T>) => Promise<T>;
  readonly onProgress: (step: StackStep) => void;
}

export interface PlannedRun {
  readonly outcome: PlanOutcome;
  readonly plan?: StackPlan;
  readonly knownAfter: ScratchCopy['knownAfter'];
  /** Masked. */
  readonly errors: readonly string[];
  readonly durationMs: number;
}

/**
 * Plans stacks, each after those it reads from: what changes there is unknown here. One that fails stops no other.
 * `redact` takes out what any of the plans flags as sensitive, and the secrets known before.
 */
export async function planStacks(
  stacks: readonly StackToPlan[],
  run: PlanRun,
): Promise<{ readonly plans: ReadonlyMap<string, PlannedRun>; readonly redact: Redactor }> {
  const secrets = new Set(run.secrets);
  const changing = new Map<string, Set<string>>();
  let count = 0;
  const one = (stack: StackToPlan) =>
    run.limited(stack.json, async (): Promise<PlannedRun> => {
      const begin = performance.now();
      const { stopping } = run.interruption;
      const ended: Omit<PlannedRun, 'durationMs'> = stopping.aborted
        ? { outcome: 'skipped', knownAfter: new Map(), errors: [] }
        : await planned(stack, run, secrets, changing);
      const durationMs = Math.round(performance.now() - begin);
      changing.set(stack.name, new Set(ended.plan?.outputs.map(({ name }) => name)));
      const { name } = stack;
      run.onProgress({
        step: 'plan',
        stack: name,
        outcome: stepOutcome(ended),
        count: ++count,
        total: stacks.length,
        durationMs,
      });
      return { ...ended, durationMs };
    });
  // its own limits, not those of `inOrder`: a stack that waits for PagerDuty takes nobody's turn
  const done = await inOrder(stacks, Number.POSITIVE_INFINITY, one, { succeeded: () => true });
  const plans = [...done].map(([name, end]) => {
    if (end.kind === 'skipped') throw new Error(`${name} was left out: ${end.because}`);
    return [name, end.result] as const;
  });
  const redact = redactor(secrets);
  return { plans: new Map(plans), redact };
}

const stepOutcome = ({ outcome }: Pick<PlannedRun, 'outcome'>): StackStep['outcome'] =>
  outcome === 'planned' ? 'done' : outcome === 'skipped' || outcome === 'interrupted' ? 'skipped' : 'failed';

async function planned(
  stack: StackToPlan,
  run: PlanRun,
  secrets: Set<string>,
  changing: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Omit<PlannedRun, 'durationMs'>> {
  const pending = scratchCopy(stack.json, ({ stack: from, output }) => changing.get(from)?.has(output) ?? false);
  const first = await planCopy(stack, pending, run, secrets);
  if (first.outcome !== 'failed' || !first.unreadable || remoteReferences(pending.json).length === 0) return first;
  // a state that is not there yet, or lacks the output: planned as far as it can be
  return planCopy(
    stack,
    scratchCopy(stack.json, () => true),
    run,
    secrets,
  );
}

async function planCopy(
  stack: StackToPlan,
  { json, knownAfter }: ScratchCopy,
  run: PlanRun,
  secrets: Set<string>,
): Promise<Omit<PlannedRun, 'durationMs'> & { readonly unreadable?: boolean }> {
  const folder = prepareWorkFolder(run.catalogRoot, { name: stack.name, json }, 'plan');
  const session = await run.open(stack);
  const { terraform, interruption, timeoutMs, lockTimeoutSeconds } = run;
  const at = { terraform, interruption, timeoutMs, lockTimeoutSeconds, folder, environment: session.environment };
  try {
    const made = await planJson(at, { lock: run.lock, initInTurn: run.initInTurn });
    if (!made.ok) return await failed(made.failure, at, secrets, knownAfter);
    return await read(made, at, stack, run, secrets, knownAfter);
  } finally {
    session.close();
  }
}

async function read(
  made: Outcome<PlanJson> & { readonly ok: true },
  at: StackTerraform,
  stack: StackToPlan,
  run: PlanRun,
  secrets: Set<string>,
  knownAfter: ScratchCopy['knownAfter'],
): Promise<Omit<PlannedRun, 'durationMs'> & { readonly unreadable?: boolean }> {
  const document = readPlan(made.value.text);
  if (!document.ok) return { outcome: 'failed', knownAfter, errors: [document.reason] };
  const own = planSecrets(document.plan, literalStrings(stack.json, stack.formerJson));
  for (const secret of own) secrets.add(secret);
  // of this plan alone: what other stacks hide would make its digest depend on them
  const plan = stackPlan(document.plan, redactor([...own, ...run.secrets]), isStandIn);
  const { failure } = made.value;
  if (failure === undefined && !plan.errored) return { outcome: 'planned', plan, knownAfter, errors: [] };
  const told = failure === undefined ? undefined : await failed(failure, at, secrets, knownAfter);
  // what stands in a plan of nothing but an error is nobody's business
  const outcome = plan.resources.length > 0 ? 'partial' : 'failed';
  return { ...told, outcome: told?.unreadable ? 'failed' : outcome, plan, knownAfter, errors: told?.errors ?? [] };
}

const UNREADABLE = new Set(['Unable to find remote state', 'Unsupported attribute']);

/** Terraform's words may hold a value of the state: what the state flags is known before they are shown. */
async function failed(
  failure: Failure,
  at: StackTerraform,
  secrets: Set<string>,
  knownAfter: ScratchCopy['knownAfter'],
): Promise<Omit<PlannedRun, 'durationMs'> & { readonly unreadable: boolean }> {
  if (failure.kind === 'failed') {
    const state = readPlan((await stateJson(at)) ?? '');
    if (state.ok) for (const secret of stateSecrets(state.plan.values)) secrets.add(secret);
  }
  const unreadable =
    failure.diagnostics.length > 0 && failure.diagnostics.every(({ summary }) => UNREADABLE.has(summary));
  const redact = redactor(secrets);
  const errors = failure.diagnostics.map(({ summary, detail, address }) =>
    redact.text([address, summary, detail === summary ? '' : detail].filter(Boolean).join(': ')),
  );
  return { outcome: failure.kind, knownAfter, errors, unreadable };
}
