import { requiredProviders, stackConfiguration } from '../terraform/configuration';
import { terraformEnvironment } from '../terraform/environment';
import { type Double, startDouble } from './double';
import { worldPath } from './record';
import { passTime } from './scheduled-actions';
import { World } from './world';

/** Nobody's credentials: what the providers ask for before they say a word. */
const DUMMY = {
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_EC2_METADATA_DISABLED: 'true',
  PAGERDUTY_TOKEN: 'sandbox',
  GRAFANA_AUTH: 'sandbox',
};
const CREDENTIALS = /^(AWS|PAGERDUTY|GRAFANA)_/;

/** The environment without anybody's credentials for the three providers. */
function withoutCredentials(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = Object.entries(environment).filter(([name]) => !CREDENTIALS.test(name));
  return { ...Object.fromEntries(rest), ...DUMMY };
}

export interface SandboxProviders {
  readonly world: World;
  /**
   * The environment in which Terraform meets the sandbox, for one run on one stack (or, without a name, for a program
   * such as `cdktf` that runs it). `close` when the run has ended.
   */
  open(stack?: { readonly name: string; readonly json: string }): Promise<SandboxSession>;
  /** Ends the providers' process. */
  stop(): Promise<void>;
}

export interface SandboxSession {
  readonly environment: NodeJS.ProcessEnv;
  close(): void;
}

/**
 * Starts the providers of a catalog's sandbox, after time has passed in its world until `nowMs` (epoch milliseconds).
 * Everything that runs Terraform on a sandbox environment goes through here. A `double` that was started for the same
 * world is this one's from here on.
 */
export async function startSandboxProviders(
  catalogRoot: string,
  nowMs: number,
  options: { readonly strict?: boolean; readonly double?: Double } = {},
): Promise<SandboxProviders> {
  const world = new World(worldPath(catalogRoot));
  const double = options.double ?? (await startDouble(world.path, options));
  try {
    await advance(world, nowMs);
  } catch (error) {
    await double.stop();
    throw error;
  }
  return {
    world,
    async open(stack) {
      const required = stack === undefined ? {} : requiredProviders(stackConfiguration(stack.json));
      const base = terraformEnvironment(withoutCredentials(process.env), catalogRoot, required);
      const session = await double.open(stack?.name);
      return { environment: { ...base, ...session.environment }, close: session.close };
    },
    stop: () => double.stop(),
  };
}

/** Lets time pass in a world; an earlier instant sets its clock back and undoes nothing. */
export async function advance(world: World, nowMs: number): Promise<void> {
  const { nowMs: before } = world;
  if (before === nowMs) return;
  await world.change((draft) => {
    if (draft.nowMs !== undefined)
      draft.resources.splice(0, Infinity, ...passTime(draft.resources, draft.nowMs, nowMs));
    draft.nowMs = nowMs;
  });
}
