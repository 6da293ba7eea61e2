import { apply, discardPlan, init, type PlanResult, plan, type StackTerraform } from '../terraform/commands';
import { stackConfiguration } from '../terraform/configuration';
import type { Interruption } from '../terraform/interruption';
import type { Outcome } from '../terraform/outcome';
import { prepareWorkFolder } from '../terraform/work-folder';
import type { SandboxProviders, SandboxSession } from './providers';
import { stateResources } from './state';

/** What the sandbox needs of a compiled stack. */
export interface SandboxStack {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** The synthesized `cdk.tf.json`. */
  readonly json: string;
}

export interface RunsTerraform {
  readonly catalogRoot: string;
  /** The program. */
  readonly terraform: string;
  readonly interruption: Interruption;
}

/** No apply in the sandbox takes this long. */
const TIMEOUT_MS = 15 * 60_000;

/** Runs `run` with Terraform ready in the stack's work folder; whatever is in the way of that is a failure of the stack. */
export async function withStack<T>(
  of: RunsTerraform,
  providers: SandboxProviders,
  stack: Pick<SandboxStack, 'name' | 'json'>,
  run: (terraform: StackTerraform) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let session: SandboxSession | undefined;
  try {
    const folder = prepareWorkFolder(of.catalogRoot, stack);
    session = await providers.open(stack);
    const { terraform, interruption } = of;
    const ready = { terraform, interruption, folder, environment: session.environment, timeoutMs: TIMEOUT_MS };
    const initialized = await init(ready);
    return initialized.ok ? await run(ready) : initialized;
  } catch (error) {
    const summary = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { kind: 'failed', diagnostics: [{ severity: 'error', summary, detail: '' }] } };
  } finally {
    session?.close();
  }
}

export function applyStack(of: RunsTerraform, providers: SandboxProviders, stack: SandboxStack) {
  return withStack(of, providers, stack, apply);
}

/** Whether anything is left to do. The saved plan holds secrets and does not stay. */
export function planStack(of: RunsTerraform, providers: SandboxProviders, stack: SandboxStack) {
  return withStack(of, providers, stack, async (terraform) => {
    const outcome = await plan(terraform);
    discardPlan(terraform.folder);
    return outcome;
  });
}

/**
 * Destroys whatever the stack's state holds, by applying a configuration of backend and providers alone: nothing that
 * it once read needs to be there any more.
 */
export async function destroyStack(
  of: RunsTerraform,
  providers: SandboxProviders,
  stack: Pick<SandboxStack, 'name' | 'json'>,
): Promise<Outcome<PlanResult>> {
  const { terraform, provider } = stackConfiguration(stack.json);
  return withStack(of, providers, { name: stack.name, json: JSON.stringify({ terraform, provider }, null, 2) }, apply);
}

/** A configuration that can destroy a stack whose own is lost: its state says which providers made it. */
export function emptyStack(catalogRoot: string, name: string): string {
  const types = new Set(stateResources(catalogRoot, name).map(({ type }) => type.split('_')[0] ?? type));
  const sources: Record<string, string> = {
    aws: 'hashicorp/aws',
    grafana: 'grafana/grafana',
    pagerduty: 'PagerDuty/pagerduty',
  };
  const used = [...types].filter((type) => sources[type] !== undefined);
  const backend = { local: { path: `../../../.catalog/state/${name}.tfstate` } };
  return JSON.stringify({
    terraform: {
      backend,
      required_providers: Object.fromEntries(used.map((type) => [type, { source: sources[type] }])),
    },
    // without a state there is nothing to destroy, and a block of no provider would be a fault
    ...(used.length === 0
      ? {}
      : { provider: Object.fromEntries(used.map((type) => [type, [type === 'aws' ? { region: 'us-east-1' } : {}]])) }),
  });
}
