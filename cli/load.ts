import { readFolder } from '../compile/read';
import type { StackSelection } from '../compile/stack-list';
import { loadCatalog } from '../domain/catalog/load';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import type { CatalogMemory } from '../domain/catalog/memory';
import { nearest } from '../domain/catalog/nearest';
import { CommandError, type Io } from './io';
import { linesOf, renderDiagnostic, summary } from './render-diagnostics';
import { type CatalogOptions, catalogRoot, nowOf } from './subcommand';

/** Reads the catalog; faults are the caller's to show. */
export function load(options: CatalogOptions, io: Io, memory?: CatalogMemory): LoadedCatalog {
  return loadCatalog(readFolder(catalogRoot(options, io)), nowOf(options, io), memory);
}

/** A catalog without an error, and what is to be compiled of it. */
export interface ToCompile {
  readonly loaded: LoadedCatalog;
  readonly selection: StackSelection;
  readonly root: string;
  readonly nowMs: number;
}

/** What an error keeps a command from. */
export type Undone = 'written' | 'applied';

export type Select = StackSelection | ((loaded: LoadedCatalog) => StackSelection);

/**
 * Reads the catalog; errors go to the error stream, and the result is then undefined.
 * @param undone as for `reportFaults`
 */
export function loadOrReport(options: CatalogOptions, io: Io, select: Select, undone?: Undone): ToCompile | undefined {
  const root = catalogRoot(options, io);
  const nowMs = nowOf(options, io);
  const loaded = load(options, io);
  reportFaults(loaded, io, undone);
  if (!loaded.ok) return undefined;
  const selection = typeof select === 'function' ? select(loaded) : select;
  checkSelection(loaded, selection);
  return { loaded, selection, root, nowMs };
}

/**
 * Diagnostics on the error stream, with a last line that counts them.
 * @param undone said in that line where there is an error; a command that only looks has nothing to say
 */
export function reportFaults(loaded: LoadedCatalog, io: Io, undone?: Undone): void {
  const { diagnostics } = loaded;
  if (diagnostics.length === 0) return;
  for (const one of diagnostics) io.err(`${renderDiagnostic(one, linesOf(loaded), io.colour)}\n\n`);
  io.err(`${summary(diagnostics)}${loaded.ok || undone === undefined ? '' : `; nothing was ${undone}`}\n`);
}

/**
 * Names given on the command line exist, and each service runs in an environment that is asked for.
 * @throws CommandError naming the nearest, or where it runs
 */
export function checkSelection(
  loaded: Pick<LoadedCatalog, 'catalog'>,
  { environments = [], services = [] }: StackSelection,
): void {
  const known = {
    environment: loaded.catalog.environments.map(({ name }) => name),
    service: [...new Set(loaded.catalog.services.map(({ name }) => name))],
  };
  for (const [what, names] of [
    ['environment', environments],
    ['service', services],
  ] as const) {
    for (const name of names) {
      if (known[what].includes(name)) continue;
      const near = nearest(name, known[what]);
      const hint = near === null ? `known: ${known[what].join(', ')}` : `did you mean ${near}?`;
      throw new CommandError(`no ${what} is called ${JSON.stringify(name)}; ${hint}`);
    }
  }
  if (environments.length === 0) return;
  for (const name of services) {
    const runsIn = loaded.catalog.services.filter((one) => one.name === name).map(({ environment }) => environment);
    if (runsIn.some((environment) => environments.includes(environment))) continue;
    throw new CommandError(`${name} does not run in ${environments.join(' or ')}, but in ${runsIn.join(', ')}`);
  }
}
