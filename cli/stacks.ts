import { InvalidArgumentError, Option } from 'commander';
import { listStacks, type PlannedStack } from '../compile/stack-list';
import { originsText } from '../domain/diff/headline';
import type { Origin, StackReview } from '../domain/diff/model';
import { mostJobs, shardStacks } from '../domain/diff/shards';
import { type ComparedOptions, compared } from './compared';
import { exitCode, type Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import { catalogCommand, collectNames, type Subcommand } from './subcommand';
import { table } from './table';

interface Options extends ComparedOptions {
  readonly base?: string;
  readonly shards?: number;
  readonly json?: boolean;
}

interface ListedStack {
  readonly name: string;
  readonly environment: string | null;
  readonly kind: PlannedStack['kind'];
  readonly level: number;
  /** Without a base, every stack is. */
  readonly affected: boolean;
  readonly status: StackReview['status'] | 'same' | null;
  readonly because: readonly Origin[];
}

export const stacks: Subcommand = ({ program, io, action }) => {
  program.addCommand(
    catalogCommand('stacks', 'List the stacks in deploy order, or those that a change affects, and why.')
      .option('--base <ref>', 'what to compare with: a git ref or a directory')
      .option('--env <name>', 'only this environment (may be repeated); without it, all but sandboxes', collectNames)
      .option('--service <name>', 'only this service and the stacks it depends on (may be repeated)', collectNames)
      .addOption(
        new Option('--shards <n>', 'as a matrix of at most so many jobs for each level, in JSON').argParser(shardCount),
      )
      .option('--json', 'one JSON document')
      .action(
        action((options: Options) => {
          const listed = listOf(options, io);
          if (!listed) return exitCode.failed;
          const affected = listed.filter((one) => one.affected);
          if (options.shards !== undefined) {
            const deployable = affected.filter(({ status }) => status !== 'vanished');
            io.out(`${JSON.stringify({ levels: shardStacks(deployable, options.shards) })}\n`);
          } else if (options.json) {
            io.out(`${JSON.stringify(listed, null, 2)}\n`);
          } else {
            const rows = affected.map(({ name, kind, environment, status, because }) => [
              name,
              kind,
              environment ?? 'shared',
              ...(status === null ? [] : [status, originsText(because).join(', ')]),
            ]);
            const head = ['STACK', 'KIND', 'ENVIRONMENT', ...(options.base === undefined ? [] : ['IS', 'BECAUSE OF'])];
            io.out(rows.length === 0 ? 'No stack is affected.\n' : table(head, rows));
          }
          return exitCode.done;
        }),
      ),
  );
};

/** In deploy order; what vanishes stands where it stood. */
function listOf(options: Options, io: Io): ListedStack[] | undefined {
  const selection = { environments: options.env, services: options.service };
  if (options.base === undefined) {
    const loaded = load(options, io);
    if (!loaded.ok) {
      reportFaults(loaded, io);
      return undefined;
    }
    checkSelection(loaded, selection);
    return listStacks(loaded.catalog, selection).map((one) => ({
      ...shape(one),
      affected: true,
      status: null,
      because: [],
    }));
  }
  const result = compared(options, options.base, io);
  if (!result) return undefined;
  const changed = new Map(result.review.stacks.map((one) => [one.stack, one]));
  const kept = listStacks(result.head.catalog, selection).map((one): ListedStack => {
    const review = changed.get(one.name);
    return {
      ...shape(one),
      affected: review !== undefined,
      status: review?.status ?? 'same',
      because: review?.because ?? [],
    };
  });
  const gone = result.review.stacks
    .filter(({ status }) => status === 'vanished')
    .map(({ stack, environment, kind, level, status, because }) => ({
      name: stack,
      environment,
      kind,
      level,
      affected: true,
      status,
      because,
    }));
  return [...kept, ...gone].sort((a, b) => a.level - b.level || (a.name < b.name ? -1 : 1));
}

const shape = ({ name, kind, level, environment }: PlannedStack) => ({
  name,
  environment: environment?.name ?? null,
  kind,
  level,
});

function shardCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > mostJobs) {
    throw new InvalidArgumentError(`Expected 1 to ${mostJobs}: GitHub runs no more jobs of one matrix.`);
  }
  return value;
}
