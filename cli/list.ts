import type { Service } from '../domain/catalog/model';
import { exitCode } from './io';
import { checkSelection, load, reportFaults } from './load';
import { type CatalogOptions, catalogCommand, collectNames, type Subcommand } from './subcommand';
import { table } from './table';

interface Options extends CatalogOptions {
  readonly env?: readonly string[];
  readonly json?: boolean;
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
          const names = [...new Set(services.map(({ name }) => name))];
          const rows = names.map((name) => {
            const places = services.filter((service) => service.name === name);
            const first = places[0] as Service;
            return {
              name,
              owner: first.owner,
              tier: first.tier,
              lifecycle: first.lifecycle,
              environments: places.map(({ environment }) => environment).sort(),
              slos: first.slos.map((slo) => ({ name: slo.name, objective: slo.objectivePercent })),
              description: first.description,
            };
          });
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
