import { renameSync, rmSync } from 'node:fs';
import { statePath, textOf } from '../terraform/work-folder';

/** The part of Terraform's state file that the sandbox looks at. */
interface StateFile {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

export interface StateResource {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The managed resources of a stack's local state; none where there is no state. Throws where it is damaged. */
export function stateResources(catalogRoot: string, stack: string): StateResource[] {
  return resourcesIn(textOf(statePath(catalogRoot, stack)));
}

function resourcesIn(text: string | undefined): StateResource[] {
  const file = text === undefined || text === '' ? {} : (JSON.parse(text) as StateFile);
  return (file.resources ?? [])
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) => instances.map(({ attributes = {} }) => ({ type, attributes })));
}

/** Resource type → how many a stack's state holds; a damaged state, which the next run makes good, counts for none. */
export function resourceCounts(catalogRoot: string, stack: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const path = statePath(catalogRoot, stack);
  for (const { type } of isWhole(path) ? stateResources(catalogRoot, stack) : [])
    counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A state that a killed Terraform left half-written gives way to its backup, or to none. */
export function restoreState(catalogRoot: string, stack: string): void {
  const path = statePath(catalogRoot, stack);
  try {
    resourcesIn(textOf(path));
  } catch {
    if (isWhole(`${path}.backup`)) renameSync(`${path}.backup`, path);
    else rmSync(path, { force: true });
  }
}

function isWhole(path: string): boolean {
  const text = textOf(path);
  try {
    resourcesIn(text);
    return text !== undefined && text !== '';
  } catch {
    return false;
  }
}
