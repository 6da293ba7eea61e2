import { Option } from 'commander';
import pc from 'picocolors';
import type { Review } from '../domain/diff/model';
import { renderMarkdown } from '../domain/diff/render-markdown';
import { renderText } from '../domain/diff/render-text';
import { type ComparedOptions, compared } from './compared';
import { type ExitCode, exitCode } from './io';
import { catalogCommand, collectNames, type Subcommand } from './subcommand';

interface Options extends ComparedOptions {
  readonly base: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly json?: boolean;
}

export const diff: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('diff', 'Say what a change means, in the catalog’s words: no credentials, no Terraform.')
      .requiredOption('--base <ref>', 'what to compare with: a git ref or a directory')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'markdown', 'json']).default('text'))
      .option('--json', 'one JSON document')
      .action(
        action((options: Options) => {
          const result = compared(options, options.base, io);
          if (!result) return exitCode.failed;
          const { review } = result;
          const format = options.json ? 'json' : options.format;
          if (format === 'json') io.out(`${JSON.stringify(review, null, 2)}\n`);
          else if (format === 'markdown') io.out(renderMarkdown(review));
          else io.out(renderText(review, pc.createColors(io.colour)));
          return codeOf(review);
        }),
      ),
  );
};

const codeOf = ({ verdict }: Review): ExitCode =>
  ({ none: exitCode.done, changes: exitCode.found, blocked: exitCode.blocked })[verdict];
