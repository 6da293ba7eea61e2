import type { Json, StackReview, Verdict } from '../diff/model';
import { linesOfResources } from '../diff/origins';
import type { AttributeChange } from './changes';
import {
  type Attribution,
  type PlannedResource,
  type PlannedStack,
  type PlanOutcome,
  type PlanReview,
  plannedParts,
} from './planned-stack';
import type { Redactor } from './secrets';
import type { StackPlan } from './stack-plan';

/** What is known of an affected stack before its plan. */
export type AffectedStack = Omit<StackReview, 'actions' | 'resources'> &
  Pick<PlannedStack, 'configuration' | 'emptied'>;

/** A stack and what became of its plan. */
export function plannedStack(
  stack: AffectedStack,
  ended: {
    readonly outcome: PlanOutcome;
    readonly plan?: StackPlan;
    readonly errors: readonly string[];
    readonly durationMs: number;
  },
  attribution: Attribution,
): PlannedStack {
  const { outcome, plan, errors, durationMs } = ended;
  const parts = plannedParts(plan ?? NOTHING, attribution);
  return {
    ...stack,
    because: stack.because.length > 0 ? stack.because : linesOfResources(parts.resources),
    outcome,
    ...parts,
    digest: outcome === 'planned' ? parts.digest : null,
    followers: [],
    errors,
    durationMs,
  };
}

const NOTHING: StackPlan = {
  resources: [],
  drift: [],
  deferred: [],
  outputs: [],
  checks: [],
  errored: false,
  incomplete: false,
  fresh: false,
};

/** Whether applying the stack does anything, or nobody can say. */
export function saysSomething(stack: PlannedStack): boolean {
  const { outcome, resources, deferred, outputs, checks, incomplete } = stack;
  return (
    outcome !== 'planned' ||
    incomplete ||
    [resources, deferred, outputs].some(({ length }) => length > 0) ||
    checks.some(isFault)
  );
}

export const isFault = ({ status }: PlannedStack['checks'][number]) => status !== 'unknown';

/** The stack without what any plan of the same run hides: a copy may stand in another stack's plan, unflagged. */
export function maskedStack(stack: PlannedStack, redact: Redactor): PlannedStack {
  const attribute = <A extends AttributeChange>(one: A): A => ({
    ...one,
    before: maskedValue(one.before, redact),
    after: maskedValue(one.after, redact),
  });
  const resource = <R extends PlannedResource>(one: R): R => ({ ...one, attributes: one.attributes.map(attribute) });
  return {
    ...stack,
    resources: stack.resources.map(resource),
    drift: stack.drift.map(resource),
    deferred: stack.deferred.map(resource),
    outputs: stack.outputs.map((one) => ({ ...one, attribute: attribute(one.attribute) })),
    checks: stack.checks.map((one) => ({ ...one, problems: one.problems.map(redact.text) })),
    errors: stack.errors.map(redact.text),
  };
}

function maskedValue(value: Json, redact: Redactor): Json {
  if (typeof value === 'string') return redact.text(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => maskedValue(item as Json, redact));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact.text(key), maskedValue(item as Json, redact)]),
  );
}

/** One result of the words and the plans. */
export function planReview(parts: Omit<PlanReview, 'verdict' | 'complete'>): PlanReview {
  const { services, stacks, guards } = parts;
  const complete = stacks.every(({ outcome }) => outcome === 'planned');
  const blocked = guards.some(({ level }) => level === 'block');
  const changed = services.length > 0 || guards.length > 0 || stacks.some(saysSomething);
  const verdict: Verdict = blocked ? 'blocked' : changed ? 'changes' : 'none';
  return { verdict, complete, ...parts };
}
