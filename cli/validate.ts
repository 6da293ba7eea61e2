import { relative, resolve, sep } from 'node:path';
import { Option } from 'commander';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { nearest } from '../domain/catalog/nearest';
import { CommandError, exitCode } from './io';
import { load } from './load';
import { linesOf, renderDiagnostic, renderGithub, summary } from './render-diagnostics';
import { type CatalogOptions, catalogCommand, catalogRoot, type Subcommand } from './subcommand';

export const validate: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('validate', 'Report every fault of the catalog, or of the files named (read in its light).')
      .argument('[files...]', 'files or folders of the catalog to report on; all without any')
      .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'github']).default('text'))
      .addOption(new Option('--json', 'one JSON document, as --format json').implies({ format: 'json' }))
      .action(
        action((files: string[], options: CatalogOptions & { format: 'text' | 'json' | 'github' }) => {
          const loaded = load(options, io);
          const root = catalogRoot(options, io);
          const named = namedFiles(files, loaded, root, io.cwd);
          const diagnostics = loaded.diagnostics.filter(({ file }) => named?.has(file) ?? true);
          const ok = !diagnostics.some(({ severity }) => severity === 'error');
          if (options.format === 'json') {
            const shown = diagnostics.map(({ length, ...diagnostic }) => diagnostic);
            io.out(`${JSON.stringify({ ok, diagnostics: shown }, null, 2)}\n`);
          } else if (options.format === 'github') {
            // GitHub looks for a file from the root of the checkout
            const fromHere = (file: string) => relative(io.cwd, resolve(root, file)).split(sep).join('/');
            for (const one of diagnostics) io.out(`${renderGithub({ ...one, file: fromHere(one.file) })}\n`);
          } else {
            for (const one of diagnostics) io.out(`${renderDiagnostic(one, linesOf(loaded), io.colour)}\n\n`);
            const services = new Set(loaded.catalog.services.map(({ name }) => name)).size;
            io.out(
              `${services} services, ${loaded.catalog.environments.length} environments: ${summary(diagnostics)}\n`,
            );
          }
          return ok ? exitCode.done : exitCode.failed;
        }),
      ),
  );
};

/**
 * The files that were named, relative to the catalog; a folder stands for all that is in it. None named: undefined.
 * @throws CommandError where one is no file that the catalog reads: nothing said of it would read as nothing wrong
 */
function namedFiles(
  names: readonly string[],
  { sources, diagnostics }: LoadedCatalog,
  root: string,
  cwd: string,
): ReadonlySet<string> | undefined {
  if (names.length === 0) return undefined;
  const known = [...new Set([...sources.keys(), ...diagnostics.map(({ file }) => file)])];
  return new Set(
    names.flatMap((name) => {
      // as seen from here, else from the catalog
      const [found] = [cwd, root]
        .map((from) => relative(root, resolve(from, name)).split(sep).join('/'))
        .map((path) => known.filter((file) => path === '' || file === path || file.startsWith(`${path}/`)))
        .filter((files) => files.length > 0);
      if (found) return found;
      const near = nearest(name, known);
      const hint = near === null ? '' : `; did you mean ${near}?`;
      throw new CommandError(`${JSON.stringify(name)} is no file that the catalog reads${hint}`);
    }),
  );
}
