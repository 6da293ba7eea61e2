import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import { prometheusGroups } from '../domain/slo/prometheus-groups';
import { CommandError, exitCode } from './io';
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
          const selected = selectedServices({ ...options, env: [options.env] }, io, 'written');
          if (selected === undefined) return exitCode.failed;
          const folder = resolve(io.cwd, options.out);
          const files = new Map<string, string>();
          for (const { service, environment } of selected) {
            const groups = prometheusGroups(service, environment);
            if (groups.length > 0) files.set(`${service.name}.yaml`, HEADER + prometheusRuleFile(groups));
          }
          const written = writeFiles(folder, files);
          const removed = options.service === undefined ? removeFormer(folder, files) : 0;
          io.err(`${files.size} rule files in ${options.out}: ${written} written, ${removed} removed\n`);
          return exitCode.done;
        }),
      ),
  );
};

/**
 * Writes what differs, each file in one step, so that nobody loads half of one.
 * @returns how many files were written
 * @throws CommandError before anything is written, where somebody else's file is in the way
 */
function writeFiles(folder: string, files: ReadonlyMap<string, string>): number {
  mkdirSync(folder, { recursive: true });
  const different = [...files].filter(([file, text]) => {
    const former = existing(join(folder, file));
    if (former !== undefined && !former.startsWith(HEADER)) {
      throw new CommandError(
        `${join(folder, file)} was not written by this command: move it away, or choose another folder`,
      );
    }
    return former !== text;
  });
  for (const [file, text] of different) {
    const aside = join(folder, `.${file}.writing`);
    try {
      writeFileSync(aside, text);
      renameSync(aside, join(folder, file));
    } finally {
      rmSync(aside, { force: true });
    }
  }
  return different.length;
}

function existing(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Removes the files of services that are no longer there: nobody should load them. */
function removeFormer(folder: string, files: ReadonlyMap<string, string>): number {
  const former = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml') && !files.has(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((path) => existing(path)?.startsWith(HEADER));
  for (const path of former) rmSync(path);
  return former.length;
}
