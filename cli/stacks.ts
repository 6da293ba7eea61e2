import { InvalidArgumentError, Option } from 'commander';
import { listStacks, type PlannedStack } from '../compile/stack-list';
import { synthesize } from '../compile/synthesize';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { originsText } from '../domain/diff/headline';
import type { Origin, StackReview } from '../domain/diff/model';
import { mostJobs, type ShardLevel, shardStacks, stackCost } from '../domain/diff/shards';
import { type ComparedOptions, compared } from './compared';
import { exitCode, type Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import { catalogCommand, collectNames, nowOf, type Subcommand } from './subcommand';
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
          const known = listOf(options, io);
          if (!known) return exitCode.failed;
          const { listed, head } = known;
          const affected = listed.filter((one) => one.affected);
          if (options.shards !== undefined) {
            io.out(`${JSON.stringify({ levels: levelsOf(affected, head, options.shards, nowOf(options, io)) })}\n`);
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

/** What vanishes is deployed by nobody. */
function levelsOf(affected: readonly ListedStack[], head: LoadedCatalog, jobs: number, nowMs: number): ShardLevel[] {
  const names = new Set(affected.map(({ name }) => name));
  const environments = head.catalog.environments.map(({ name }) => name);
  const deployable = listStacks(head.catalog, { environments }).filter(({ name }) => names.has(name));
  const costly = deployable.map((planned) => ({
    name: planned.name,
    level: planned.level,
    cost: stackCost(synthesize(planned, nowMs).json),
  }));
  return shardStacks(costly, jobs);
}

interface Known {
  /** In deploy order; what vanishes stands where it stood. */
  readonly listed: readonly ListedStack[];
  readonly head: LoadedCatalog;
}

function listOf(options: Options, io: Io): Known | undefined {
  const selection = { environments: options.env, services: options.service };
  if (options.base === undefined) {
    const loaded = load(options, io);
    if (!loaded.ok) {
      reportFaults(loaded, io);
      return undefined;
    }
    checkSelection(loaded, selection);
    const listed = listStacks(loaded.catalog, selection).map((one) => ({
      ...shape(one),
      affected: true,
      status: null,
      because: [],
    }));
    return { listed, head: loaded };
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
  const listed = [...kept, ...gone].sort((a, b) => a.level - b.level || (a.name < b.name ? -1 : 1));
  return { listed, head: result.head };
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
