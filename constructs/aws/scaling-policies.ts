import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';
import type { Scaling, Service } from '../../domain/catalog/model';
import { literal } from '../literal';
import { traced } from '../trace';
import type { ServiceGroup } from './service-group';
import type { ServiceIngress } from './service-ingress';

export interface ScalingPoliciesProps {
  readonly service: Service;
  readonly scaling: Scaling;
  readonly group: ServiceGroup;
  readonly ingress?: ServiceIngress;
}

/** What moves the desired capacity between min and max: targets to track, and a forecast. */
export class ScalingPolicies extends Construct {
  constructor(scope: Construct, id: string, { service, scaling, group, ingress }: ScalingPoliciesProps) {
    super(scope, id);
    const of = { kind: 'service', name: service.name } as const;
    const { cpuPercent, requestsPerTargetPerSecond } = scaling.targets;
    const common = { autoscalingGroupName: group.name };
    if (cpuPercent !== undefined) {
      const policy = new AutoscalingPolicy(
        this,
        'cpu',
        literal({
          ...common,
          name: 'cpu',
          policyType: 'TargetTrackingScaling',
          targetTrackingConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
            targetValue: cpuPercent,
          },
        }),
      );
      traced(policy, of, { '': 'scaling.targets.cpu' });
    }
    if (requestsPerTargetPerSecond !== undefined && ingress) {
      const policy = new AutoscalingPolicy(
        this,
        'requests',
        literal({
          ...common,
          name: 'requests',
          policyType: 'TargetTrackingScaling',
          targetTrackingConfiguration: {
            predefinedMetricSpecification: {
              predefinedMetricType: 'ALBRequestCountPerTarget',
              resourceLabel: `${ingress.loadBalancerArnSuffix}/${ingress.targetGroup.arnSuffix}`,
            },
            // AWS counts requests per target and minute
            targetValue: requestsPerTargetPerSecond * 60,
          },
          // refused before a listener sends to the target group
          dependsOn: [ingress.rule],
        }),
      );
      traced(policy, of, { '': 'scaling.targets.requestsPerTarget' });
    }
    if (scaling.predictive !== undefined) {
      const policy = new AutoscalingPolicy(
        this,
        'predictive',
        literal({
          ...common,
          name: 'predictive',
          policyType: 'PredictiveScaling',
          predictiveScalingConfiguration: {
            mode: scaling.predictive === 'forecastOnly' ? 'ForecastOnly' : 'ForecastAndScale',
            maxCapacityBreachBehavior: 'HonorMaxCapacity',
            metricSpecification: {
              targetValue: cpuPercent ?? defaultPredictedCpuPercent,
              predefinedMetricPairSpecification: { predefinedMetricType: 'ASGCPUUtilization' },
            },
          },
        }),
      );
      traced(policy, of, { '': 'scaling.predictive' });
    }
  }
}

/** Where no CPU target says otherwise; AWS' own example in "Create a predictive scaling policy" has 40. */
const defaultPredictedCpuPercent = 50;
