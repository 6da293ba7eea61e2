import { type ChangedStack, changedStacks } from '../compile/changed-stacks';
import { readBase } from '../compile/read';
import { listStacks, type StackSelection } from '../compile/stack-list';
import { synthesize } from '../compile/synthesize';
import { linesBehind } from '../compile/trace-lines';
import { type LoadedCatalog, loadCatalog } from '../domain/catalog/load';
import { diffCatalogs } from '../domain/diff/diff-catalogs';
import { runGuards } from '../domain/guards/run-guards';
import { defaultSettings } from '../domain/guards/settings';
import { shortHash } from '../domain/names/shorten';
import { planGuards } from '../domain/plan/guards/rules';
import { tooManyStacks } from '../domain/plan/guards/too-many-stacks';
import type { PlannedStack, PlanReview } from '../domain/plan/planned-stack';
import { maskedStack, plannedStack, planReview } from '../domain/plan/review';
import { environmentSecrets, literalStrings } from '../domain/plan/secrets';
import { findTerraform } from '../terraform/binary';
import { stackConfiguration } from '../terraform/configuration';
import { listenForInterruption } from '../terraform/interruption';
import { affordableJobs, limitedTo } from '../terraform/limits';
import { CommandError, type Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import { openProviders } from './plan-providers';
import { type PlannedRun, planStacks, type StackToPlan } from './plan-stacks';
import { stackProgress } from './stack-progress';
import { type CatalogOptions, catalogRoot, nowOf } from './subcommand';

export interface PlanOptions extends CatalogOptions {
  readonly base?: string;
  readonly all?: true;
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  readonly jobs?: number;
  readonly timeout: number;
  readonly lockTimeout: number;
  readonly lock: boolean;
}

/** Both sides of a review, compiled by the code at hand, and what differs. */
interface Sides {
  readonly root: string;
  readonly nowMs: number;
  readonly base: LoadedCatalog;
  readonly head: LoadedCatalog;
  readonly stacks: readonly ChangedStack[];
}

/** Plans what differs; undefined where the catalog has an error, which is then told. */
export async function reviewPlans(options: PlanOptions, io: Io): Promise<PlanReview | undefined> {
  const sides = compileSides(options, io);
  if (sides === undefined) return undefined;
  const toPlan = sides.stacks.map(stackToPlan);
  const { plans, redact } = await runPlans(toPlan, sides, options, io);
  const stacks = sides.stacks.map((changed) => {
    const run = plans.get(nameOf(changed)) as PlannedRun;
    return maskedStack(reviewed(changed, run, sides), redact);
  });
  const { base, head, nowMs } = sides;
  const services = options.all ? [] : diffCatalogs({ loaded: base, nowMs }, { loaded: head, nowMs }).services;
  const context = { base, head, services, stacks, nowMs, settings: defaultSettings };
  const { guards, accepted } = runGuards([...planGuards, tooManyStacks], context);
  return planReview({ services, stacks, guards, accepted, notes: [] });
}

function compileSides(options: PlanOptions, io: Io): Sides | undefined {
  const [root, nowMs] = [catalogRoot(options, io), nowOf(options, io)];
  const head = load(options, io);
  reportFaults(head, io);
  if (!head.ok) return undefined;
  const base = options.base === undefined ? head : loadCatalog(readBase(root, options.base), nowMs);
  if (!base.ok) throw new CommandError(`the catalog of ${options.base} has errors itself: it cannot be compared with`);
  const selection: StackSelection = { environments: options.env, services: options.service };
  checkSelection(head, selection);
  const stacks =
    options.base === undefined
      ? listStacks(head.catalog, selection).map((planned): ChangedStack => {
          const stack = synthesize(planned, nowMs);
          return { status: 'changed', base: stack, head: stack };
        })
      : changedStacks(base, head, nowMs, selection);
  return { root, nowMs, base, head, stacks };
}

const compiled = ({ head, base }: ChangedStack) => head ?? base;
const nameOf = (stack: ChangedStack) => compiled(stack).name;

/** What vanishes is planned as if it were applied empty: what would stay behind with nobody to look after it. */
function stackToPlan(changed: ChangedStack): StackToPlan {
  const { name, dependencies, environment, json } = compiled(changed);
  const open = new Set([changed.base, changed.head].flatMap((one) => (one ? [...literalStrings(one.json)] : [])));
  if (changed.status !== 'vanished') return { name, dependencies, environment, json, open };
  const { terraform, provider } = stackConfiguration(json);
  return { name, dependencies: [], environment, json: JSON.stringify({ provider, terraform }, null, 2), open };
}

function reviewed(changed: ChangedStack, run: PlannedRun, { base, head }: Sides): PlannedStack {
  const stack = compiled(changed);
  const [before, after] = [
    changed.base && linesBehind(changed.base, base, head),
    changed.head && linesBehind(changed.head, head, base),
  ];
  return plannedStack(
    {
      stack: stack.name,
      kind: stack.kind,
      environment: stack.environment ?? null,
      service: stack.service ?? null,
      level: stack.level,
      status: changed.status,
      configuration: shortHash([stack.json], 64),
      followers: [],
    },
    run,
    {
      because: (address, attribute) => {
        const lines = after?.(address, attribute) ?? [];
        return lines.length > 0 ? lines : (before?.(address, attribute) ?? []);
      },
      knownAfter: (address, attribute) => run.knownAfter.get(address)?.get(attribute),
    },
  );
}

async function runPlans(
  stacks: readonly StackToPlan[],
  { root, nowMs, base, head }: Sides,
  options: PlanOptions,
  io: Io,
) {
  const env = { ...process.env, ...io.env };
  const terraform = await findTerraform(env);
  if (terraform.kind === 'missing') throw new CommandError(terraform.message);
  const sandboxes = new Set(
    [...base.catalog.environments, ...head.catalog.environments].filter((one) => one.sandbox).map(({ name }) => name),
  );
  const interruption = listenForInterruption();
  const progress = stackProgress(io);
  const providers = await openProviders(stacks, { catalogRoot: root, nowMs, env, sandboxes });
  const real = stacks.some(({ environment }) => environment === undefined || !sandboxes.has(environment));
  try {
    return await planStacks(stacks, {
      ...providers,
      catalogRoot: root,
      terraform: terraform.path,
      interruption,
      limited: limitedTo(options.jobs ?? affordableJobs(real)),
      timeoutMs: options.timeout * 60_000,
      lockTimeoutSeconds: options.lockTimeout,
      lock: options.lock,
      secrets: environmentSecrets(env),
      onProgress: progress.show,
    });
  } finally {
    progress.end();
    await providers.stop();
    interruption.release();
  }
}
