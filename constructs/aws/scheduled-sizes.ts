import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import { KEEP, type ScheduledAction } from '../../domain/scaling/scheduled-actions';
import { utcText } from '../../domain/time/zones';
import { literal } from '../literal';
import { traced } from '../trace';
import type { ServiceGroup } from './service-group';

export interface ScheduledSizesProps {
  readonly service: Service;
  readonly group: ServiceGroup;
  /** In the order in which they have to be created. */
  readonly actions: readonly ScheduledAction[];
}

/**
 * The scheduled actions of a group. What an action keeps is said as -1, the desired capacity always: left out, the
 * provider sends 0. One is made after the other: AWS refuses two at once, whatever their times ("Scheduled action with
 * this scheduled start time already exists").
 */
export class ScheduledSizes extends Construct {
  constructor(scope: Construct, id: string, { service, group, actions }: ScheduledSizesProps) {
    super(scope, id);
    let before: AutoscalingSchedule | undefined;
    for (const action of actions) {
      const resource: AutoscalingSchedule = new AutoscalingSchedule(
        this.scopeOf(action),
        action.key,
        literal({
          autoscalingGroupName: group.name,
          scheduledActionName: action.name,
          minSize: action.minSize,
          maxSize: action.maxSize,
          desiredCapacity: KEEP,
          ...(action.recurrence === undefined ? {} : { recurrence: action.recurrence }),
          ...(action.timeZone === undefined ? {} : { timeZone: action.timeZone }),
          ...(action.startMs === undefined ? {} : { startTime: utcText(action.startMs) }),
          ...(action.endMs === undefined ? {} : { endTime: utcText(action.endMs) }),
          ...(before ? { dependsOn: [before] } : {}),
        }),
      );
      traced(resource, { kind: 'service', name: service.name }, { '': action.path });
      before = resource;
    }
  }

  /** Parts of recurrences stand apart, so that no key meets another one. */
  private scopeOf({ part }: ScheduledAction): Construct {
    if (part === undefined) return this;
    return (this.node.tryFindChild(part) as Construct | undefined) ?? new Construct(this, part);
  }
}
