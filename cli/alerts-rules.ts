import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import { prometheusGroups } from '../domain/slo/prometheus-groups';
import { exitCode } from './io';
import { type SelectionOptions, selectedServices } from './slo-selection';
import { catalogCommand, collectNames, type Subcommand } from './subcommand';

interface Options extends Omit<SelectionOptions, 'env'> {
  readonly env: string;
  readonly out: string;
}

/** So that a file of ours is told from one that somebody else put into the folder. */
const HEADER = '# Written by `catalog alerts rules`. Changes belong into the catalog.\n';

export const alertsRules: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('rules', 'Write a rule file of Prometheus for each service: recording rules, alerts, own alerts.')
      .addOption(new Option('--env <name>', 'the environment').makeOptionMandatory())
      .option('--service <name>', 'only this service (may be repeated)', collectNames)
      .requiredOption('--out <dir>', 'where to: one <service>.yaml each')
      .action(
        action((options: Options) => {
          const selected = selectedServices({ ...options, env: [options.env] }, io);
          if (selected === undefined) return exitCode.failed;
          const folder = resolve(io.cwd, options.out);
          mkdirSync(folder, { recursive: true });
          const written = new Set<string>();
          for (const { service, environment } of selected) {
            const groups = prometheusGroups(service, environment);
            if (groups.length === 0) continue;
            const file = `${service.name}.yaml`;
            writeFileSync(join(folder, file), HEADER + prometheusRuleFile(groups));
            written.add(file);
          }
          if (options.service === undefined) removeFormer(folder, written);
          io.err(`${written.size} rule files in ${options.out}\n`);
          return exitCode.done;
        }),
      ),
  );
};

/** Files of services that are no longer there: nobody should load them. */
function removeFormer(folder: string, written: ReadonlySet<string>): void {
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.yaml') || written.has(file)) continue;
    if (readFileSync(join(folder, file), 'utf8').startsWith(HEADER)) rmSync(join(folder, file));
  }
}
