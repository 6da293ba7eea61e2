import type { PlanDocument } from '../plan/document';
import { isMap } from '../plan/value';

/** A resource or data source as the plan found it in the world. */
export interface KnownResource {
  /** As Terraform writes it. */
  readonly address: string;
  readonly isData: boolean;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a plan has read of the world, or kept of it from the state. */
export function knownResources({ prior_state }: PlanDocument): KnownResource[] {
  return (prior_state?.values?.root_module?.resources ?? []).flatMap(({ address, mode, type, values }) =>
    address !== undefined && type !== undefined && isMap(values)
      ? [{ address, isData: mode === 'data', type, values }]
      : [],
  );
}
