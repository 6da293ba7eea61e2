import { rmSync } from 'node:fs';
import { reversed } from '../terraform/in-order';
import type { Failure } from '../terraform/outcome';
import { statePath, textOf, workFolder } from '../terraform/work-folder';
import { withSandboxLock } from './lock';
import { clearOrphans } from './orphans';
import { type SandboxProviders, startSandboxProviders } from './providers';
import { forgetEnvironment, type RecordedStack, readRecord, recordEnvironment } from './record';
import { destroyStack, emptyStack } from './stack-run';
import { runStep, type StepOptions, succeeded } from './step';

export interface SandboxDownOptions extends StepOptions {
  /** Every environment that is up, unless given. */
  readonly environment?: string;
  readonly nowMs: number;
}

export interface SandboxDownReport {
  /** Nothing is left. */
  readonly ok: boolean;
  readonly interrupted: boolean;
  readonly removed: readonly string[];
  readonly failed: readonly { readonly stack: string; readonly failure?: Failure }[];
}

/**
 * Destroys what `up` deployed, in reverse order, from the states alone: the catalog need not compile. Throws
 * `SandboxBusy` when another command is at work.
 */
export function sandboxDown(options: SandboxDownOptions): Promise<SandboxDownReport> {
  return withSandboxLock(options.catalogRoot, async () => {
    const record = readRecord(options.catalogRoot);
    const environments = Object.entries(record).filter(
      ([name]) => options.environment === undefined || name === options.environment,
    );
    if (environments.length === 0) return { ok: true, interrupted: false, removed: [], failed: [] };
    const providers = await startSandboxProviders(options.catalogRoot, options.nowMs);
    const reports: SandboxDownReport[] = [];
    try {
      for (const [name, { stacks }] of environments) reports.push(await removed(options, providers, name, stacks));
    } finally {
      await providers.stop();
    }
    return {
      ok: reports.every(({ ok }) => ok),
      interrupted: options.interruption.stopping.aborted,
      removed: reports.flatMap((report) => report.removed),
      failed: reports.flatMap(({ failed }) => failed),
    };
  });
}

async function removed(
  options: SandboxDownOptions,
  providers: SandboxProviders,
  environment: string,
  stacks: readonly RecordedStack[],
): Promise<SandboxDownReport> {
  recordEnvironment(options.catalogRoot, environment, { stacks, complete: false });
  const names = stacks.map(({ name }) => name);
  await clearOrphans(options.catalogRoot, providers.world, names);
  const report = await removeStacks(options, providers, stacks);
  const left = stacks.filter(({ name }) => !report.removed.includes(name));
  if (left.length === 0) forgetEnvironment(options.catalogRoot, environment);
  else recordEnvironment(options.catalogRoot, environment, { stacks: left, complete: false });
  return { ...report, ok: left.length === 0, interrupted: options.interruption.stopping.aborted };
}

/** Destroys stacks, each after everything that depends on it, and their folders and states with them. */
export async function removeStacks(
  options: StepOptions,
  providers: SandboxProviders,
  stacks: readonly RecordedStack[],
): Promise<Pick<SandboxDownReport, 'removed' | 'failed'>> {
  const { catalogRoot } = options;
  const outcomes = await runStep(options, 'remove', reversed(stacks), async ({ name }) => {
    const json = textOf(`${workFolder(catalogRoot, name)}/cdk.tf.json`) ?? emptyStack(catalogRoot, name);
    const outcome = await destroyStack(options, providers, { name, json });
    if (outcome.ok) forgetStack(catalogRoot, name);
    return outcome;
  });
  const entries = [...outcomes];
  return {
    removed: entries.filter(([, outcome]) => succeeded(outcome)).map(([stack]) => stack),
    failed: entries
      .filter(([, outcome]) => !succeeded(outcome))
      .map(([stack, outcome]) => ({
        stack,
        ...(outcome.kind === 'done' && !outcome.result.ok ? { failure: outcome.result.failure } : {}),
      })),
  };
}

function forgetStack(catalogRoot: string, stack: string): void {
  const state = statePath(catalogRoot, stack);
  for (const path of [state, `${state}.backup`]) rmSync(path, { force: true });
  rmSync(workFolder(catalogRoot, stack), { recursive: true, force: true });
}
