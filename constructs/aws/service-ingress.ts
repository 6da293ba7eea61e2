import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsLbListener } from '@cdktf/provider-aws/lib/data-aws-lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import type { Compute, LoadBalancer, Service } from '../../domain/catalog/model';
import { resourceTags, targetGroupName } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServiceIngressProps {
  readonly service: Service;
  readonly compute: Compute;
  readonly ingress: NonNullable<Compute['ingress']>;
  readonly loadBalancer: LoadBalancer;
  readonly vpc: string;
}

/** A service behind a load balancer that is there already: its target group, and a rule on the listener. */
export class ServiceIngress extends Construct {
  readonly targetGroup: LbTargetGroup;
  readonly rule: LbListenerRule;
  /** A token: `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: string;

  constructor(scope: Construct, id: string, props: ServiceIngressProps) {
    super(scope, id);
    const { service, compute, ingress, loadBalancer, vpc } = props;
    const of = { kind: 'service', name: service.name } as const;
    const tags = resourceTags(service);
    const listener = new DataAwsLbListener(this, 'listener', literal({ arn: loadBalancer.listener }));
    this.loadBalancerArnSuffix = new DataAwsLb(this, 'load-balancer', { arn: listener.loadBalancerArn }).arnSuffix;
    this.targetGroup = traced(
      new LbTargetGroup(
        this,
        'targets',
        literal({
          // the name holds what would replace the group, so that the new one can be made before the old one goes
          name: targetGroupName(service, compute.port, vpc),
          port: compute.port,
          protocol: 'HTTP',
          targetType: 'instance',
          vpcId: vpc,
          healthCheck: { path: compute.healthCheck ?? '/', matcher: '200-399', interval: 15, timeout: 5 },
          tags,
          lifecycle: { createBeforeDestroy: true },
        }),
      ),
      of,
      { '': 'compute.ingress', port: 'compute.port', health_check: 'compute.healthCheck' },
    );
    this.rule = traced(
      new LbListenerRule(
        this,
        'rule',
        literal({
          listenerArn: loadBalancer.listener,
          ...(ingress.priority === undefined ? {} : { priority: ingress.priority }),
          action: [{ type: 'forward', targetGroupArn: this.targetGroup.arn }],
          condition: [
            { pathPattern: { values: patternsOf(ingress.path) } },
            ...(ingress.host === undefined ? [] : [{ hostHeader: { values: [ingress.host] } }]),
          ],
          tags,
        }),
      ),
      of,
      {
        '': 'compute.ingress',
        listener_arn: 'compute.ingress.listener',
        priority: 'compute.ingress.priority',
        condition: ['compute.ingress.path', 'compute.ingress.host'],
      },
    );
  }
}

/** The path and everything below it: `/checkout/*` alone does not match `/checkout`. */
function patternsOf(path: string): string[] {
  return path === '/' ? ['/*'] : [path, `${path}/*`];
}
