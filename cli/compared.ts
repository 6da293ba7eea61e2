import { resolve } from 'node:path';
import { isCatalogFolder } from '../compile/read';
import { type Comparison, compareCatalogs, reviewCatalog } from '../compile/review-catalog';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { CatalogMemory } from '../domain/catalog/memory';
import type { Review } from '../domain/diff/model';
import type { Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import { type CatalogOptions, catalogRoot, nowOf } from './subcommand';

export interface ComparedOptions extends CatalogOptions {
  readonly env?: readonly string[];
  readonly service?: readonly string[];
}

/**
 * The catalog at hand compared with a base; undefined where it has an error, which is then told.
 * @throws CommandError where a name is neither in the base nor in the catalog at hand
 */
export function compared(
  options: ComparedOptions,
  base: string,
  io: Io,
): { readonly review: Review; readonly head: LoadedCatalog } | undefined {
  const sides = comparison(options, base, io);
  return sides && { review: reviewCatalog(sides), head: sides.head };
}

/**
 * Both sides, and the stacks that differ; undefined where the catalog at hand has an error, which is then told.
 * @throws CommandError where a name is neither in the base nor in the catalog at hand
 */
export function comparison(options: ComparedOptions, base: string, io: Io): Comparison | undefined {
  const memory = new CatalogMemory();
  const head = load(options, io, memory);
  if (!head.ok) {
    reportFaults(head, io);
    return undefined;
  }
  const directory = resolve(io.cwd, base);
  return compareCatalogs({
    root: catalogRoot(options, io),
    head,
    memory,
    base: isCatalogFolder(directory) ? directory : base,
    nowMs: nowOf(options, io),
    selection: (former) => {
      const selection = { environments: options.env, services: options.service };
      checkSelection(either(former, head), selection);
      return selection;
    },
  });
}

/** What is gone may still be asked for. */
function either(base: LoadedCatalog, head: LoadedCatalog): Pick<LoadedCatalog, 'catalog'> {
  const known = new Set(head.catalog.environments.map(({ name }) => name));
  return {
    catalog: {
      ...head.catalog,
      environments: [...head.catalog.environments, ...base.catalog.environments.filter(({ name }) => !known.has(name))],
      services: [...head.catalog.services, ...base.catalog.services],
    },
  };
}
