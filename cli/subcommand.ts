import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { ExitCode, Io } from './io';
import { CommandError } from './io';

/** A subcommand: adds itself to the program; its action gives the exit code. */
export type Subcommand = (register: Register) => void;

export interface Register {
  readonly program: Command;
  readonly io: Io;
  /** Wraps an action so that its exit code is the command's. */
  readonly action: <Args extends unknown[]>(
    run: (...args: Args) => ExitCode | Promise<ExitCode>,
  ) => (...args: Args) => Promise<void>;
}

/** Options that every command on a catalog has. */
export interface CatalogOptions {
  readonly catalog?: string;
  readonly now?: string;
}

export function catalogCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option(
      '--catalog <dir>',
      'the catalog: a directory with services/ and config/ (CATALOG_ROOT, else this directory)',
    )
    .option('--now <instant>', 'the date to compile for, such as 2026-11-27T06:00:00Z (CATALOG_NOW, else the present)');
}

/** Directory of the catalog, absolute. */
export function catalogRoot(options: CatalogOptions, io: Io): string {
  return resolve(io.cwd, options.catalog ?? io.env.CATALOG_ROOT ?? '.');
}

/**
 * Now in epoch milliseconds.
 * @throws CommandError where the option or CATALOG_NOW is no instant
 */
export function nowOf(options: CatalogOptions, io: Io): number {
  const text = options.now ?? io.env.CATALOG_NOW;
  if (text === undefined || text === '') return io.now();
  const date = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text)?.[1];
  // 30 February would be taken for 2 March
  const exists = date !== undefined && new Date(Date.parse(date) || 0).toISOString().startsWith(date);
  const now = exists ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(now)) {
    const asked = options.now === undefined ? 'CATALOG_NOW' : '--now';
    throw new CommandError(`${asked}: expected an instant such as 2026-11-27T06:00:00Z, found ${JSON.stringify(text)}`);
  }
  return now;
}

/**
 * `--env a --env b` or `--env a,b` → names.
 * @throws InvalidArgumentError where there is none: a variable that is not set must not mean nothing, or everything
 */
export function collectNames(value: string, former: readonly string[] = []): string[] {
  const names = value.split(',').filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('Expected a name.');
  return [...former, ...names];
}
