import type { Compilation } from '../compile/compile';
import { listStacks } from '../compile/stack-list';
import { clearOrphans } from '../sandbox/orphans';
import { readRecord, recordEnvironment, worldPath } from '../sandbox/record';
import { World } from '../sandbox/world';

/**
 * Writes down what is about to be deployed of sandbox environments, so that `sandbox down` knows of it, and makes good
 * what a killed run left. The function that is returned writes down how it ended.
 */
export async function recordSandboxes(
  { loaded, root }: Pick<Compilation, 'loaded'> & { readonly root: string },
  stacks: readonly { readonly name: string; readonly dependencies: readonly string[]; readonly environment?: string }[],
): Promise<(ok: boolean) => void> {
  const environments = loaded.catalog.environments
    .filter(({ sandbox, name }) => sandbox && stacks.some(({ environment }) => environment === name))
    .map(({ name }) => name);
  const before = readRecord(root);
  const known = environments.map((environment) => {
    const own = stacks.filter((stack) => stack.environment === environment);
    const added = own.map(({ name, dependencies }) => ({ name, dependencies }));
    const kept = (before[environment]?.stacks ?? []).filter((one) => !added.some(({ name }) => name === one.name));
    return { environment, stacks: [...kept, ...added] };
  });
  for (const one of known) {
    recordEnvironment(root, one.environment, { stacks: one.stacks, complete: false });
    await clearOrphans(
      root,
      new World(worldPath(root)),
      one.stacks.map(({ name }) => name),
    );
  }
  return (ok) => {
    for (const one of known) {
      const whole = listStacks(loaded.catalog, { environments: [one.environment] });
      const deployed = new Set(stacks.map(({ name }) => name));
      const wasComplete = before[one.environment]?.complete === true;
      const complete = ok && whole.every(({ name }) => deployed.has(name) || wasComplete);
      recordEnvironment(root, one.environment, { stacks: one.stacks, complete });
    }
  };
}
