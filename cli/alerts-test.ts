import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MissingProgram } from '../promtool/find-program';
import { type SloTestResult, testSlos } from '../promtool/test-slos';
import { CommandError, exitCode } from './io';
import { type SelectionOptions, selectedServices, selectionCommand } from './slo-selection';
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

function line({ environment, service, slo, result, behaviours, checks, seconds, output }: SloTestResult): string {
  const what = `${result.padEnd(8)}  ${environment}  ${service}/${slo}`;
  if (result === 'untested') return `${what}: no metrics can be made up for this SLI\n`;
  const text = `${what}: ${behaviours} behaviours, ${checks} checks, ${seconds.toFixed(1)} s\n`;
  return output === '' ? text : `${text}${output}\n`;
}
