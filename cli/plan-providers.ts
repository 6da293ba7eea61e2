import pLimit from 'p-limit';
import type { Double } from '../sandbox/double';
import { type SandboxProviders, startSandboxProviders } from '../sandbox/providers';
import { requiredProviders, stackConfiguration } from '../terraform/configuration';
import { credentialsFor } from '../terraform/credentials';
import { terraformEnvironment } from '../terraform/environment';
import type { PlanRun, StackToPlan } from './plan-stacks';

/** Where stacks meet their providers: the sandbox's, which are started here, or the real ones. */
export interface StackProviders extends Pick<PlanRun, 'open' | 'initInTurn'> {
  stop(): Promise<void>;
}

export interface ProviderSetting {
  readonly catalogRoot: string;
  readonly nowMs: number;
  /** With the credentials. */
  readonly env: NodeJS.ProcessEnv;
  /** Names of the environments that the sandbox plays. */
  readonly sandboxes: ReadonlySet<string>;
  /** The sandbox's providers, where they were started before. */
  readonly double?: Promise<Double>;
}

/** Starts what the stacks need; `stop` when the last plan has ended. */
export async function openProviders(stacks: readonly StackToPlan[], of: ProviderSetting): Promise<StackProviders> {
  const inSandbox = ({ environment }: StackToPlan) => environment !== undefined && of.sandboxes.has(environment);
  const sandbox: SandboxProviders | undefined = stacks.some(inSandbox)
    ? await startSandboxProviders(of.catalogRoot, of.nowMs, of.double ? { double: await of.double } : {})
    : undefined;
  const oneAtATime = pLimit(1);
  return {
    async open(stack) {
      if (sandbox !== undefined && inSandbox(stack)) return sandbox.open(stack);
      const credentials = credentialsFor(of.env, stack.environment);
      const required = requiredProviders(stackConfiguration(stack.json));
      return { environment: terraformEnvironment(credentials, of.catalogRoot, required), close: () => {} };
    },
    // what the sandbox serves is not installed
    initInTurn: stacks.every(inSandbox) ? (run) => run() : (run) => oneAtATime(run),
    stop: async () => sandbox?.stop(),
  };
}
