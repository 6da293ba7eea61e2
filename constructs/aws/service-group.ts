import { AutoscalingGroup, type AutoscalingGroupConfig } from '@cdktf/provider-aws/lib/autoscaling-group';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { Fn, type ITerraformDependable, Op, Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { Compute, Refresh, Scaling, Service } from '../../domain/catalog/model';
import { physicalName, resourceTags, subnetId } from '../../domain/names/names';
import type { Sizes } from '../../domain/scaling/sizes-at';
import { literal } from '../literal';
import { traced } from '../trace';
import type { InstanceTemplate } from './instance-template';

/** Off unless named, and the capacity panels read them. */
const metrics = [
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupMaxSize',
  'GroupMinSize',
  'GroupPendingInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
];
/** AWS' default for groups made in its console: seconds before a new instance's health counts. */
const healthCheckGraceSeconds = 300;
/** How much of the group a refresh and other maintenance launch on top before they end as many. */
export const launchedAtOncePercent = 10;
const healthy = { minHealthyPercentage: 100, maxHealthyPercentage: 100 + launchedAtOncePercent };

export interface ServiceGroupProps {
  readonly service: Service;
  readonly compute: Compute;
  readonly scaling: Scaling;
  readonly refresh: Refresh;
  /** Sizes at the date that is compiled for. */
  readonly sizes: Sizes;
  readonly template: InstanceTemplate;
  readonly subnets: readonly string[];
  /** A token, where the service is behind a load balancer. */
  readonly targetGroupArn?: string;
  /** Tokens of the alarms that stop a refresh. */
  readonly alarms: readonly string[];
  /** What instances need from their first second to their last, and no attribute of theirs refers to. */
  readonly after: readonly ITerraformDependable[];
}

/** The Auto Scaling group of a service. An apply in the middle of an event finds its sizes as they should be. */
export class ServiceGroup extends AutoscalingGroup {
  constructor(scope: Construct, id: string, props: ServiceGroupProps) {
    const { service, compute, scaling, sizes, targetGroupArn } = props;
    super(scope, id, {
      ...literal({
        name: physicalName(service),
        minSize: sizes.min,
        maxSize: sizes.max,
        vpcZoneIdentifier: [...props.subnets],
        healthCheckType: targetGroupArn === undefined ? 'EC2' : 'ELB',
        healthCheckGracePeriod: healthCheckGraceSeconds,
        defaultInstanceWarmup: scaling.warmupSeconds,
        // a new instance is in service before an old one goes
        instanceMaintenancePolicy: healthy,
        enabledMetrics: metrics,
        waitForCapacityTimeout: '0',
        capacityRebalance: compute.spot !== undefined,
        ...(targetGroupArn === undefined ? {} : { targetGroupArns: [targetGroupArn] }),
        ...(compute.maxInstanceLifetimeSeconds === undefined
          ? {}
          : { maxInstanceLifetime: compute.maxInstanceLifetimeSeconds }),
        mixedInstancesPolicy: mixedInstances(props),
        instanceRefresh: instanceRefresh(props),
        tag: Object.entries(resourceTags(service)).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
      }),
      lifecycle: { ignoreChanges: ['desired_capacity'], precondition: [twoZones(scope, props.subnets)] },
      dependsOn: [...props.after],
    });
    traced(this, { kind: 'service', name: service.name }, attributePaths);
  }
}

const sizePaths = (bound: 'min' | 'max') => [`scaling.${bound}`, 'scaling.schedule', 'scaling.events'];

const attributePaths = {
  '': 'compute',
  min_size: sizePaths('min'),
  max_size: sizePaths('max'),
  default_instance_warmup: 'scaling.warmup',
  max_instance_lifetime: 'compute.maxInstanceLifetime',
  mixed_instances_policy: ['compute.instanceTypes', 'compute.spot'],
  capacity_rebalance: 'compute.spot',
  health_check_type: 'compute.ingress',
  target_group_arns: 'compute.ingress',
  instance_refresh: 'refresh',
};

function mixedInstances({ compute, template }: ServiceGroupProps): AutoscalingGroupConfig['mixedInstancesPolicy'] {
  const { spot } = compute;
  return {
    launchTemplate: {
      // not `$Latest`, with which no change would ever start a refresh
      launchTemplateSpecification: { launchTemplateId: template.id, version: Token.asString(template.latestVersion) },
      override: compute.instanceTypes.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandAllocationStrategy: 'prioritized',
      onDemandBaseCapacity: spot?.onDemandBase ?? 0,
      onDemandPercentageAboveBaseCapacity: spot ? 100 - spot.sharePercent : 100,
      spotAllocationStrategy: 'price-capacity-optimized',
    },
  };
}

/** Rolls a new template out and stops on alarm. No automatic rollback: it can roll back to the new version (#34189). */
function instanceRefresh({ scaling, refresh, alarms }: ServiceGroupProps): AutoscalingGroupConfig['instanceRefresh'] {
  const { checkpoints } = refresh;
  return {
    strategy: 'Rolling',
    preferences: {
      instanceWarmup: String(scaling.warmupSeconds),
      ...healthy,
      skipMatching: true,
      ...(checkpoints
        ? { checkpointPercentages: [...checkpoints.atPercent], checkpointDelay: String(checkpoints.waitSeconds) }
        : {}),
      ...(alarms.length > 0 ? { alarmSpecification: { alarms: [...alarms] } } : {}),
    },
  };
}

/** The zones of subnets are known to AWS alone: asked for while planning. */
function twoZones(scope: Construct, subnets: readonly string[]) {
  const zones = subnets.map((id) => new DataAwsSubnet(scope, subnetId(id), literal({ id })).availabilityZone);
  return {
    condition: Op.gte(Fn.lengthOf(Fn.distinct(zones)), 2),
    errorMessage: 'The private subnets of the environment must lie in at least two availability zones.',
  };
}
