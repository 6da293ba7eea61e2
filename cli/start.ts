import { resolve } from 'node:path';
import { writeOutput } from '../compile/output';
import type { LoadedCatalog } from '../domain/catalog/load';
import { findTerraform } from '../terraform/binary';
import { exitCode } from './io';
import { compileOrReport } from './load';
import { sandboxEnvironment, up } from './sandbox';
import { type CatalogOptions, catalogCommand, type Subcommand } from './subcommand';

/** `npm start`: everything this machine can show of the catalog. */
export const start: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('start', 'Compile every environment into cdktf.out, then apply the sandbox (npm start).').action(
      action(async (options: CatalogOptions) => {
        const namesOf = (loaded: LoadedCatalog) => loaded.catalog.environments.map(({ name }) => name);
        const compiled = compileOrReport(options, io, (loaded) => ({ environments: namesOf(loaded) }));
        if (!compiled) return exitCode.failed;
        const environments = namesOf(compiled.loaded);
        writeOutput(resolve(compiled.root, 'cdktf.out'), compiled.stacks);
        io.out(`${compiled.stacks.length} stacks of ${environments.join(', ')} compiled into cdktf.out\n\n`);
        const terraform = await findTerraform({ ...process.env, ...io.env });
        if (terraform.kind === 'missing') {
          io.out(`${terraform.message}\nThen \`npm start\` applies the catalog on this machine.\n`);
          return exitCode.done;
        }
        const environment = sandboxEnvironment(compiled.loaded, undefined);
        const stacks = compiled.stacks.filter((stack) => stack.environment === environment);
        return up({ ...compiled, stacks, environment, options: {} }, io);
      }),
    ),
  );
};
