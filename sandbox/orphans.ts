import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { restoreState, type StateResource, stateResources } from './state';
import type { World } from './world';

/**
 * Makes good what a killed run left: half-written states, temporary files, and resources that a stack made without
 * Terraform having written them down, which would be in the way of their own second making.
 */
export async function clearOrphans(catalogRoot: string, world: World, stacks: readonly string[]): Promise<void> {
  removeTemporaryFiles(world.path);
  const written = new Map(
    stacks.map((stack) => {
      restoreState(catalogRoot, stack);
      return [stack, new Set(stateResources(catalogRoot, stack).map(identity))];
    }),
  );
  const isOrphan = (resource: World['resources'][number]) =>
    resource.stack !== undefined && written.get(resource.stack)?.has(identity(resource)) === false;
  if (!world.resources.some(isOrphan)) return;
  await world.change((draft) => {
    draft.resources.splice(0, Infinity, ...draft.resources.filter((resource) => !isOrphan(resource)));
  });
}

/** Policies and actions of a group are named within it: their ids alone are not enough. */
function identity({ type, attributes }: Pick<StateResource, 'type' | 'attributes'>): string {
  return JSON.stringify([type, attributes.id, attributes.autoscaling_group_name]);
}

function removeTemporaryFiles(worldPath: string): void {
  const folder = dirname(worldPath);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(worldPath)}.`) && name.endsWith('.tmp'))
      rmSync(join(folder, name), { force: true });
  }
}
