import type { Failure } from '../terraform/outcome';
import { removeStacks, type SandboxDownReport } from './down';
import { withSandboxLock } from './lock';
import { clearOrphans } from './orphans';
import { type SandboxProviders, startSandboxProviders } from './providers';
import { readRecord, recordEnvironment, worldPath } from './record';
import { applyStack, planStack, type SandboxStack } from './stack-run';
import { resourceCounts } from './state';
import { runStep, type StackOutcome, type StepOptions, succeeded } from './step';

export interface SandboxUpOptions extends StepOptions {
  readonly environment: string;
  /** Every stack of the environment. One that is missing and was deployed before is destroyed. */
  readonly stacks: readonly SandboxStack[];
  /** The sandbox's date, epoch milliseconds. */
  readonly nowMs: number;
}

interface SandboxStackReport {
  readonly stack: string;
  /** `settled`: applied, and a second plan found nothing to do. */
  readonly outcome: 'settled' | 'unsettled' | 'failed' | 'skipped';
  /** Resource type → how many exist. */
  readonly resources: Readonly<Record<string, number>>;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly failure?: Failure;
}

export interface SandboxUpReport {
  /** Everything is there and nothing is left to do. */
  readonly ok: boolean;
  readonly interrupted: boolean;
  readonly world: string;
  /** In the order given. */
  readonly stacks: readonly SandboxStackReport[];
  /** Stacks of an earlier `up` that the catalog no longer has. */
  readonly removed: readonly string[];
  /** Those of them that could not be destroyed. */
  readonly unremoved: SandboxDownReport['failed'];
}

/**
 * Applies an environment on this machine, then plans every stack again. Throws `SandboxBusy` when another command is at
 * work. No process stays behind; after an interruption the next `up` continues.
 */
export function sandboxUp(options: SandboxUpOptions): Promise<SandboxUpReport> {
  return withSandboxLock(options.catalogRoot, async () => {
    const providers = await startSandboxProviders(options.catalogRoot, options.nowMs);
    try {
      return await deployed(options, providers);
    } finally {
      await providers.stop();
    }
  });
}

async function deployed(options: SandboxUpOptions, providers: SandboxProviders): Promise<SandboxUpReport> {
  const { catalogRoot, environment, stacks, interruption } = options;
  const before = readRecord(catalogRoot)[environment]?.stacks ?? [];
  const gone = before.filter(({ name }) => !stacks.some((stack) => stack.name === name));
  const wanted = stacks.map(({ name, dependencies }) => ({ name, dependencies }));
  recordEnvironment(catalogRoot, environment, { stacks: [...wanted, ...gone], complete: false });
  const names = [...wanted, ...gone].map(({ name }) => name);
  await clearOrphans(catalogRoot, providers.world, names);

  const { removed, failed: unremoved } = await removeStacks(options, providers, gone);
  const applied = await runStep(options, 'deploy', stacks, (stack) => applyStack(options, providers, stack));
  // planning changes nothing that another plan reads: no order
  const toCheck = stacks.filter(({ name }) => succeeded(applied.get(name))).map(independent);
  const checked = await runStep(options, 'check', toCheck, (stack) => planStack(options, providers, stack));

  const reports = stacks.map(({ name }) => ({
    stack: name,
    resources: resourceCounts(catalogRoot, name),
    ...verdict(applied.get(name), checked.get(name)),
  }));
  const left = gone.filter(({ name }) => !removed.includes(name));
  const ok = left.length === 0 && reports.every(({ outcome }) => outcome === 'settled');
  recordEnvironment(catalogRoot, environment, { stacks: [...wanted, ...left], complete: ok });
  const interrupted = interruption.stopping.aborted;
  return { ok, interrupted, world: worldPath(catalogRoot), stacks: reports, removed, unremoved };
}

function independent(stack: SandboxStack): SandboxStack {
  return { ...stack, dependencies: [] };
}

const NOTHING = { added: 0, changed: 0, removed: 0 };

function verdict(
  deploy: StackOutcome | undefined,
  check: StackOutcome | undefined,
): Omit<SandboxStackReport, 'stack' | 'resources'> {
  if (deploy?.kind !== 'done') return { ...NOTHING, outcome: 'skipped' };
  if (!deploy.result.ok) return { ...NOTHING, outcome: 'failed', failure: deploy.result.failure };
  const { add: added, change: changed, remove: removed } = deploy.result.value;
  const counts = { added, changed, removed };
  if (check?.kind !== 'done') return { ...counts, outcome: 'unsettled' };
  if (!check.result.ok) return { ...counts, outcome: 'failed', failure: check.result.failure };
  return { ...counts, outcome: check.result.value.changed ? 'unsettled' : 'settled' };
}
