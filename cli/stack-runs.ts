import { InvalidArgumentError } from 'commander';
import type { CompiledStack } from '../compile/synthesize';
import type { RunSetting } from '../deploy/run-setting';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { environmentSecrets } from '../domain/plan/secrets';
import { affordableJobs, limitedTo } from '../terraform/limits';
import type { Io } from './io';
import { openProviders } from './plan-providers';
import { withTerraform } from './with-terraform';

export interface StackRunOptions {
  readonly jobs?: number;
  /** Minutes for one stack. */
  readonly timeout: number;
  /** Seconds. */
  readonly lockTimeout: number;
}

interface ToRun {
  readonly root: string;
  readonly nowMs: number;
  readonly loaded: LoadedCatalog;
  readonly stacks: readonly CompiledStack[];
}

/**
 * Runs `run` with everything that Terraform needs for the stacks: the program, their providers (of a sandbox, served
 * here and ended afterwards), limits, progress, and Ctrl-C.
 * @throws CommandError where Terraform is not at hand
 */
export async function withStackRuns<T>(
  { root, nowMs, loaded, stacks }: ToRun,
  options: StackRunOptions,
  io: Io,
  run: (setting: RunSetting) => Promise<T>,
): Promise<T> {
  const sandboxes = sandboxesOf(loaded);
  const isReal = (stack: CompiledStack) => !isSandboxed(stack, loaded);
  const toOpen = stacks.map((stack) => ({ ...stack, environment: stack.environment }));
  return withTerraform(io, async ({ terraform, interruption, progress, env }) => {
    const providers = await openProviders(toOpen, { catalogRoot: root, nowMs, env, sandboxes });
    try {
      return await run({
        catalogRoot: root,
        terraform,
        interruption,
        limited: limitedTo(options.jobs ?? affordableJobs(stacks.some(isReal))),
        timeoutMs: options.timeout * 60_000,
        lockTimeoutSeconds: options.lockTimeout,
        secrets: stacks.some(isReal) ? environmentSecrets(env) : [],
        open: providers.open,
        initInTurn: providers.initInTurn,
        onProgress: progress.show,
        onNote: (text) => {
          progress.end();
          io.err(`${text}\n`);
        },
      });
    } finally {
      await providers.stop();
    }
  });
}

/** Whether the sandbox plays a stack's providers. */
export function isSandboxed({ environment }: Pick<CompiledStack, 'environment'>, loaded: LoadedCatalog): boolean {
  return environment !== undefined && sandboxesOf(loaded).has(environment);
}

function sandboxesOf({ catalog }: LoadedCatalog): Set<string> {
  return new Set(catalog.environments.filter(({ sandbox }) => sandbox).map(({ name }) => name));
}

export function number(least: number, most: number) {
  return (text: string) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected ${least} to ${most}.`);
    }
    return value;
  };
}

export function whole(least: number, most: number) {
  const within = number(least, most);
  return (text: string) => {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
    return within(text);
  };
}
