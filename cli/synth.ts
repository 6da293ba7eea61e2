import { resolve } from 'node:path';
import { compileInTurn } from '../compile/compile';
import { writeOutput } from '../compile/output';
import { exitCode } from './io';
import { loadOrReport } from './load';
import { type CatalogOptions, catalogCommand, collectNames, type Subcommand } from './subcommand';

interface Options extends CatalogOptions {
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  readonly out?: string;
  readonly keepStale?: true;
}

export const synth: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('synth', 'Compile the catalog into Terraform, as `cdktf synth` does, or a part of it.')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .option('--out <dir>', 'where to write (default: cdktf.out in the catalog)')
      .option(
        '--keep-stale',
        'leave the folders of stacks that are no more: to cdktf, which fails unless it removes them',
      )
      .action(
        action((options: Options) => {
          const read = loadOrReport(options, io, { environments: options.env, services: options.service }, 'written');
          if (!read) return exitCode.failed;
          const directory = options.out === undefined ? resolve(read.root, 'cdktf.out') : resolve(io.cwd, options.out);
          const stacks = compileInTurn(read.loaded, read.nowMs, read.selection);
          const { written, removed } = writeOutput(directory, stacks, options);
          const gone = removed.length === 0 ? '' : `, ${removed.length} removed`;
          io.err(`${stacks.length} stacks in ${options.out ?? 'cdktf.out'}: ${written} written${gone}\n`);
          return exitCode.done;
        }),
      ),
  );
};
