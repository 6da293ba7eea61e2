import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { postComment } from '../github/comment';
import { CommandError, exitCode, type Io } from './io';
import type { Subcommand } from './subcommand';

interface Options {
  readonly file: string;
  readonly pullRequest: number;
  readonly author: string;
}

/** Posts what `plan --out` or `diff --format markdown` wrote; a second time, in place of the first. */
export const comment: Subcommand = ({ program, io, action }) => {
  program
    .command('comment')
    .description('Post a review as a comment of a pull request, or put it in the place of the last one.')
    .requiredOption('--file <file>', 'the Markdown')
    .requiredOption('--pull-request <number>', 'which one, in GITHUB_REPOSITORY', pullRequestNumber)
    .option('--author <login>', 'whose earlier comment is edited', 'github-actions[bot]')
    .action(
      action(async ({ file, pullRequest, author }: Options) => {
        const body = readFileSync(resolve(io.cwd, file), 'utf8');
        const done = await postComment({ ...place(io), pullRequest, author, body });
        if (!done.ok) throw new CommandError(`comment: ${done.reason}`);
        io.err(`${done.edited ? 'edited' : 'posted'} ${done.url}\n`);
        return exitCode.done;
      }),
    );
};

/** As GitHub sets them for every job. */
function place({ env }: Io): { readonly token: string; readonly repository: string; readonly api: string } {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: api } = env;
  if (!token) throw new CommandError('comment: GITHUB_TOKEN is not set');
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new CommandError('comment: GITHUB_REPOSITORY is not set, as owner/name');
  }
  return { token, repository, api: api || 'https://api.github.com' };
}

function pullRequestNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Expected a number from 1.');
  return value;
}
