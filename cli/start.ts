import { resolve } from 'node:path';
import { compileInTurn, compileLoaded } from '../compile/compile';
import { writeOutput } from '../compile/output';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { findTerraform } from '../terraform/binary';
import { exitCode } from './io';
import { loadOrReport } from './load';
import { sandboxEnvironment, up } from './sandbox';
import { type CatalogOptions, catalogCommand, type Subcommand } from './subcommand';

/** `npm start`: everything this machine can show of the catalog. */
export const start: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('start', 'Compile every environment into cdktf.out, then apply the sandbox (npm start).').action(
      action(async (options: CatalogOptions) => {
        const namesOf = (loaded: LoadedCatalog) => loaded.catalog.environments.map(({ name }) => name);
        const read = loadOrReport(options, io, (loaded) => ({ environments: namesOf(loaded) }), 'written');
        if (!read) return exitCode.failed;
        const { loaded, selection, root, nowMs } = read;
        const all = compileInTurn(loaded, nowMs, selection);
        writeOutput(resolve(root, 'cdktf.out'), all);
        io.out(`${all.length} stacks of ${namesOf(loaded).join(', ')} compiled into cdktf.out\n\n`);
        const terraform = await findTerraform({ ...process.env, ...io.env });
        if (terraform.kind === 'missing') {
          io.out(`${terraform.message}\nThen \`npm start\` applies the catalog on this machine.\n`);
          return exitCode.done;
        }
        const environment = sandboxEnvironment(loaded, undefined);
        const stacks = compileLoaded(loaded, nowMs, { environments: [environment] });
        return up({ root, nowMs, stacks, environment, options: {} }, io);
      }),
    ),
  );
};
