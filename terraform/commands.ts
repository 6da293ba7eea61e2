import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requiredProviders, stackConfiguration } from './configuration';
import { installing } from './install';
import type { Interruption } from './interruption';
import { eventsOf, failureOf, type Outcome, type TerraformEvent, terraformEvent } from './outcome';
import { type RunResult, runTerraform } from './run';
import { textOf, writeWhenChanged } from './work-folder';

/** Terraform in the work folder of one stack. */
export interface StackTerraform {
  /** The program. */
  readonly terraform: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interruption?: Interruption;
  readonly timeoutMs?: number;
  /** How long to wait for a lock that another process holds. */
  readonly lockTimeoutSeconds?: number;
  readonly onEvent?: (event: TerraformEvent) => void;
}

export interface PlanOptions {
  readonly destroy?: boolean;
  readonly refreshOnly?: boolean;
  /** false: plans without taking the lock, for whoever must not stand in a deploy's way. */
  readonly lock?: boolean;
}

export interface PlanResult {
  /** What `-detailed-exitcode` says: also true for moves, imports and outputs alone. */
  readonly changed: boolean;
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** File of the saved plan, in the stack's folder. */
export const savedPlan = 'catalog.tfplan';
const INIT_MARKER = join('.terraform', 'catalog-init');
/** Where Terraform keeps what it was initialized for: missing where the folder was deleted in part. */
const BACKEND_RECORD = join('.terraform', 'terraform.tfstate');

/**
 * Initializes the folder unless that was done for the same backend and providers. Providers that a process serves
 * (`TF_REATTACH_PROVIDERS`) are not installed.
 */
export async function init(stack: StackTerraform): Promise<Outcome<'done' | 'unneeded'>> {
  const { folder, environment } = stack;
  const configuration = stackConfiguration(textOf(join(folder, 'cdk.tf.json')) ?? '{}');
  const served = Object.keys(JSON.parse(environment.TF_REATTACH_PROVIDERS ?? '{}') as object);
  const installed = Object.entries(requiredProviders(configuration)).filter(([address]) => !served.includes(address));
  const { backend, cloud } = configuration.terraform ?? {};
  const settings = JSON.stringify([backend, cloud, installed]);
  const marker = createHash('sha256').update(settings).digest('hex');
  const path = join(folder, INIT_MARKER);
  if (textOf(path) === marker && existsSync(join(folder, BACKEND_RECORD))) return { ok: true, value: 'unneeded' };

  const args = ['init', '-input=false', '-no-color', '-reconfigure', ...lockTimeout(stack)];
  const initialize = () => execute(stack, args);
  const cache = environment.TF_PLUGIN_CACHE_DIR;
  const run =
    installed.length === 0 || cache === undefined
      ? await initialize()
      : await installing(folder, cache, installed, initialize);
  if (run.exitCode !== 0) return { ok: false, failure: failureOf(run) };
  if (existsSync(join(folder, '.terraform'))) writeWhenChanged(path, marker);
  return { ok: true, value: 'done' };
}

export async function validate(stack: StackTerraform): Promise<Outcome<void>> {
  const run = await execute(stack, ['validate', '-json', '-no-color']);
  return run.exitCode === 0 ? { ok: true, value: undefined } : { ok: false, failure: validationFailure(run) };
}

/** `validate -json` prints one document where the others print a line per event. */
function validationFailure(run: RunResult) {
  const failure = failureOf(run);
  try {
    const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: typeof failure.diagnostics };
    return { ...failure, diagnostics };
  } catch {
    return failure;
  }
}

/** Plans, and saves the plan in the folder for `showPlan` and `applyPlan`; `discardPlan` when nobody needs it. */
export async function plan(stack: StackTerraform, options: PlanOptions = {}): Promise<Outcome<PlanResult>> {
  const args = ['plan', '-json', '-input=false', '-detailed-exitcode', `-out=${savedPlan}`];
  if (options.destroy) args.push('-destroy');
  if (options.refreshOnly) args.push('-refresh-only');
  args.push(...(options.lock === false ? ['-lock=false'] : lockTimeout(stack)));
  const run = await execute(stack, args);
  if (run.exitCode !== 0 && run.exitCode !== 2) return { ok: false, failure: failureOf(run) };
  return { ok: true, value: { changed: run.exitCode === 2, ...changesOf(run) } };
}

/** The saved plan as Terraform's JSON. Sensitive values stand in it in plain text. */
export async function showPlan(stack: StackTerraform): Promise<Outcome<string>> {
  const run = await execute(stack, ['show', '-json', '-no-color', savedPlan]);
  return run.exitCode === 0 ? { ok: true, value: run.stdout } : { ok: false, failure: failureOf(run) };
}

/** Applies the saved plan, exactly. */
export async function applyPlan(stack: StackTerraform): Promise<Outcome<PlanResult>> {
  const outcome = await applying(stack, [savedPlan]);
  discardPlan(stack.folder);
  return outcome;
}

/** Plans and applies at once. */
export function apply(stack: StackTerraform): Promise<Outcome<PlanResult>> {
  return applying(stack, ['-auto-approve']);
}

export function destroy(stack: StackTerraform): Promise<Outcome<PlanResult>> {
  return applying(stack, ['-auto-approve', '-destroy']);
}

/** The outputs of a stack, sensitive ones in plain text. */
export async function outputs(stack: StackTerraform): Promise<Outcome<Record<string, unknown>>> {
  const run = await execute(stack, ['output', '-json', '-no-color']);
  if (run.exitCode !== 0) return { ok: false, failure: failureOf(run) };
  const values = JSON.parse(run.stdout) as Record<string, { value: unknown }>;
  return { ok: true, value: Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value])) };
}

export function discardPlan(folder: string): void {
  rmSync(join(folder, savedPlan), { force: true });
}

async function applying(stack: StackTerraform, args: readonly string[]): Promise<Outcome<PlanResult>> {
  const run = await execute(stack, ['apply', '-json', '-input=false', ...lockTimeout(stack), ...args], true);
  const complete = run.exitCode === 0;
  return complete ? { ok: true, value: { changed: true, ...changesOf(run) } } : { ok: false, failure: failureOf(run) };
}

function lockTimeout({ lockTimeoutSeconds = 20 }: StackTerraform): string[] {
  return [`-lock-timeout=${lockTimeoutSeconds}s`];
}

function changesOf(run: RunResult): Omit<PlanResult, 'changed'> {
  const changes = eventsOf(run).findLast(({ type }) => type === 'change_summary')?.changes;
  return { add: changes?.add ?? 0, change: changes?.change ?? 0, remove: changes?.remove ?? 0 };
}

function execute(stack: StackTerraform, args: readonly string[], finishes = false): Promise<RunResult> {
  const { onEvent } = stack;
  const onLine = (line: string) => {
    const event = terraformEvent(line);
    if (event !== undefined) onEvent?.(event);
  };
  return runTerraform(stack.terraform, args, {
    folder: stack.folder,
    environment: stack.environment,
    finishes,
    ...(stack.interruption === undefined ? {} : { interruption: stack.interruption }),
    ...(stack.timeoutMs === undefined ? {} : { timeoutMs: stack.timeoutMs }),
    ...(onEvent === undefined ? {} : { onLine }),
  });
}
