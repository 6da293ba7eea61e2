import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import { physicalName, policyId, resourceTags } from '../../domain/names/names';
import { partitionOf } from '../../domain/names/partition';
import { literal } from '../literal';
import { traced } from '../trace';

/** Session Manager instead of keys: AWS, "AmazonSSMManagedInstanceCore". */
const sessionManagerIn = (partition: string) => `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
/** IAM: a role's name has at most 64 characters. */
const roleNameLimit = 64;

export interface InstanceRoleProps {
  readonly service: Service;
  readonly region: string;
  /** ARNs of the entry's managed policies. */
  readonly policies: readonly string[];
}

/** What the instances of a service may do: what Session Manager needs, and the entry's policies. Nothing else. */
export class InstanceRole extends Construct {
  /** A token. */
  readonly profileName: string;
  readonly attachments: readonly IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, { service, region, policies }: InstanceRoleProps) {
    super(scope, id);
    const of = { kind: 'service', name: service.name } as const;
    const name = physicalName(service, roleNameLimit);
    const tags = resourceTags(service);
    const partition = partitionOf(region);
    const ec2 = partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com';
    const sessionManager = sessionManagerIn(partition);
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: ec2 }, Action: 'sts:AssumeRole' }],
    };
    const role = traced(
      new IamRole(this, 'role', literal({ name, assumeRolePolicy: JSON.stringify(trust), tags })),
      of,
      { '': 'compute' },
    );
    const attach = (policyArn: string, path: string) =>
      traced(new IamRolePolicyAttachment(this, policyId(policyArn), literal({ role: role.name, policyArn })), of, {
        '': path,
        policy_arn: path,
      });
    this.attachments = [
      attach(sessionManager, 'compute'),
      ...policies.flatMap((arn, index) => (arn === sessionManager ? [] : [attach(arn, `compute.policies[${index}]`)])),
    ];
    const profile = new IamInstanceProfile(this, 'profile', literal({ name, role: role.name, tags }));
    this.profileName = traced(profile, of, { '': 'compute' }).name;
  }
}
