import { Construct } from 'constructs';
import type { Environment, Service } from '../../domain/catalog/model';
import { scheduledActions } from '../../domain/scaling/scheduled-actions';
import { sizesAt } from '../../domain/scaling/sizes-at';
import { InstanceRole } from './instance-role';
import { InstanceTemplate } from './instance-template';
import { ScalingPolicies } from './scaling-policies';
import { ScheduledSizes } from './scheduled-sizes';
import { ServiceAlarms } from './service-alarms';
import { ServiceFirewall } from './service-firewall';
import { ServiceGroup } from './service-group';
import { ServiceIngress } from './service-ingress';

export interface ServiceComputeProps {
  /** With `compute`. */
  readonly service: Service;
  readonly environment: Environment;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** A token: the group that the instances wear so that others can let them in. */
  readonly ownCallerGroupId: string;
  /** Services of `allowFrom` that are let in, with tokens for the groups that their instances wear. */
  readonly callers: readonly { readonly service: string; readonly securityGroupId: string }[];
}

/** Everything that runs a service in AWS. */
export class ServiceCompute extends Construct {
  /** A token, where the service is behind a load balancer. */
  readonly targetGroupArnSuffix?: string;

  constructor(scope: Construct, id: string, props: ServiceComputeProps) {
    super(scope, id);
    const { service, environment, nowMs, ownCallerGroupId, callers } = props;
    const { compute, scaling, refresh } = service;
    if (!compute || !scaling || !refresh)
      throw new RangeError(`Expected: a service with compute, got: ${service.name}`);
    const { region, vpc, privateSubnets, loadBalancers } = environment.aws;
    const loadBalancer = compute.ingress && loadBalancers[compute.ingress.listener];

    const role = new InstanceRole(this, 'role', { service, region, policies: compute.policies });
    const firewall = new ServiceFirewall(this, 'firewall', {
      service,
      vpc,
      port: compute.port,
      ...(loadBalancer ? { loadBalancerGroup: loadBalancer.securityGroup } : {}),
      callers,
    });
    const ingress =
      compute.ingress && loadBalancer
        ? new ServiceIngress(this, 'ingress', { service, compute, ingress: compute.ingress, loadBalancer, vpc })
        : undefined;
    this.targetGroupArnSuffix = ingress?.targetGroup.arnSuffix;
    const template = new InstanceTemplate(this, 'template', {
      service,
      compute,
      instanceProfile: role.profileName,
      securityGroups: [firewall.groupId, ownCallerGroupId],
    });
    const alarms = refresh.stopOnAlarm
      ? new ServiceAlarms(this, 'alarm', { service, scaling, ingress: alarmed(ingress) }).names
      : [];
    const group = new ServiceGroup(this, 'group', {
      service,
      compute,
      scaling,
      refresh,
      sizes: sizesAt(scaling, nowMs),
      template,
      subnets: privateSubnets,
      ...(ingress ? { targetGroupArn: ingress.targetGroup.arn } : {}),
      alarms,
      after: [firewall.egress, ...role.attachments],
    });
    new ScalingPolicies(this, 'policy', { service, scaling, group, ...(ingress ? { ingress } : {}) });
    new ScheduledSizes(this, 'schedule', { service, group, actions: scheduledActions(scaling, nowMs) });
  }
}

function alarmed(ingress: ServiceIngress | undefined) {
  return (
    ingress && {
      targetGroupArnSuffix: ingress.targetGroup.arnSuffix,
      loadBalancerArnSuffix: ingress.loadBalancerArnSuffix,
    }
  );
}
