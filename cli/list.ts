import type { Lifecycle, Service } from '../domain/catalog/model';
import { exitCode } from './io';
import { checkSelection, load, reportFaults } from './load';
import { type CatalogOptions, catalogCommand, collectNames, type Subcommand } from './subcommand';
import { table } from './table';

interface Options extends CatalogOptions {
  readonly env?: readonly string[];
  readonly json?: boolean;
}

/** A service as it is in some of its environments. */
interface Row {
  readonly name: string;
  readonly owner: string;
  readonly tier: number;
  readonly lifecycle: Lifecycle;
  readonly environments: readonly string[];
  readonly slos: readonly { readonly name: string; readonly objective: number }[];
  readonly description: string;
}

export const list: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('list', 'List the services: owner, tier, lifecycle, where they run, their objectives.')
      .option('--env <name>', 'only services of this environment (may be repeated)', collectNames)
      .option('--json', 'one JSON document')
      .action(
        action((options: Options) => {
          const loaded = load(options, io);
          if (!loaded.ok) {
            reportFaults(loaded, io);
            return exitCode.failed;
          }
          checkSelection(loaded, { environments: options.env });
          const services = loaded.catalog.services.filter(
            ({ environment }) => options.env?.includes(environment) ?? true,
          );
          const rows = rowsOf(services);
          if (options.json) {
            io.out(`${JSON.stringify(rows, null, 2)}\n`);
          } else {
            const lines = rows.map((row) => [
              row.name,
              row.owner,
              String(row.tier),
              row.lifecycle,
              row.environments.join(' '),
              row.slos.map(({ name, objective }) => `${name} ${objective}%`).join(', ') || '–',
            ]);
            io.out(table(['SERVICE', 'OWNER', 'TIER', 'LIFECYCLE', 'RUNS IN', 'OBJECTIVES'], lines));
          }
          return exitCode.done;
        }),
      ),
  );
};

/** One row for each service; several where its environments differ in what a row shows. */
function rowsOf(services: readonly Service[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { name, owner, tier, lifecycle, environment, slos, description } of services) {
    const objectives = slos.map((slo) => ({ name: slo.name, objective: slo.objectivePercent }));
    const key = JSON.stringify([name, lifecycle, objectives]);
    const environments = [...(rows.get(key)?.environments ?? []), environment].sort();
    rows.set(key, { name, owner, tier, lifecycle, environments, slos: objectives, description });
  }
  return [...rows.values()];
}
