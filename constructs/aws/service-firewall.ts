import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import { resourceTags, securityGroupName } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServiceFirewallProps {
  readonly service: Service;
  readonly vpc: string;
  readonly port: number;
  /** Id of the load balancer's security group, where the service has an ingress. */
  readonly loadBalancerGroup?: string;
  /** Services of `allowFrom` that are let in, with tokens for the groups that their instances wear. */
  readonly callers: readonly { readonly service: string; readonly securityGroupId: string }[];
}

/** Who may reach the instances: the load balancer and the callers, on the service's port. Outwards everything. */
export class ServiceFirewall extends Construct {
  /** A token. */
  readonly groupId: string;
  /** The way out of the instances. */
  readonly egress: VpcSecurityGroupEgressRule;

  constructor(scope: Construct, id: string, props: ServiceFirewallProps) {
    super(scope, id);
    const { service, vpc, port, loadBalancerGroup, callers } = props;
    const of = { kind: 'service', name: service.name } as const;
    const tags = resourceTags(service);
    const group = new SecurityGroup(
      this,
      'group',
      literal({
        // the name holds what would replace the group, so that the new one can be made before the old one goes
        name: securityGroupName(service, vpc),
        description: 'Instances of a service',
        vpcId: vpc,
        tags,
        lifecycle: { createBeforeDestroy: true },
      }),
    );
    this.groupId = traced(group, of, { '': 'compute' }).id;
    const allow = (ruleId: string, from: string, path: string) =>
      traced(
        new VpcSecurityGroupIngressRule(
          this,
          ruleId,
          literal({
            securityGroupId: group.id,
            referencedSecurityGroupId: from,
            ipProtocol: 'tcp',
            fromPort: port,
            toPort: port,
            tags,
          }),
        ),
        of,
        { '': path, referenced_security_group_id: path, from_port: 'compute.port', to_port: 'compute.port' },
      );
    // a service may be called load-balancer: what callers are called begins with `from-`
    if (loadBalancerGroup !== undefined) allow('load-balancer', loadBalancerGroup, 'compute.ingress');
    for (const caller of callers) {
      const position = service.compute?.allowFrom.indexOf(caller.service);
      allow(`from-${caller.service}`, caller.securityGroupId, `compute.allowFrom[${position}]`);
    }
    // a group made by Terraform has no egress rule of its own
    this.egress = traced(
      new VpcSecurityGroupEgressRule(
        this,
        'to-anywhere',
        literal({ securityGroupId: group.id, cidrIpv4: '0.0.0.0/0', ipProtocol: '-1', tags }),
      ),
      of,
      { '': 'compute' },
    );
  }
}
