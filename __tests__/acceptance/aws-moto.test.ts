import pLimit from 'p-limit';
import { physicalName } from '../../domain/names/names';
import { scheduledActions } from '../../domain/scaling/scheduled-actions';
import { sizesAt } from '../../domain/scaling/sizes-at';
import { now, removeScratch } from '../cli/harness';
import { playAws, type World } from '../domain/scaling/play-aws';
import { missingMoto, motoNeeds } from './moto';
import { type MotoCloud, openMotoCloud } from './moto-cloud';
import { told } from './sandbox-harness';

/** The real AWS provider applies the AWS part of the shipped catalog to moto. */

jest.setTimeout(1_200_000);

const missing = missingMoto();
const skipped = missing !== undefined && process.env.CATALOG_ACCEPTANCE !== 'required';
if (skipped) console.warn(`Skipped: the real AWS provider against moto. ${missing}`);

(skipped ? describe.skip : describe)('the real AWS provider against moto', () => {
  let cloud: MotoCloud;
  beforeAll(async () => {
    const needs = await motoNeeds();
    if (needs.kind === 'missing') throw new Error(needs.message);
    cloud = await openMotoCloud(needs);
  });
  afterAll(async () => {
    await cloud?.stop();
    removeScratch();
  });

  const stackOf = (service: string, nowMs = now) => {
    const stack = cloud.compile(nowMs).find(({ name }) => name === `sandbox-${service}`);
    if (stack === undefined) throw new Error(`no stack of ${service}`);
    return stack;
  };
  const planned = async (service: string, nowMs = now) => told(await cloud.plan(stackOf(service, nowMs)));
  const setSizes = (MinSize: number, MaxSize: number) =>
    cloud.moto.call('autoscaling', 'UpdateAutoScalingGroup', {
      AutoScalingGroupName: 'sandbox-checkout',
      MinSize: String(MinSize),
      MaxSize: String(MaxSize),
    });
  const refreshes = async (service: string) => {
    const AutoScalingGroupName = `sandbox-${service}`;
    const text = await cloud.moto.call('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName });
    return text.split('<InstanceRefreshId>').length - 1;
  };

  test('every stack applies, and when all are there, every plan is empty', async () => {
    const [platform, ...services] = cloud.compile(now);
    if (platform === undefined) throw new Error('no stacks');
    await cloud.apply(platform);
    const limit = pLimit(2);
    await Promise.all(services.map((stack) => limit(() => cloud.apply(stack))));
    const left = [platform, ...services].map((stack) =>
      limit(async () => told(await cloud.plan(stack)).map((change) => `${stack.name} ${change}`)),
    );
    expect((await Promise.all(left)).flat()).toEqual([]);
  });

  const after = Date.UTC(2026, 11, 1, 12);

  test('an event, played as AWS would, leaves nothing to do: before it, in its middle, after it', async () => {
    const service = cloud.service('checkout');
    if (service.scaling === undefined) throw new Error('checkout does not scale');
    let world: World = { sizes: sizesAt(service.scaling, now), actions: scheduledActions(service.scaling, now) };
    let nowMs = now;
    for (const { instant, min, max } of [
      { instant: Date.UTC(2026, 10, 23, 18), min: 6, max: 24 },
      { instant: Date.UTC(2026, 10, 28, 12), min: 20, max: 40 },
      { instant: after, min: 3, max: 24 },
    ]) {
      const next = playAws(world, nowMs, instant);
      expect(next.sizes).toEqual({ min, max });
      await setSizes(next.sizes.min, next.sizes.max);
      for (const { name } of world.actions.filter((action) => !next.actions.includes(action))) {
        await cloud.moto.call('autoscaling', 'DeleteScheduledAction', {
          AutoScalingGroupName: physicalName(service),
          ScheduledActionName: name,
        });
      }
      expect(await planned('checkout', instant)).toEqual([]);
      [world, nowMs] = [next, instant];
    }
  });

  test('sizes that somebody set by hand are given back', async () => {
    await setSizes(1, 2);
    expect(await planned('checkout', after)).toEqual(['aws_autoscaling_group.compute_group: update']);
    await cloud.applyPlan(stackOf('checkout', after));
    expect(await planned('checkout', after)).toEqual([]);
  });

  const group = 'aws_autoscaling_group.compute_group: update';
  const template = 'aws_launch_template.compute_template: update';
  test.each([
    {
      what: 'another port replaces the target group, the new one first',
      service: 'checkout',
      from: 'port: 8080',
      to: 'port: 9090',
      changes: [
        group,
        'aws_autoscaling_policy.compute_policy_requests: update',
        'aws_cloudwatch_metric_alarm.compute_alarm_target-errors: update',
        'aws_cloudwatch_metric_alarm.compute_alarm_unhealthy-hosts: update',
        'aws_lb_listener_rule.compute_ingress_rule: update',
        'aws_lb_target_group.compute_ingress_targets: create, delete',
        'aws_vpc_security_group_ingress_rule.compute_firewall_load-balancer: update',
      ],
      started: 0,
    },
    {
      what: 'another image is a new version of the template, and starts a refresh',
      service: 'checkout',
      from: 'ssm:/golden/al2023/arm64',
      to: 'ami-0123456789abcdef0',
      changes: [group, template],
      started: 1,
    },
    {
      what: 'another instance family likewise',
      service: 'checkout',
      from: '[c7g.large, c7g.xlarge, c6g.large]',
      to: '[m7g.large, m6g.large]',
      changes: [group, template],
      started: 1,
    },
    {
      what: 'spot instances given up concern the group alone',
      service: 'checkout',
      from: '  spot: {onDemandBase: 3, share: 50%}\n',
      to: '',
      changes: [group],
      started: 1,
    },
    {
      what: 'spot instances taken up likewise',
      service: 'checkout',
      from: '  port: 9090\n',
      to: '  spot: {onDemandBase: 3, share: 60%}\n  port: 9090\n',
      changes: [group],
      started: 1,
    },
    {
      what: 'a listener that is added makes a target group, a rule and other alarms, and replaces nothing',
      service: 'cart',
      from: 'healthCheck: /ready\n',
      to: 'healthCheck: /ready\n  ingress: {listener: internal, path: /cart}\n',
      changes: [
        group,
        'aws_cloudwatch_metric_alarm.compute_alarm_status-checks: delete',
        'aws_cloudwatch_metric_alarm.compute_alarm_target-errors: create',
        'aws_cloudwatch_metric_alarm.compute_alarm_unhealthy-hosts: create',
        'aws_lb_listener_rule.compute_ingress_rule: create',
        'aws_lb_target_group.compute_ingress_targets: create',
        'aws_vpc_security_group_ingress_rule.compute_firewall_load-balancer: create',
      ],
      started: 0,
    },
  ])('$what', async ({ service, from, to, changes, started }) => {
    const before = await refreshes(service);
    cloud.edit(`services/${service}.yaml`, from, to);
    expect(await planned(service, after)).toEqual(changes);
    await cloud.applyPlan(stackOf(service, after));
    expect(await planned(service, after)).toEqual([]);
    expect((await refreshes(service)) - before).toBe(started);
  });

  test('a retired service takes all that it had with it, and of the others what let it in', async () => {
    cloud.edit('services/checkout.yaml', 'lifecycle: production ', 'lifecycle: retired ');
    const changes = await planned('checkout', after);
    expect(changes.length).toBeGreaterThan(15);
    expect(changes.filter((change) => !change.endsWith(': delete'))).toEqual([]);
    await cloud.applyPlan(stackOf('checkout', after));
    expect(await planned('checkout', after)).toEqual([]);
    expect(await planned('cart', after)).toEqual([
      'aws_vpc_security_group_ingress_rule.compute_firewall_from-checkout: delete',
    ]);
    expect(await planned('images', after)).toEqual([]);
  });
});
