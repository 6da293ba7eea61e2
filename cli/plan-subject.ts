import { resolve } from 'node:path';
import type { ChangedStack } from '../compile/changed-stacks';
import { isCatalogFolder } from '../compile/read';
import { compareCatalogs } from '../compile/review-catalog';
import { listStacks, type StackSelection } from '../compile/stack-list';
import { type CompiledStack, synthesize } from '../compile/synthesize';
import { linesBehind } from '../compile/trace-lines';
import type { LoadedCatalog } from '../domain/catalog/load';
import { changedLines } from '../domain/diff/changed-lines';
import { type Compared, catalogReview } from '../domain/diff/review';
import { catalogGuards } from '../domain/guards/catalog-guards';
import type { GuardRule } from '../domain/guards/model';
import { shortHash } from '../domain/names/shorten';
import type { PlanGuardContext } from '../domain/plan/guards/context';
import { planGuards } from '../domain/plan/guards/rules';
import type { Attribution, PlannedStack, PlanReview } from '../domain/plan/planned-stack';
import { remoteReferences } from '../domain/plan/remote-references';
import type { AffectedStack } from '../domain/plan/review';
import { stackConfiguration } from '../terraform/configuration';
import type { Io } from './io';
import { checkSelection, load, reportFaults } from './load';
import type { StackToPlan } from './plan-stacks';
import { type CatalogOptions, catalogRoot, nowOf } from './subcommand';

export interface SubjectStack {
  readonly affected: AffectedStack;
  readonly toPlan: StackToPlan;
  readonly because: Attribution['because'];
}

/** What is to be planned, and what can be said of it without a plan. */
export interface PlanSubject {
  readonly root: string;
  readonly nowMs: number;
  /** Names of the environments that the sandbox plays. */
  readonly sandboxes: ReadonlySet<string>;
  readonly stacks: readonly SubjectStack[];
  /** Stacks that are not affected, and read one of the outputs. */
  readonly readersOf: (stack: string, outputs: readonly string[]) => string[];
  /** The words beside the plans. */
  readonly review: (stacks: readonly PlannedStack[]) => Omit<PlanReview, 'verdict' | 'complete'>;
}

export interface SubjectOptions extends CatalogOptions {
  /** Without it, every stack, or those of `only`. */
  readonly base?: string;
  readonly env?: readonly string[];
  readonly service?: readonly string[];
  /** Names of the stacks to plan, changed or not. */
  readonly only?: ReadonlySet<string>;
}

/** The rules of a plan: what the catalog says is asked as in a diff, what happens to resources by the plans alone. */
const planRules: readonly GuardRule<PlanGuardContext>[] = [...catalogGuards, ...planGuards];

/** The catalog at hand against a base, or as a whole; undefined where it has an error, which is then told. */
export function compiledSubject(options: SubjectOptions, io: Io): PlanSubject | undefined {
  const [root, nowMs] = [catalogRoot(options, io), nowOf(options, io)];
  const head = load(options, io);
  if (!head.ok) {
    reportFaults(head, io);
    return undefined;
  }
  const wanted: StackSelection = { environments: options.env, services: options.service };
  const { compared, changed } = options.base === undefined ? whole(head, nowMs, wanted, options.only) : comparison();
  const base = compared.sound.loaded;
  const sides = [base, head];
  return {
    root,
    nowMs,
    sandboxes: new Set(
      sides.flatMap(({ catalog }) => catalog.environments.filter((one) => one.sandbox).map(({ name }) => name)),
    ),
    stacks: changed.map((stack) => subjectStack(stack, base, head)),
    readersOf: readersIn(head, nowMs, wanted, new Set(changed.map(nameOf))),
    review: (stacks) => {
      const { verdict: _, notes, ...said } = catalogReview({ ...compared, stacks, rules: planRules });
      return { ...said, stacks, notes: options.base === undefined ? [] : notes };
    },
  };

  function comparison() {
    const directory = resolve(io.cwd, options.base ?? '');
    const { changed: differing, ...rest } = compareCatalogs({
      root,
      head: head as LoadedCatalog,
      base: isCatalogFolder(directory) ? directory : (options.base ?? ''),
      nowMs,
      selection: (former) => {
        checkSelection(either(former, head as LoadedCatalog), wanted);
        return wanted;
      },
    });
    return { compared: rest, changed: differing };
  }
}

type Sides = {
  readonly compared: Omit<Compared<PlannedStack>, 'stacks' | 'rules'>;
  readonly changed: readonly ChangedStack[];
};

/** Everything, as if all of it were affected; nothing differs. */
function whole(head: LoadedCatalog, nowMs: number, selection: StackSelection, only?: ReadonlySet<string>): Sides {
  checkSelection(head, selection);
  const every =
    only === undefined ? selection : { ...selection, environments: head.catalog.environments.map(({ name }) => name) };
  const changed = listStacks(head.catalog, every)
    .filter(({ name }) => only?.has(name) ?? true)
    .map((planned): ChangedStack => {
      const stack = synthesize(planned, nowMs);
      return { status: 'changed', base: stack, head: stack };
    });
  const sound = { loaded: head, leftOut: new Set<string>(), errors: [] };
  return { compared: { base: head, sound, head, nowMs, selection: every }, changed };
}

/** What is gone may still be asked for. */
function either(base: LoadedCatalog, head: LoadedCatalog): Pick<LoadedCatalog, 'catalog'> {
  return {
    catalog: {
      ...head.catalog,
      environments: [...head.catalog.environments, ...base.catalog.environments],
      services: [...head.catalog.services, ...base.catalog.services],
    },
  };
}

const compiled = ({ head, base }: ChangedStack): CompiledStack => head ?? base;
const nameOf = (stack: ChangedStack) => compiled(stack).name;

function subjectStack(changed: ChangedStack, base: LoadedCatalog, head: LoadedCatalog): SubjectStack {
  const stack = compiled(changed);
  const before = changed.base && linesBehind(changed.base, base, head);
  const after = changed.head && linesBehind(changed.head, head, base);
  return {
    affected: {
      stack: stack.name,
      kind: stack.kind,
      environment: stack.environment ?? null,
      service: stack.service ?? null,
      level: stack.level,
      status: changed.status,
      configuration: shortHash([stack.json], 64),
      emptied: holdsNothing(stack.json),
      because: changedLines(base, head, stack),
    },
    toPlan: stackToPlan(changed.status, { ...stack, environment: stack.environment }, changed.base?.json),
    because: (address, attribute) => {
      const lines = after?.(address, attribute) ?? [];
      return lines.length > 0 ? lines : (before?.(address, attribute) ?? []);
    },
  };
}

export const holdsNothing = (json: string) => !('resource' in (JSON.parse(json) as object));

/** What vanishes is planned as if it were applied empty: what would stay behind with nobody to look after it. */
export function stackToPlan(
  status: ChangedStack['status'],
  { name, dependencies, environment, json }: Omit<StackToPlan, 'formerJson'>,
  formerJson: string | undefined,
): StackToPlan {
  const former = formerJson === undefined ? {} : { formerJson };
  if (status !== 'vanished') return { name, dependencies, environment, json, ...former };
  const { terraform, provider } = stackConfiguration(json);
  return { name, dependencies: [], environment, json: JSON.stringify({ provider, terraform }, null, 2), ...former };
}

/** Readers are built only where an output changes: that is rare. */
function readersIn(head: LoadedCatalog, nowMs: number, selection: StackSelection, affected: ReadonlySet<string>) {
  return (name: string, outputs: readonly string[]): string[] => {
    if (outputs.length === 0) return [];
    const candidates = listStacks(head.catalog, { ...selection, services: undefined }).filter(
      (stack) => stack.dependencies.includes(name) && !affected.has(stack.name),
    );
    const reads = (json: string) =>
      remoteReferences(json).some(({ stack, output }) => stack === name && outputs.includes(output));
    return candidates.filter((stack) => reads(synthesize(stack, nowMs).json)).map((stack) => stack.name);
  };
}
