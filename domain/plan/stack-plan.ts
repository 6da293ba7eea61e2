import { actionRank } from './action';
import { type AttributeChange, attributeChanges, type ResourceChange, resourceChange } from './changes';
import type { CheckJson, PlanDocument, ResourceChangeJson, StateModuleJson } from './document';
import type { Redactor } from './secrets';

export interface OutputChange {
  readonly name: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly attribute: AttributeChange;
}

export interface CheckFinding {
  /** `check.name`, or the resource or output with the condition. */
  readonly address: string;
  /** `unknown`: told only after an apply. */
  readonly status: 'fail' | 'error' | 'unknown';
  readonly problems: readonly string[];
}

/** A plan of one stack in a reviewer's order, without secrets. */
export interface StackPlan {
  /** Worst first. */
  readonly resources: readonly ResourceChange[];
  /** What somebody or something else changed since the last apply. */
  readonly drift: readonly ResourceChange[];
  /** What Terraform puts off to a later plan, and its reason. */
  readonly deferred: readonly (ResourceChange & { readonly deferral: string })[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly CheckFinding[];
  /** An error stopped Terraform: there may be more. */
  readonly errored: boolean;
  /** Applying it needs another plan afterwards. */
  readonly incomplete: boolean;
  /** The state holds nothing yet: all of it is new. */
  readonly fresh: boolean;
}

/** A plan document → what it does, masked by `redact`; resources that only stand in for others are left out. */
export function stackPlan(
  plan: PlanDocument,
  redact: Redactor,
  isStandIn: (address: string) => boolean = () => false,
): StackPlan {
  const own = (plan.resource_changes ?? []).filter(({ address }) => !isStandIn(address));
  return {
    resources: changesOf(own, redact),
    drift: changesOf(plan.resource_drift, redact).filter(
      ({ action, attributes }) => action !== 'update' || attributes.length > 0,
    ),
    deferred: (plan.deferred_changes ?? []).flatMap(({ reason, resource_change }) => {
      const change = resource_change && resourceChange(resource_change, redact);
      return change ? [{ ...change, deferral: (reason ?? 'unknown').replaceAll('_', ' ') }] : [];
    }),
    outputs: outputChanges(plan, redact),
    checks: (plan.checks ?? []).flatMap((check) => findings(check, redact)),
    errored: plan.errored === true,
    incomplete: plan.complete === false,
    fresh: plan.errored !== true && !holdsManaged(plan.prior_state?.values?.root_module),
  };
}

/** Data sources that were read for the plan are no part of what is managed. */
function holdsManaged(module: StateModuleJson | undefined): boolean {
  const { resources = [], child_modules: children = [] } = module ?? {};
  return resources.some(({ mode }) => mode !== 'data') || children.some(holdsManaged);
}

function changesOf(changes: readonly ResourceChangeJson[] | undefined, redact: Redactor): ResourceChange[] {
  return (changes ?? [])
    .flatMap((change) => resourceChange(change, redact) ?? [])
    .sort((a, b) => actionRank(a.action) - actionRank(b.action) || compareText(key(a), key(b)));
}

const key = ({ address, deposed = '' }: ResourceChange) => `${address} ${deposed}`;
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function outputChanges({ output_changes = {} }: PlanDocument, redact: Redactor): OutputChange[] {
  return Object.entries(output_changes)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, change]) => {
      const action = (['create', 'update', 'delete'] as const).find((one) => change.actions.includes(one));
      if (action === undefined) return [];
      // as attributes of one object, so that both sides are compared and masked like a resource's
      const whole = (value: unknown) => ({ value });
      const [attribute] = attributeChanges(
        {
          actions: change.actions,
          before: whole(change.before),
          after: whole(change.after),
          before_sensitive: whole(change.before_sensitive),
          after_sensitive: whole(change.after_sensitive),
          after_unknown: whole(change.after_unknown),
        },
        redact,
      );
      const nothing = { path: 'value', before: null, after: null };
      return [{ name: redact.text(name), action, attribute: attribute ?? nothing }];
    });
}

/** Passed checks say nothing. */
function findings(check: CheckJson, redact: Redactor): CheckFinding[] {
  const instances = check.instances?.length ? check.instances : [check];
  return instances.flatMap(({ address, status, ...rest }) => {
    if (status !== 'fail' && status !== 'error' && status !== 'unknown') return [];
    const problems = 'problems' in rest ? (rest.problems ?? []) : [];
    return [
      {
        address: redact.text(address?.to_display ?? check.address?.to_display ?? ''),
        status,
        problems: problems.map(({ message = '' }) => redact.text(message)),
      },
    ];
  });
}
