import { Command, InvalidArgumentError } from 'commander';
import type { CompiledStack } from '../compile/synthesize';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { sandboxDown } from '../sandbox/down';
import { sandboxStatus } from '../sandbox/record';
import { type SandboxUpReport, sandboxUp } from '../sandbox/up';
import { compileOrReport } from './compile';
import { CommandError, type ExitCode, exitCode, type Io } from './io';
import { serve } from './sandbox-serve';
import { type CatalogOptions, catalogCommand, catalogRoot, nowOf, type Subcommand } from './subcommand';
import { table } from './table';
import { withTerraform } from './with-terraform';

interface Options extends CatalogOptions {
  readonly env?: string;
  readonly jobs?: number;
  readonly json?: boolean;
}

export const sandbox: Subcommand = ({ program, io, action }) => {
  const group = new Command('sandbox').description(
    'The catalog applied on this machine by real Terraform, no account.',
  );
  const sub = (name: string, description: string) =>
    catalogCommand(name, description).option('--env <name>', 'the sandbox environment, where there are several');
  group.addCommand(
    sub('up', 'Compile, apply every stack in order, plan again: nothing is left to do.')
      .option('--jobs <n>', 'stacks at once', positive)
      .option('--json', 'one JSON document')
      .action(
        action(async (options: Options) => {
          const select = (loaded: LoadedCatalog) => ({ environments: [sandboxEnvironment(loaded, options.env)] });
          const compiled = compileOrReport(options, io, select, 'applied');
          if (!compiled) return exitCode.failed;
          return up({ ...compiled, environment: sandboxEnvironment(compiled.loaded, options.env), options }, io);
        }),
      ),
  );
  group.addCommand(
    sub('down', 'Destroy what the sandbox holds.')
      .option('--jobs <n>', 'stacks at once', positive)
      .action(action((options: Options) => down(options, io))),
  );
  group.addCommand(
    sub('status', 'What is there.')
      .option('--json', 'one JSON document')
      .action(action((options: Options) => status(options, io))),
  );
  group.addCommand(
    sub('serve', 'Run a program that runs Terraform, such as cdktf, with the sandbox’s providers.')
      .argument('<command...>', 'the program and its arguments, after --')
      .action(
        action(async (command: string[], options: Options) => {
          const select = (loaded: LoadedCatalog) => ({ environments: [sandboxEnvironment(loaded, options.env)] });
          const compiled = compileOrReport(options, io, select);
          if (!compiled) return exitCode.failed;
          return serve(compiled, sandboxEnvironment(compiled.loaded, options.env), command, io);
        }),
      ),
  );
  program.addCommand(group);
};

/**
 * The sandbox to use: the one named, or the only one.
 * @throws CommandError where there is none, or a choice to make
 */
export function sandboxEnvironment(loaded: LoadedCatalog, named: string | undefined): string {
  const known = loaded.catalog.environments.filter((environment) => environment.sandbox).map(({ name }) => name);
  if (named !== undefined && known.includes(named)) return named;
  if (known.length === 0) throw new CommandError('no environment of the catalog is a sandbox (sandbox: true)');
  if (named !== undefined) throw new CommandError(`${JSON.stringify(named)} is no sandbox; known: ${known.join(', ')}`);
  if (known.length > 1) throw new CommandError(`several sandboxes: name one with --env (${known.join(', ')})`);
  return known[0] as string;
}

export interface UpInput {
  readonly root: string;
  readonly nowMs: number;
  readonly environment: string;
  /** Of the sandbox environment alone. */
  readonly stacks: readonly CompiledStack[];
  readonly options: Pick<Options, 'jobs' | 'json'>;
}

/** Applies compiled stacks in the sandbox and says what now exists. */
export async function up({ root, nowMs, environment, stacks, options }: UpInput, io: Io): Promise<ExitCode> {
  const report = await withTerraform(io, ({ terraform, interruption, progress }) =>
    sandboxUp({
      catalogRoot: root,
      terraform,
      interruption,
      environment,
      stacks: stacks.map((stack) => ({ ...stack, environment })),
      nowMs,
      jobs: options.jobs,
      onProgress: progress.show,
    }),
  );
  if (options.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
  else io.out(renderUp(report));
  if (report.interrupted) io.err('interrupted: `catalog sandbox up` continues\n');
  return report.interrupted ? exitCode.interrupted : report.ok ? exitCode.done : exitCode.failed;
}

async function down(options: Options, io: Io): Promise<ExitCode> {
  const root = catalogRoot(options, io);
  const before = sandboxStatus(root, options.env);
  if (before.environment === null) {
    io.out(`${nothing(options)}\n`);
    return exitCode.done;
  }
  const environment = before.environment;
  const report = await withTerraform(io, ({ terraform, interruption, progress }) =>
    sandboxDown({
      catalogRoot: root,
      terraform,
      interruption,
      environment,
      nowMs: nowOf(options, io),
      jobs: options.jobs,
      onProgress: progress.show,
    }),
  );
  for (const { stack, failure } of report.failed) if (failure) io.err(renderFailure(stack, failure));
  io.out(`${report.removed.length} stacks destroyed${report.ok ? '; nothing is left' : ''}\n`);
  return report.interrupted ? exitCode.interrupted : report.ok ? exitCode.done : exitCode.failed;
}

function status(options: Options, io: Io): ExitCode {
  const found = sandboxStatus(catalogRoot(options, io), options.env);
  if (options.json) {
    io.out(`${JSON.stringify(found, null, 2)}\n`);
    return exitCode.done;
  }
  if (found.environment === null) io.out(`${nothing(options)} \`catalog sandbox up\` fills it.\n`);
  else {
    io.out(`${found.environment} is ${found.up ? 'up' : 'not complete: `catalog sandbox up` continues'}\n\n`);
    io.out(
      table(
        ['STACK', 'STATE'],
        found.stacks.map(({ stack, state }) => [stack, state]),
      ),
    );
  }
  return exitCode.done;
}

/** Another environment may well be there. */
const nothing = ({ env }: Options) =>
  env === undefined ? 'The sandbox is empty.' : `Nothing of ${env} is in the sandbox.`;

function renderUp(report: SandboxUpReport): string {
  const rows = report.stacks.map(({ stack, outcome, resources, added, changed, removed }) => [
    stack,
    outcome === 'settled' ? 'settled' : outcome.toUpperCase(),
    String(Object.values(resources).reduce((sum, count) => sum + count, 0)),
    [added && `${added} added`, changed && `${changed} changed`, removed && `${removed} removed`]
      .filter(Boolean)
      .join(', ') || 'unchanged',
  ]);
  const failures = [...report.unremoved, ...report.stacks].flatMap(({ stack, failure }) =>
    failure ? [renderFailure(stack, failure)] : [],
  );
  const total = report.stacks.reduce((sum, one) => sum + Object.values(one.resources).reduce((a, b) => a + b, 0), 0);
  const gone =
    report.removed.length === 0 ? '' : ` ${report.removed.length} stacks that the catalog no longer has are gone.`;
  const verdict = report.ok
    ? `${total} resources in ${report.stacks.length} stacks; planned again: nothing is left to do.${gone}\n`
    : `Not everything was applied.${gone} When that is mended, \`catalog sandbox up\` continues.\n`;
  return `${table(['STACK', 'OUTCOME', 'RESOURCES', 'THIS TIME'], rows)}\n${failures.join('')}${verdict}`;
}

/** What Terraform said of a stack that failed. */
function renderFailure(stack: string, failure: NonNullable<SandboxUpReport['stacks'][number]['failure']>): string {
  const told = failure.diagnostics.map(({ summary, detail, address }) => {
    const where = address === undefined ? '' : `${address}: `;
    return `  ${where}${summary}${detail && detail !== summary ? `\n    ${detail.replace(/\n/g, '\n    ')}` : ''}\n`;
  });
  return `${stack}: ${failure.kind}\n${told.join('')}`;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64) throw new InvalidArgumentError('Expected 1 to 64.');
  return value;
}
