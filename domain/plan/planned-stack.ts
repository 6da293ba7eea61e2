import type { AttributeReview, Origin, ResourceReview, Review, StackReview } from '../diff/model';
import { shortHash } from '../names/shorten';
import { countActions } from './action';
import type { AttributeChange, ResourceChange } from './changes';
import type { CheckFinding, OutputChange, StackPlan } from './stack-plan';

export interface PlannedAttribute extends AttributeChange, AttributeReview {
  /** The stack whose apply makes the value known. */
  readonly knownAfter?: string;
}

export interface PlannedResource
  extends Omit<ResourceChange, 'attributes'>,
    Omit<ResourceReview, 'attributes' | 'address' | 'type' | 'action'> {
  readonly attributes: readonly PlannedAttribute[];
}

/** How planning a stack ended. `partial`: an error stopped Terraform after it had found some changes. */
export type PlanOutcome = 'planned' | 'partial' | 'failed' | 'locked' | 'timeout' | 'interrupted' | 'skipped';

/** A stack of a review with what Terraform says of it. */
export interface PlannedStack extends Omit<StackReview, 'resources'> {
  readonly resources: readonly PlannedResource[];
  readonly outcome: PlanOutcome;
  /** Of what the plan does; equal where nothing moved on between two plans. Null for anything but `planned`. */
  readonly digest: string | null;
  /** Of the synthesized JSON. */
  readonly configuration: string;
  /** The configuration holds no resource any more: what a retired service's looks like. */
  readonly emptied: boolean;
  readonly drift: readonly PlannedResource[];
  readonly deferred: readonly (PlannedResource & { readonly deferral: string })[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly CheckFinding[];
  /** Applying it needs another plan afterwards. */
  readonly incomplete: boolean;
  /** Nothing of it was applied so far: all of it is new. */
  readonly fresh: boolean;
  /** What Terraform said of a failure, without secrets. */
  readonly errors: readonly string[];
  /** Stacks that are not planned, and read an output that changes here: to be deployed after this one. */
  readonly followers: readonly string[];
  readonly durationMs: number;
}

/** The result of `plan`, as `plan --json` prints it and `--expect` reads it. */
export interface PlanReview extends Omit<Review, 'stacks'> {
  readonly stacks: readonly PlannedStack[];
  /** Every stack was planned to its end. */
  readonly complete: boolean;
}

/** Where what Terraform names comes from in the catalog, and which values wait for another stack. */
export interface Attribution {
  /** Lines behind an attribute of an address; without an attribute, behind the resource. */
  readonly because: (address: string, attribute?: string) => readonly Origin[];
  /** The stack that makes an attribute of an address known. */
  readonly knownAfter: (address: string, attribute: string) => string | undefined;
}

/** What a plan says, joined with where it comes from. */
export function plannedParts(
  plan: StackPlan,
  attribution: Attribution,
): Pick<
  PlannedStack,
  'actions' | 'resources' | 'digest' | 'drift' | 'deferred' | 'outputs' | 'checks' | 'incomplete' | 'fresh'
> {
  const joined = <R extends ResourceChange>(resource: R) => withOrigins(resource, attribution);
  return {
    actions: countActions(plan.resources),
    resources: plan.resources.map(joined),
    digest: plan.errored ? null : planDigest(plan),
    drift: plan.drift.map(joined),
    deferred: plan.deferred.map(joined),
    outputs: plan.outputs.map((output) => ({ ...output, attribute: shortened(output.attribute) })),
    checks: plan.checks,
    incomplete: plan.incomplete,
    fresh: plan.fresh,
  };
}

function withOrigins<R extends ResourceChange>(resource: R, { because, knownAfter }: Attribution) {
  // an instance of a resource with count or for_each, or a moved one, is registered without its key or under its old name
  const registered = resource.address.replace(/\[[^\]]*\]$/, '');
  return {
    ...resource,
    because: because(registered),
    attributes: resource.attributes.map((attribute): PlannedAttribute => {
      const name = /^[A-Za-z0-9_-]+/.exec(attribute.path)?.[0] ?? attribute.path;
      const after = attribute.unknown ? knownAfter(registered, name) : undefined;
      return {
        ...shortened(attribute),
        attribute: name,
        because: because(registered, name),
        ...(after === undefined ? {} : { knownAfter: after }),
      };
    }),
  };
}

/**
 * What a plan does, as one hash: everything but what somebody changed behind Terraform's back where the plan leaves it
 * alone. Of a sensitive value only that it changes.
 */
export function planDigest({ resources, deferred, outputs, checks, incomplete }: StackPlan): string {
  return shortHash([JSON.stringify([resources, deferred, outputs, checks, incomplete])], 64);
}

/** Beyond this many characters of JSON, a value of a review is cut, with a hash to tell it by. */
const LONGEST_VALUE = 2_000;
const KEPT = 400;

export function shortened<A extends AttributeChange>(attribute: A): A {
  return { ...attribute, before: shortValue(attribute.before), after: shortValue(attribute.after) };
}

function shortValue(value: AttributeChange['before']): AttributeChange['before'] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= LONGEST_VALUE) return value;
  return `${text.slice(0, KEPT)}… (${text.length} characters, sha256 ${shortHash([text], 16)})`;
}
