import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import type { ScheduledAction } from '../../domain/scaling/scheduled-actions';
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

/** The scheduled actions of a group. Sizes that an action keeps are said as -1: left out, the provider sends 0. */
export class ScheduledSizes extends Construct {
  constructor(scope: Construct, id: string, { service, group, actions }: ScheduledSizesProps) {
    super(scope, id);
    let before: AutoscalingSchedule | undefined;
    for (const action of actions) {
      const bounded = action.endMs !== undefined || action.recurrence === undefined;
      const resource: AutoscalingSchedule = new AutoscalingSchedule(
        this,
        action.key,
        literal({
          autoscalingGroupName: group.name,
          scheduledActionName: action.name,
          minSize: action.minSize,
          maxSize: action.maxSize,
          ...(action.recurrence === undefined ? {} : { recurrence: action.recurrence }),
          ...(action.timeZone === undefined ? {} : { timeZone: action.timeZone }),
          ...(action.startMs === undefined ? {} : { startTime: utcText(action.startMs) }),
          ...(action.endMs === undefined ? {} : { endTime: utcText(action.endMs) }),
          ...(before && bounded ? { dependsOn: [before] } : {}),
        }),
      );
      traced(resource, { kind: 'service', name: service.name }, { '': action.path });
      before = resource;
    }
  }
}
