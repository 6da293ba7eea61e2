import type { CompiledStack } from '../compile/synthesize';
import { groupsOf, type RefreshedGroup } from '../domain/drift/instance-refresh';
import { type JudgeInput, type Judgement, judge } from '../domain/drift/judge';
import type { StackVerdict } from '../domain/drift/model';
import { stackVerdict } from '../domain/drift/verdict';
import { type PlanDocument, readPlan } from '../domain/plan/document';
import { isStandIn, remoteReferences, scratchCopy } from '../domain/plan/remote-references';
import { planSecrets, redactor, stateSecrets } from '../domain/plan/secrets';
import type { StackTerraform } from '../terraform/commands';
import type { Failure } from '../terraform/outcome';
import { planJson } from '../terraform/plan-json';
import { stateJson } from '../terraform/state-json';
import type { RefreshReader } from './instance-refreshes';
import { type RunSetting, withTerraform } from './run-setting';
import { stateVersion } from './state-version';
import { patiently } from './transient';

export interface ScanSetting extends RunSetting {
  /** false: plans without taking locks, and looks again where the state changed meanwhile. */
  readonly lock: boolean;
  /** What judging a stack's plan needs to know of the catalog. */
  readonly judging: (stack: CompiledStack) => Pick<JudgeInput, 'context' | 'because'>;
  /** Who tells of the instance refreshes of a stack's groups. */
  readonly refreshes: (stack: CompiledStack) => RefreshReader;
}

/** How looking at one stack ended; `judgement` and `plan` only where it was looked at to the end. */
export interface StackScan {
  readonly verdict: StackVerdict;
  readonly notes: readonly string[];
  readonly judgement?: Judgement;
  readonly plan?: PlanDocument;
  /** Lineage and serial of the state that was looked at. */
  readonly state?: string;
}

const WITHOUT_STATE = 'has no state: it was never deployed, or its state is lost';

/** A deploy that writes the state again and again is not waited for for ever. */
const ATTEMPTS = 3;

/** Plans one stack against the world, and judges what differs. Never throws for what a provider or a backend does. */
export async function scanStack(stack: CompiledStack, of: ScanSetting): Promise<StackScan> {
  if (of.interruption.stopping.aborted) return { verdict: 'skipped', notes: ['interrupted'] };
  for (let attempt = 1; ; attempt++) {
    const scan = await withTerraform(of, stack, 'drift', (terraform) => scanned(stack, stack.json, terraform, of));
    if (scan !== 'moved') return scan;
    if (attempt === ATTEMPTS) {
      return { verdict: 'unknown', notes: ['the state changed each time while it was looked at'] };
    }
    of.onNote(`${stack.name}: the state changed meanwhile; looking again`);
  }
}

async function scanned(
  stack: CompiledStack,
  json: string,
  terraform: StackTerraform,
  of: ScanSetting,
): Promise<StackScan | 'moved'> {
  const { stopping } = of.interruption;
  const ready = { lock: of.lock, initInTurn: of.initInTurn };
  const before = of.lock ? undefined : await stateVersion(terraform);
  const planned = await patiently(
    () => planJson(terraform, ready),
    (result) => (result.ok ? result.value.failure : result.failure),
    stopping,
    (pauseMs) => of.onNote(`${stack.name}: trying again in ${pauseMs / 1000} s`),
  );
  const failure = planned.ok ? planned.value.failure : planned.failure;
  if (failure !== undefined) {
    if (isUnreadable(failure) && json === stack.json && remoteReferences(json).length > 0) {
      return await scannedAsFarAsKnown(stack, of);
    }
    return await failed(failure, terraform, of);
  }
  const read = readPlan(planned.ok ? planned.value.text : '');
  if (!read.ok) return { verdict: 'unknown', notes: [read.reason] };
  const state = await stateVersion(terraform);
  if (state === undefined) return { verdict: 'unknown', notes: ['the state could not be read again'] };
  if (!of.lock && before !== state) return 'moved';
  const plan = withoutStandIns(read.plan);
  const { refreshed, unasked } = await askRefreshes(stack, plan, of);
  const judgement = judge({ ...of.judging(stack), plan, json, secrets: of.secrets, refreshed });
  const unsure = [...judgement.unsure, ...unasked];
  if (unsure.length > 0) return { verdict: 'unknown', notes: unsure, judgement };
  const verdict = stackVerdict(judgement.drift, judgement.pending);
  if (state !== 'none') return { verdict, notes: [], judgement, plan, state };
  // also one that holds nothing is deployed: who knows what a lost state held
  return { verdict: verdict === 'clean' ? 'pending' : verdict, notes: [WITHOUT_STATE], judgement, plan, state };
}

/** The instance refreshes of the groups that a stack has, and why they could not be asked for. */
async function askRefreshes(
  stack: CompiledStack,
  plan: PlanDocument,
  of: ScanSetting,
): Promise<{ refreshed: RefreshedGroup[]; unasked: string[] }> {
  const refreshed: RefreshedGroup[] = [];
  const unasked: string[] = [];
  for (const group of groupsOf(plan)) {
    try {
      refreshed.push({ group, refreshes: await of.refreshes(stack)(group.name) });
    } catch (error) {
      const why = redactor(of.secrets).text((error as Error).message || String(error));
      unasked.push(`AWS does not tell whether the last instance refresh of ${group.name} got through: ${why}`);
    }
  }
  return { refreshed, unasked };
}

/**
 * A stack that reads what another has not published yet: planned with those values unknown. There is always something
 * pending then, so this never tells that a stack is clean.
 */
async function scannedAsFarAsKnown(stack: CompiledStack, of: ScanSetting): Promise<StackScan | 'moved'> {
  const { json } = scratchCopy(stack.json, () => true);
  const copy = { ...stack, json };
  const scan = await withTerraform(of, copy, 'drift', (terraform) => scanned(stack, json, terraform, of));
  if (scan === 'moved') return scan;
  const sources = [...new Set(remoteReferences(stack.json).map((reference) => reference.stack))];
  const notes = [...scan.notes, `waits for ${sources.join(' and ')}, not deployed yet`];
  return scan.verdict === 'clean' ? { verdict: 'unknown', notes } : { ...scan, notes };
}

function withoutStandIns(plan: PlanDocument): PlanDocument {
  return { ...plan, resource_changes: plan.resource_changes?.filter(({ address }) => !isStandIn(address)) };
}

const UNREADABLE = new Set(['Unable to find remote state', 'Unsupported attribute']);

function isUnreadable({ kind, diagnostics }: Failure): boolean {
  return kind === 'failed' && diagnostics.length > 0 && diagnostics.every(({ summary }) => UNREADABLE.has(summary));
}

async function failed(failure: Failure, terraform: StackTerraform, of: ScanSetting): Promise<StackScan> {
  const notes = await failureNotes(failure, terraform, of.secrets);
  switch (failure.kind) {
    case 'locked':
      return { verdict: 'locked', notes: [`somebody else held the state for ${of.lockTimeoutSeconds} s`, ...notes] };
    case 'interrupted':
      return { verdict: 'skipped', notes: ['interrupted'] };
    case 'timeout':
      return { verdict: 'failed', notes: [`Terraform did not end within ${of.timeoutMs / 60_000} minutes`, ...notes] };
    case 'failed':
      return { verdict: 'failed', notes };
  }
}

/** Terraform's words may hold a value of the state: what the state flags is known before they are shown. */
export async function failureNotes(
  failure: Failure,
  terraform: StackTerraform,
  secrets: readonly string[],
): Promise<string[]> {
  const state = failure.kind === 'failed' ? readPlan((await stateJson(terraform)) ?? '') : undefined;
  const own = state?.ok ? [...stateSecrets(state.plan.values), ...planSecrets(state.plan)] : [];
  const redact = redactor([...secrets, ...own]);
  return failure.diagnostics.map(({ summary, detail, address }) =>
    redact.text(
      [address, detail.startsWith(summary) ? '' : summary, detail]
        .filter(Boolean)
        .join(': ')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );
}
