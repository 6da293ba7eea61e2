import { ServiceDependency } from '@cdktf/provider-pagerduty/lib/service-dependency';
import type { Construct } from 'constructs';
import { literal } from '../literal';
import { traced } from '../trace';

export interface DependencyEdgeProps {
  /** The service that needs the other: its name, and PagerDuty's id, a token. */
  readonly dependent: {
    readonly name: string;
    readonly id: string /** Position in its `dependsOn`. */;
    readonly index: number;
  };
  /** PagerDuty's id of the service that it needs, a token. */
  readonly supportingId: string;
  /** The edge made before this one: two at once race (PagerDuty/terraform-provider-pagerduty, issues 236 and 352). */
  readonly after?: DependencyEdge;
}

/** One edge between two services: a resource with several cannot be updated and differs in every plan. */
export class DependencyEdge extends ServiceDependency {
  constructor(scope: Construct, id: string, { dependent, supportingId, after }: DependencyEdgeProps) {
    super(
      scope,
      id,
      literal({
        dependency: [
          {
            dependentService: [{ id: dependent.id, type: 'service' }],
            supportingService: [{ id: supportingId, type: 'service' }],
          },
        ],
        ...(after === undefined ? {} : { dependsOn: [after] }),
      }),
    );
    traced(this, { kind: 'service', name: dependent.name }, { '': `dependsOn[${dependent.index}]` });
  }
}
