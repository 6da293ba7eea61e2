import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { nearest } from '../domain/catalog/nearest';
import { MissingProgram } from '../promtool/find-program';
import { type SloTestResult, testSlos } from '../promtool/test-slos';
import { CommandError, exitCode } from './io';
import { type SelectedService, type SelectionOptions, selectedServices, selectionCommand } from './slo-selection';
import type { Subcommand } from './subcommand';

interface Options extends SelectionOptions {
  readonly slo?: string;
  readonly out?: string;
}

export const alertsTest: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    selectionCommand(
      'test',
      'Run the rules of every SLO through promtool: outages, slow burns, gaps, silence, recovery.',
    )
      .option('--slo <name>', 'only SLOs of this name')
      .option('--out <dir>', 'keep the rules and the tests there')
      .option('--json', 'one JSON document')
      .action(
        action(async (options: Options) => {
          const selected = selectedServices(options, io);
          if (selected === undefined) return exitCode.failed;
          checkSloName(options.slo, selected);
          const slos = selected.flatMap(({ service, environment }) =>
            service.slos
              .filter(({ name }) => options.slo === undefined || name === options.slo)
              .map((slo) => ({ service, slo, environment })),
          );
          const kept = options.out === undefined ? undefined : resolve(io.cwd, options.out);
          const folder = kept ?? mkdtempSync(join(tmpdir(), 'catalog-alerts-'));
          const show = (result: SloTestResult) => (options.json ? undefined : io.out(line(result)));
          try {
            const results = await testSlos(slos, folder, io.env, show);
            if (options.json) io.out(`${JSON.stringify(results, null, 2)}\n`);
            return results.some(({ result }) => result === 'failed') ? exitCode.failed : exitCode.done;
          } catch (error) {
            if (error instanceof MissingProgram) throw new CommandError(error.message);
            throw error;
          } finally {
            if (kept === undefined) rmSync(folder, { recursive: true, force: true });
          }
        }),
      ),
  );
};

/**
 * The name given on the command line is one of an SLO that is looked at.
 * @throws CommandError naming the nearest
 */
function checkSloName(name: string | undefined, selected: readonly SelectedService[]): void {
  const known = [...new Set(selected.flatMap(({ service }) => service.slos.map((slo) => slo.name)))].sort();
  if (name === undefined || known.includes(name)) return;
  const near = nearest(name, known);
  const hint = near === null ? `known: ${known.join(', ') || 'none'}` : `did you mean ${near}?`;
  throw new CommandError(`no SLO is called ${JSON.stringify(name)}; ${hint}`);
}

function line({ environment, service, slo, result, behaviours, checks, seconds, output }: SloTestResult): string {
  const what = `${result.padEnd(8)}  ${environment}  ${service}/${slo}`;
  if (result === 'untested') return `${what}: ${output}\n`;
  const text = `${what}: ${behaviours} behaviours, ${checks} checks, ${seconds.toFixed(1)} s\n`;
  return output === '' ? text : `${text}${output}\n`;
}
