import { loadCatalog } from '../domain/catalog/load';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import type { CatalogFiles } from '../domain/catalog/read-files';
import { listStacks, type StackSelection } from './stack-list';
import { type CompiledStack, synthesize } from './synthesize';

export interface Compilation {
  readonly loaded: LoadedCatalog;
  /** Empty while the catalog has an error. */
  readonly stacks: readonly CompiledStack[];
}

/**
 * Files and now → diagnostics, or stacks with their trace.
 * @param nowMs epoch milliseconds; only sizes and scheduled actions depend on it
 */
export function compile(files: CatalogFiles, nowMs: number, selection: StackSelection = {}): Compilation {
  const loaded = loadCatalog(files, nowMs);
  return { loaded, stacks: loaded.ok ? compileLoaded(loaded, nowMs, selection) : [] };
}

/** The same for a catalog that was read and has no error. */
export function compileLoaded(loaded: LoadedCatalog, nowMs: number, selection: StackSelection = {}): CompiledStack[] {
  return listStacks(loaded.catalog, selection).map((planned) => synthesize(planned, nowMs));
}

/**
 * The same for whoever looks at one stack after the other: each is compiled when its JSON is asked for, and not kept. A
 * large catalog does not fit into memory whole.
 */
export function compileInTurn(
  loaded: LoadedCatalog,
  nowMs: number,
  selection: StackSelection = {},
): Pick<CompiledStack, 'name' | 'dependencies' | 'json'>[] {
  return listStacks(loaded.catalog, selection).map((planned) => ({
    name: planned.name,
    dependencies: planned.dependencies,
    get json() {
      return synthesize(planned, nowMs).json;
    },
  }));
}
