import { type Compilation, compileLoaded } from '../compile/compile';
import type { Io } from './io';
import { loadOrReport, type Select, type ToCompile, type Undone } from './load';
import type { CatalogOptions } from './subcommand';

/**
 * Reads the catalog and compiles; errors go to the error stream, and the result is then undefined. Apart from `load`,
 * since the compiler brings cdktf and Grafana's builders with it, which commands that only read do without.
 */
export function compileOrReport(
  options: CatalogOptions,
  io: Io,
  select: Select,
  undone?: Undone,
): (Compilation & ToCompile) | undefined {
  const read = loadOrReport(options, io, select, undone);
  return read && { ...read, stacks: compileLoaded(read.loaded, read.nowMs, read.selection) };
}
