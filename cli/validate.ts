import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Option } from 'commander';
import { exitCode } from './io';
import { load } from './load';
import { linesOf, renderDiagnostic, renderGithub, summary } from './render-diagnostics';
import { type CatalogOptions, catalogCommand, catalogRoot, type Subcommand } from './subcommand';

export const validate: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('validate', 'Report every fault of the catalog, or of the files named (read in its light).')
      .argument('[files...]', 'files of the catalog to report on; all without any')
      .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'github']).default('text'))
      .action(
        action((files: string[], options: CatalogOptions & { format: 'text' | 'json' | 'github' }) => {
          const loaded = load(options, io);
          const root = catalogRoot(options, io);
          const named = new Set(files.map((file) => fileIn(root, io.cwd, file)));
          const diagnostics = loaded.diagnostics.filter(({ file }) => named.size === 0 || named.has(file));
          const ok = !diagnostics.some(({ severity }) => severity === 'error');
          if (options.format === 'json') {
            const shown = diagnostics.map(({ length, ...diagnostic }) => diagnostic);
            io.out(`${JSON.stringify({ ok, diagnostics: shown }, null, 2)}\n`);
          } else if (options.format === 'github') {
            for (const one of diagnostics) io.out(`${renderGithub(one)}\n`);
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

/** A file named on the command line, relative to the catalog: seen from here, else from the catalog. */
function fileIn(root: string, cwd: string, file: string): string {
  const fromHere = relative(root, resolve(cwd, file));
  const inside = isAbsolute(file) || !fromHere.startsWith('..') ? fromHere : file;
  return inside.split(sep).join('/');
}
