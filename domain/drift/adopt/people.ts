import type { PlanDocument } from '../../plan/document';
import { isMap } from '../../plan/value';

interface StateResource {
  readonly address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly values?: unknown;
}

function resources(plan: PlanDocument): readonly StateResource[] {
  return (plan.prior_state?.values?.root_module?.resources ?? []) as readonly StateResource[];
}

/** PagerDuty's id of a person → the e-mail address, of all that the stack looks up. */
export function emailsById(plan: PlanDocument): ReadonlyMap<string, string> {
  return new Map(
    resources(plan).flatMap(({ type, values }) =>
      type === 'pagerduty_user' && isMap(values) ? [[String(values.id), String(values.email)] as const] : [],
    ),
  );
}

/** PagerDuty's id of a schedule → its address in the stack. */
export function schedulesById(plan: PlanDocument): ReadonlyMap<string, string> {
  return new Map(
    resources(plan).flatMap(({ type, mode, values, address }) =>
      type === 'pagerduty_schedule' && mode === 'managed' && isMap(values) && address !== undefined
        ? [[String(values.id), address] as const]
        : [],
    ),
  );
}
