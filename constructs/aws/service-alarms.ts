import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { Scaling, Service } from '../../domain/catalog/model';
import { physicalName, resourceTags } from '../../domain/names/names';
import { largestMax } from '../../domain/scaling/capacity';
import { literal } from '../literal';
import { traced } from '../trace';
import { launchedAtOncePercent } from './service-group';

export interface ServiceAlarmsProps {
  readonly service: Service;
  readonly scaling: Scaling;
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

  constructor(scope: Construct, id: string, { service, scaling, ingress }: ServiceAlarmsProps) {
    super(scope, id);
    const alarms = ingress ? behindLoadBalancer(ingress, scaling) : alone(service);
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
    const sizes = ['scaling.max', 'scaling.schedule', 'scaling.events'];
    return traced(
      resource,
      { kind: 'service', name: service.name },
      { '': 'refresh.stopOnAlarm', threshold: sizes, alarm_description: sizes },
    );
  }
}

function behindLoadBalancer(ingress: NonNullable<ServiceAlarmsProps['ingress']>, scaling: Scaling): Alarm[] {
  const atOnce = Math.max(1, Math.ceil((largestMax(scaling) * launchedAtOncePercent) / 100));
  const dimensions = { TargetGroup: ingress.targetGroupArnSuffix, LoadBalancer: ingress.loadBalancerArnSuffix };
  const namespace = 'AWS/ApplicationELB';
  return [
    {
      id: 'unhealthy-hosts',
      metricName: 'UnHealthyHostCount',
      namespace,
      dimensions,
      statistic: 'Maximum',
      // those that a refresh has just launched may be unhealthy while they start
      threshold: atOnce,
      description: `More targets of the service are unhealthy than a refresh launches at once (${atOnce}). Stops it.`,
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
