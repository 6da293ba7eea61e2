import type { ChangedStack } from '../compile/changed-stacks';
import type { Comparison } from '../compile/review-catalog';
import { listStacks, type StackSelection } from '../compile/stack-list';
import { type CompiledStack, synthesize } from '../compile/synthesize';
import { linesBehind } from '../compile/trace-lines';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import { changedLines } from '../domain/diff/changed-lines';
import { catalogReview } from '../domain/diff/review';
import { soundPart } from '../domain/diff/sound-part';
import { catalogGuards } from '../domain/guards/catalog-guards';
import type { GuardRule } from '../domain/guards/model';
import { shortHash } from '../domain/names/shorten';
import type { PlanGuardContext } from '../domain/plan/guards/context';
import { planGuards } from '../domain/plan/guards/rules';
import type { Attribution, PlannedStack, PlanReview } from '../domain/plan/planned-stack';
import { remoteReferences } from '../domain/plan/remote-references';
import { type AffectedStack, saysSomething } from '../domain/plan/review';
import { stackConfiguration } from '../terraform/configuration';
import { comparison } from './compared';
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

/**
 * The rules of a plan: what the catalog says is asked as in a diff, what happens to resources by the plans alone. A stack
 * that was planned for nothing does not change.
 */
const planRules = [...catalogGuards, ...planGuards].map(
  (rule: GuardRule<PlanGuardContext>): GuardRule<PlanGuardContext> => ({
    ...rule,
    check: (context) => rule.check({ ...context, stacks: context.stacks.filter(saysSomething) }),
  }),
);

/** The catalog at hand against a base, or as a whole; undefined where it has an error, which is then told. */
export function compiledSubject(options: SubjectOptions, io: Io): PlanSubject | undefined {
  const sides = options.base === undefined ? whole(options, io) : comparison(options, options.base, io);
  if (sides === undefined) return undefined;
  const { changed, ...compared } = sides;
  const { head, nowMs, selection } = compared;
  const base = compared.sound.loaded;
  return {
    root: catalogRoot(options, io),
    nowMs,
    sandboxes: new Set(
      [base, head].flatMap(({ catalog }) => catalog.environments.filter((one) => one.sandbox).map(({ name }) => name)),
    ),
    stacks: changed.map((stack) => subjectStack(stack, base, head)),
    readersOf: readersIn(head, nowMs, selection, new Set(changed.map(nameOf))),
    review: (stacks) => {
      const { verdict: _, notes, ...said } = catalogReview({ ...compared, stacks, rules: planRules });
      return { ...said, stacks, notes: options.base === undefined ? [] : notes };
    },
  };
}

/** Everything, or what is asked for, as if all of it were affected; nothing differs. */
function whole(options: SubjectOptions, io: Io): Comparison | undefined {
  const [head, nowMs] = [load(options, io), nowOf(options, io)];
  if (!head.ok) {
    reportFaults(head, io);
    return undefined;
  }
  const { only } = options;
  const wanted: StackSelection = { environments: options.env, services: options.service };
  checkSelection(head, wanted);
  const selection =
    only === undefined ? wanted : { ...wanted, environments: head.catalog.environments.map(({ name }) => name) };
  const changed = listStacks(head.catalog, selection)
    .filter(({ name }) => only?.has(name) ?? true)
    .map((planned): ChangedStack => {
      const stack = synthesize(planned, nowMs);
      return { status: 'changed', base: stack, head: stack };
    });
  const sound = soundPart(head);
  return { base: head, sound, head, nowMs, selection, changed };
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
