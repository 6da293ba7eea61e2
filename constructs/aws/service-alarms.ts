import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import { physicalName, resourceTags } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServiceAlarmsProps {
  readonly service: Service;
  /** Tokens, where the service is behind a load balancer. */
  readonly ingress?: { readonly targetGroupArnSuffix: string; readonly loadBalancerArnSuffix: string };
}

interface Alarm {
  readonly id: string;
  readonly metricName: string;
  readonly namespace: string;
  readonly statistic: 'Maximum' | 'Sum';
  readonly threshold: number;
  readonly dimensions: Record<string, string>;
  readonly description: string;
}

/** What stops an instance refresh: sick targets and their errors, or failed status checks where nobody balances. */
export class ServiceAlarms extends Construct {
  /** Tokens. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, { service, ingress }: ServiceAlarmsProps) {
    super(scope, id);
    const alarms = ingress ? behindLoadBalancer(ingress) : alone(service);
    this.names = alarms.map((alarm) => this.add(service, alarm).alarmName);
  }

  private add(service: Service, { id, description, ...alarm }: Alarm): CloudwatchMetricAlarm {
    const resource = new CloudwatchMetricAlarm(
      this,
      id,
      literal({
        ...alarm,
        alarmName: `${physicalName(service, 200)}-${id}`,
        alarmDescription: description,
        comparisonOperator: 'GreaterThanThreshold',
        period: 60,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        // no requests, no instances: nothing to stop a refresh for
        treatMissingData: 'notBreaching',
        tags: resourceTags(service),
      }),
    );
    return traced(resource, { kind: 'service', name: service.name }, { '': 'refresh.stopOnAlarm' });
  }
}

function behindLoadBalancer(ingress: NonNullable<ServiceAlarmsProps['ingress']>): Alarm[] {
  const dimensions = { TargetGroup: ingress.targetGroupArnSuffix, LoadBalancer: ingress.loadBalancerArnSuffix };
  const namespace = 'AWS/ApplicationELB';
  return [
    {
      id: 'unhealthy-hosts',
      metricName: 'UnHealthyHostCount',
      namespace,
      dimensions,
      statistic: 'Maximum',
      // a refresh replaces one instance at a time, and that one is unhealthy while it starts
      threshold: 1,
      description: 'More than one target of the service is unhealthy. Stops an instance refresh.',
    },
    {
      id: 'target-errors',
      metricName: 'HTTPCode_Target_5XX_Count',
      namespace,
      dimensions,
      statistic: 'Sum',
      threshold: 50,
      description: 'The targets of the service answer with errors. Stops an instance refresh.',
    },
  ];
}

/** The group by its name, not by a token: the group's refresh names the alarm, and must not wait for itself. */
function alone(service: Service): Alarm[] {
  return [
    {
      id: 'status-checks',
      metricName: 'StatusCheckFailed',
      namespace: 'AWS/EC2',
      dimensions: { AutoScalingGroupName: physicalName(service) },
      statistic: 'Maximum',
      threshold: 0,
      description: 'An instance of the service fails its status checks. Stops an instance refresh.',
    },
  ];
}
