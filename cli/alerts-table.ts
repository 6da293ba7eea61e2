import { type AlertTableRow, alertTable } from '../domain/slo/alert-table';
import { exitCode } from './io';
import { type SelectionOptions, selectedServices, selectionCommand } from './slo-selection';
import type { Subcommand } from './subcommand';
import { table } from './table';

export const alertsTable: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    selectionCommand('table', 'How long each SLO takes to page and to open a ticket, by the depth of an outage.')
      .option('--json', 'one JSON document')
      .action(
        action((options: SelectionOptions) => {
          const selected = selectedServices(options, io);
          if (selected === undefined) return exitCode.failed;
          const rows = selected.flatMap(({ service, environment }) =>
            service.slos.flatMap((slo) => alertTable(service, slo, environment)),
          );
          if (options.json) io.out(`${JSON.stringify(rows, null, 2)}\n`);
          else io.out(`${table(head, rows.map(cells))}${legend}`);
          return exitCode.done;
        }),
      ),
  );
};

const head = ['ENVIRONMENT', 'SLO', 'ERRORS', 'TO PAGE', 'TO TICKET', 'BUDGET SPENT', 'TO RESOLVE'];
const legend =
  '\nFrom the start of an outage after faultless traffic, by the definition of the tiers; Prometheus may be up to 3 minutes later.\nTo resolve: from its end; a page then stays for 10 minutes more.\n';

function cells(row: AlertTableRow): string[] {
  return [
    row.environment,
    `${row.service}/${row.slo}`,
    share(row.errorRatio),
    span(row.minutesToPage),
    span(row.minutesToTicket),
    row.budgetSpentAtPage === null ? '–' : share(row.budgetSpentAtPage),
    span(row.minutesToResolve),
  ];
}

function share(ratio: number): string {
  return `${Number((100 * ratio).toPrecision(3))}%`;
}

/** The two largest units that it has: `52s`, `8m 38s`, `1h 12m`, `3d 4h`. */
function span(minutes: number | null): string {
  if (minutes === null) return '–';
  const seconds = Math.round(minutes * 60);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.length === 0 ? '0s' : shown.map(([count, unit]) => `${count}${unit}`).join(' ');
}
