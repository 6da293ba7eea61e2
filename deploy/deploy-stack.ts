import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CompiledStack } from '../compile/synthesize';
import { agrees } from '../domain/plan/agrees';
import { readPlan } from '../domain/plan/document';
import type { PlanReview } from '../domain/plan/planned-stack';
import { literalStrings, planSecrets, redactor } from '../domain/plan/secrets';
import { type StackPlan, stackPlan } from '../domain/plan/stack-plan';
import { applyPlan, discardPlan, init, plan, type StackTerraform, savedPlan, showPlan } from '../terraform/commands';
import type { Failure } from '../terraform/outcome';
import { type RunSetting, withTerraform } from './run-setting';
import { failureNotes } from './scan-stack';
import { stateVersion } from './state-version';
import { isTransient, patiently, pauseMs } from './transient';

export interface DeploySetting extends RunSetting {
  /** Plans that somebody approved; without them, whatever is planned is applied. */
  readonly expected?: PlanReview;
}

export interface DeployedStack {
  /** `refused`: the plan is not the one that was approved; nothing was applied. */
  readonly outcome: 'applied' | 'unchanged' | 'refused' | 'failed' | 'locked' | 'interrupted';
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly notes: readonly string[];
  /** Lineage and serial of its state, where everything is as the catalog says. */
  readonly state?: string;
}

const NOTHING = { added: 0, changed: 0, removed: 0, notes: [] };
const APPLIES = 3;

/** Plans a stack, checks the plan, and applies that very plan. Never throws for what a provider or a backend does. */
export function deployStack(stack: CompiledStack, of: DeploySetting): Promise<DeployedStack> {
  return withTerraform(of, stack, 'work', async (terraform) => {
    try {
      return await deployed(stack, terraform, of);
    } finally {
      discardPlan(terraform.folder);
    }
  });
}

async function deployed(stack: CompiledStack, terraform: StackTerraform, of: DeploySetting): Promise<DeployedStack> {
  const counts = { added: 0, changed: 0, removed: 0 };
  let approved: StackPlan | undefined;
  for (let attempt = 1; ; attempt++) {
    const made = await planned(stack, terraform, of);
    if (!made.ok) return await failed(made.failure, counts, terraform, of);
    const { plan: now, seal, changed } = made;
    if (now.errored || now.incomplete || now.deferred.length > 0) {
      return {
        ...counts,
        outcome: 'failed',
        notes: ['the plan is not whole: applying it would leave something undone'],
      };
    }
    const state = changed ? undefined : await stateVersion(terraform);
    // an empty stack gets its state too: others may look for it
    if (!changed && state !== 'none') {
      return { ...counts, outcome: attempt === 1 ? 'unchanged' : 'applied', notes: [], ...known(state) };
    }
    const refusal = !changed ? undefined : approved === undefined ? unexpected(stack, now, of) : beyond(approved, now);
    if (refusal !== undefined) return { ...counts, outcome: 'refused', notes: [refusal] };
    approved ??= now;
    if (sealOf(terraform) !== seal)
      return { ...counts, outcome: 'refused', notes: ['the saved plan was changed by somebody'] };
    if (of.interruption.stopping.aborted) return { ...counts, outcome: 'interrupted', notes: ['not applied'] };
    const applied = await applyPlan(terraform);
    if (applied.ok) {
      const { add, change, remove } = applied.value;
      const after = await stateVersion(terraform);
      return { outcome: 'applied', added: add, changed: change, removed: remove, notes: [], ...known(after) };
    }
    const again = isTransient(applied.failure) || isStale(applied.failure);
    if (attempt === APPLIES || !again || of.interruption.stopping.aborted) {
      return await failed(applied.failure, counts, terraform, of);
    }
    const pause = pauseMs(applied.failure, attempt);
    of.onNote(`${stack.name}: trying again in ${pause / 1000} s`);
    await wait(pause, undefined, { signal: of.interruption.stopping }).catch(() => {});
  }
}

const known = (state: string | undefined) => (state === undefined ? {} : { state });

/** Somebody else wrote the state between plan and apply. */
const isStale = ({ diagnostics }: Failure) => diagnostics.some(({ summary }) => summary === 'Saved plan is stale');

type Planned =
  | { readonly ok: true; readonly plan: StackPlan; readonly seal: string; readonly changed: boolean }
  | { readonly ok: false; readonly failure: Failure };

async function planned(stack: CompiledStack, terraform: StackTerraform, of: DeploySetting): Promise<Planned> {
  const run = async () => {
    const ready = await of.initInTurn(() => init(terraform));
    return ready.ok ? plan(terraform) : ready;
  };
  const made = await patiently(
    run,
    (result) => (result.ok ? undefined : result.failure),
    of.interruption.stopping,
    (pause) => of.onNote(`${stack.name}: trying again in ${pause / 1000} s`),
  );
  if (!made.ok) return made;
  const seal = sealOf(terraform);
  const shown = await showPlan(terraform);
  if (!shown.ok) return shown;
  const read = readPlan(shown.value);
  if (!read.ok)
    return {
      ok: false,
      failure: { kind: 'failed', diagnostics: [{ severity: 'error', summary: read.reason, detail: '' }] },
    };
  const secrets = [...of.secrets, ...planSecrets(read.plan, literalStrings(stack.json))];
  return { ok: true, plan: stackPlan(read.plan, redactor(secrets)), seal, changed: made.value.changed };
}

/** Of the plan that was saved: what is shown and checked is what is applied. */
function sealOf({ folder }: StackTerraform): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, savedPlan)))
    .digest('hex');
}

function unexpected({ name }: CompiledStack, now: StackPlan, { expected }: DeploySetting): string | undefined {
  if (expected === undefined) return undefined;
  const reviewed = expected.stacks.find(({ stack }) => stack === name);
  if (reviewed === undefined) return 'was not part of the review, and its plan is not empty';
  return agrees(reviewed, now) ? undefined : 'its plan is not the one that was reviewed: review it again';
}

/** After an apply that broke off, what is left to do is a part of what was approved. */
function beyond(approved: StackPlan, now: StackPlan): string | undefined {
  const known = new Map(approved.resources.map(({ address, action }) => [address, action]));
  const odd = now.resources.find(({ address, action }) => {
    const was = known.get(address);
    // half of a replacement may be done
    return was !== action && !(was === 'replace' && (action === 'create' || action === 'delete'));
  });
  return odd && `after a failed apply the plan has more than was planned: ${odd.action} ${odd.address}`;
}

async function failed(
  failure: Failure,
  counts: Pick<DeployedStack, 'added' | 'changed' | 'removed'>,
  terraform: StackTerraform,
  of: DeploySetting,
): Promise<DeployedStack> {
  const notes = await failureNotes(failure, terraform, of.secrets);
  switch (failure.kind) {
    case 'locked':
      return {
        ...counts,
        outcome: 'locked',
        notes: [`somebody else held the state for ${of.lockTimeoutSeconds} s`, ...notes],
      };
    case 'interrupted':
      return { ...NOTHING, outcome: 'interrupted' };
    case 'timeout':
      return {
        ...counts,
        outcome: 'failed',
        notes: [`Terraform did not end within ${of.timeoutMs / 60_000} minutes`, ...notes],
      };
    case 'failed':
      return { ...counts, outcome: 'failed', notes };
  }
}
