import { App } from 'cdktf';
import { ServiceCompute, type ServiceComputeProps } from '../../../constructs/aws/service-compute';
import { traceOf } from '../../../constructs/trace';
import type { Compute, Scaling, Service } from '../../../domain/catalog/model';
import { CatalogStack } from '../../../stacks/catalog-stack';
import { environmentFixture, serviceFixture } from '../grafana/fixtures';

const nowMs = Date.UTC(2026, 10, 23, 12);

const computeFixture: Compute = {
  image: { kind: 'ssm', parameter: '/golden/al2023/arm64' },
  architecture: 'arm64',
  instanceTypes: ['c7g.large', 'c6g.large'],
  port: 8080,
  allowFrom: [],
  volume: { sizeGiB: 30 },
  policies: [],
};

const scalingFixture: Scaling = {
  min: 3,
  max: 12,
  warmupSeconds: 120,
  targets: { cpuPercent: 55 },
  schedule: [],
  events: [],
};

const sale = {
  name: 'sale',
  timeZone: 'Etc/UTC',
  from: '2026-12-05T00:00',
  to: '2026-12-06T00:00',
  fromMs: Date.UTC(2026, 11, 5),
  toMs: Date.UTC(2026, 11, 6),
  min: 9,
};

interface Given {
  readonly service?: Partial<Service>;
  readonly compute?: Partial<Compute>;
  readonly scaling?: Partial<Scaling>;
  readonly props?: Partial<ServiceComputeProps>;
}

const ingress = { listener: 'public', path: '/checkout' } as const;
const listener = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc/f2f7';

function build({ service, compute, scaling, props }: Given = {}) {
  const stack = new CatalogStack(new App({ outdir: '/tmp', stackTraces: false }), 'production-checkout');
  const base = environmentFixture();
  new ServiceCompute(stack, 'compute', {
    service: serviceFixture({
      compute: { ...computeFixture, ...compute },
      scaling: { ...scalingFixture, ...scaling },
      refresh: { stopOnAlarm: true },
      ...service,
    }),
    environment: environmentFixture({
      aws: { ...base.aws, loadBalancers: { public: { listener, securityGroup: 'sg-edge' } } },
    }),
    nowMs,
    ownCallerGroupId: 'sg-own',
    callers: [],
    ...props,
  });
  return stack;
}

function synthesized(given: Given = {}) {
  const stack = build(given);
  stack.prepareStack();
  // tokens are resolved, nothing else
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

const groupOf = (given?: Given) => synthesized(given).resource.aws_autoscaling_group.compute_group;
const templateOf = (given?: Given) => synthesized(given).resource.aws_launch_template.compute_template;

describe('the launch template', () => {
  test('takes IMDSv2 only, and tells an instance its tags', () => {
    expect(templateOf().metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
      instance_metadata_tags: 'enabled',
    });
  });

  test('has an encrypted gp3 volume of the size in the entry', () => {
    expect(templateOf().block_device_mappings[0].ebs).toEqual({
      volume_type: 'gp3',
      volume_size: 30,
      encrypted: 'true',
      delete_on_termination: 'true',
    });
  });

  test('has no key pair', () => expect(templateOf()).not.toHaveProperty('key_name'));

  test('reads its image through a data source, so that a new one shows in the plan', () => {
    const { resource, data } = synthesized();
    expect(resource.aws_launch_template.compute_template.image_id).toBe(
      '${data.aws_ssm_parameter.compute_image.insecure_value}',
    );
    expect(data.aws_ssm_parameter.compute_image.name).toBe('/golden/al2023/arm64');
  });

  test('takes an image by its id as it stands', () => {
    expect(templateOf({ compute: { image: { kind: 'ami', id: 'ami-0123456789abcdef0' } } }).image_id).toBe(
      'ami-0123456789abcdef0',
    );
  });

  test('passes the bootstrap on byte for byte', () => {
    const text = '#!/bin/bash\necho "${HOME} %{if}" é\r\n';
    const { user_data } = templateOf({ compute: { bootstrap: { path: 'files/b.sh', text } } });
    expect(Buffer.from(user_data, 'base64').toString()).toBe(text);
  });
});

describe('the group', () => {
  test('is refreshed by the template’s version, never by $Latest', () => {
    const { launch_template } = groupOf().mixed_instances_policy;
    expect(launch_template.launch_template_specification.version).toBe(
      '${aws_launch_template.compute_template.latest_version}',
    );
  });

  test('launches before it terminates, and waits for no capacity', () => {
    expect(groupOf()).toMatchObject({
      instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 110 },
      wait_for_capacity_timeout: '0',
      default_instance_warmup: 120,
    });
  });

  test('leaves the desired capacity to the autoscaler, and nothing else', () => {
    expect(groupOf().lifecycle.ignore_changes).toEqual(['desired_capacity']);
  });

  test('wants its subnets in two zones', () => {
    expect(groupOf().lifecycle.precondition[0].condition).toBe(
      '${(length(distinct([data.aws_subnet.compute_zone-of-subnet-1.availability_zone, data.aws_subnet.compute_zone-of-subnet-2.availability_zone])) >= 2)}',
    );
  });

  test('rebalances with spot only', () => {
    expect(groupOf()).toMatchObject({
      capacity_rebalance: false,
      mixed_instances_policy: { instances_distribution: { on_demand_percentage_above_base_capacity: 100 } },
    });
    expect(groupOf({ compute: { spot: { onDemandBase: 3, sharePercent: 60 } } })).toMatchObject({
      capacity_rebalance: true,
      mixed_instances_policy: {
        instances_distribution: {
          on_demand_base_capacity: 3,
          on_demand_percentage_above_base_capacity: 40,
          spot_allocation_strategy: 'price-capacity-optimized',
        },
      },
    });
  });

  test('is judged by the load balancer where there is one', () => {
    expect(groupOf().health_check_type).toBe('EC2');
    expect(groupOf({ compute: { ingress } })).toMatchObject({
      health_check_type: 'ELB',
      target_group_arns: ['${aws_lb_target_group.compute_ingress_targets.arn}'],
    });
  });

  test.each([
    [{ max: 4 }, 1],
    [{ max: 24 }, 3],
    [{ max: 24, events: [{ ...sale, max: 45 }] }, 5],
  ])('goes on while no more are unhealthy than it launches at once: %j', (scaling, atOnce) => {
    const alarms = synthesized({ scaling, compute: { ingress } }).resource.aws_cloudwatch_metric_alarm;
    expect(alarms['compute_alarm_unhealthy-hosts'].threshold).toBe(atOnce);
  });

  test('stops a refresh on alarm, and promises no rollback', () => {
    const { preferences } = groupOf().instance_refresh;
    expect(preferences.alarm_specification.alarms).toEqual([
      '${aws_cloudwatch_metric_alarm.compute_alarm_status-checks.alarm_name}',
    ]);
    expect(preferences).not.toHaveProperty('auto_rollback');
    expect(preferences.min_healthy_percentage).toBe(100);
    expect(groupOf({ service: { refresh: { stopOnAlarm: false } } }).instance_refresh.preferences).not.toHaveProperty(
      'alarm_specification',
    );
  });

  test('has the sizes of the date that is compiled for', () => {
    const event = {
      name: 'sale',
      timeZone: 'Etc/UTC',
      from: '2026-11-23T06:00',
      to: '2026-11-24T06:00',
      fromMs: Date.UTC(2026, 10, 23, 6),
      toMs: Date.UTC(2026, 10, 24, 6),
      min: 8,
      max: 40,
    };
    expect(groupOf({ scaling: { events: [event] } })).toMatchObject({ min_size: 8, max_size: 40 });
    expect(groupOf({ scaling: { events: [event] }, props: { nowMs: event.toMs } })).toMatchObject({
      min_size: 3,
      max_size: 12,
    });
  });
});

describe('who may reach it', () => {
  const rulesOf = (given?: Given) => synthesized(given).resource.aws_vpc_security_group_ingress_rule;

  test('nobody, unless the entry says so', () => expect(rulesOf()).toBeUndefined());

  test('the load balancer’s group, on the port alone', () => {
    expect(rulesOf({ compute: { ingress } })['compute_firewall_load-balancer']).toMatchObject({
      referenced_security_group_id: 'sg-edge',
      ip_protocol: 'tcp',
      from_port: 8080,
      to_port: 8080,
    });
  });

  test('the groups of its callers, and no address', () => {
    const callers = [{ service: 'cart', securityGroupId: 'sg-cart' }];
    const rules = rulesOf({ compute: { allowFrom: ['cart'] }, props: { callers } });
    expect(rules['compute_firewall_from-cart'].referenced_security_group_id).toBe('sg-cart');
    expect(JSON.stringify(rules)).not.toContain('cidr');
  });

  test('the path and everything below it', () => {
    const conditionOf = (path: string, host?: string) =>
      synthesized({ compute: { ingress: { ...ingress, path, ...(host ? { host } : {}) } } }).resource
        .aws_lb_listener_rule.compute_ingress_rule.condition;
    expect(conditionOf('/checkout')).toEqual([{ path_pattern: { values: ['/checkout', '/checkout/*'] } }]);
    expect(conditionOf('/')).toEqual([{ path_pattern: { values: ['/*'] } }]);
    expect(conditionOf('/a', 'shop.example.com')[1]).toEqual({ host_header: { values: ['shop.example.com'] } });
  });
});

describe('scaling policies', () => {
  const policies = (scaling: Partial<Scaling>) =>
    synthesized({ scaling, compute: { ingress } }).resource.aws_autoscaling_policy;

  test('requests per second become requests per minute, at the listener’s load balancer', () => {
    const policy = policies({ targets: { requestsPerTargetPerSecond: 40 } }).compute_policy_requests;
    expect(policy.target_tracking_configuration).toEqual({
      predefined_metric_specification: {
        predefined_metric_type: 'ALBRequestCountPerTarget',
        resource_label:
          '${data.aws_lb.compute_ingress_load-balancer.arn_suffix}/${aws_lb_target_group.compute_ingress_targets.arn_suffix}',
      },
      target_value: 2400,
    });
    expect(policy.depends_on).toEqual(['aws_lb_listener_rule.compute_ingress_rule']);
  });

  test('a forecast never goes beyond max', () => {
    expect(
      policies({ predictive: 'forecastOnly' }).compute_policy_predictive.predictive_scaling_configuration,
    ).toMatchObject({ mode: 'ForecastOnly', max_capacity_breach_behavior: 'HonorMaxCapacity' });
  });
});

test('a role may do what Session Manager needs and what the entry names', () => {
  const policies = ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'];
  const attachments = synthesized({ compute: { policies } }).resource.aws_iam_role_policy_attachment;
  expect(
    Object.values(attachments)
      .map((one) => (one as { policy_arn: string }).policy_arn)
      .sort(),
  ).toEqual(['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore']);
});

test.each([
  ['cn-north-1', 'aws-cn', 'ec2.amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'ec2.amazonaws.com'],
  ['eu-central-1', 'aws', 'ec2.amazonaws.com'],
])('the role of an instance in %s is spelled as there', (region, partition, ec2) => {
  const { aws } = environmentFixture();
  const { resource } = synthesized({ props: { environment: environmentFixture({ aws: { ...aws, region } }) } });
  expect(Object.values(resource.aws_iam_role_policy_attachment)).toEqual([
    expect.objectContaining({ policy_arn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore` }),
  ]);
  expect(resource.aws_iam_role.compute_role_role.assume_role_policy).toContain(`"${ec2}"`);
});

test('instances start after their way out and what their role may do, and end before', () => {
  expect(groupOf({ compute: { policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] } }).depends_on).toEqual([
    'aws_vpc_security_group_egress_rule.compute_firewall_to-anywhere',
    expect.stringMatching(/^aws_iam_role_policy_attachment\.compute_role_policy-AmazonSSM/),
    expect.stringMatching(/^aws_iam_role_policy_attachment\.compute_role_policy-AmazonS3/),
  ]);
});

test('what replaces a security group or a target group is in its name', () => {
  const names = (port: number) => {
    const { resource } = synthesized({ compute: { ingress, port } });
    return [
      resource.aws_lb_target_group.compute_ingress_targets.name,
      resource.aws_security_group.compute_firewall_group.name,
    ];
  };
  expect(names(8080)[0]).not.toBe(names(9090)[0]);
  expect(names(8080)[1]).toBe(names(9090)[1]);
  expect(names(8080)[0].length).toBeLessThanOrEqual(32);
});

test('free text arrives literally', () => {
  const { tags } = templateOf({ service: { owner: '${file("/etc/passwd")}' } });
  expect(tags.Team).toBe('$${file("/etc/passwd")}');
});

test('every resource says which path of the entry it comes from', () => {
  const stack = build({ compute: { ingress } });
  const trace = traceOf(stack);
  stack.prepareStack();
  const { resource } = stack.toTerraform();
  const addresses = Object.entries(resource as Record<string, object>).flatMap(([type, all]) =>
    Object.keys(all).map((id) => `${type}.${id}`),
  );
  expect(addresses.filter((address) => !trace.get(address)?.has(''))).toEqual([]);
  expect(trace.get('aws_autoscaling_group.compute_group')?.get('min_size')).toEqual(
    ['scaling.min', 'scaling.schedule', 'scaling.events'].map((path) => ({ kind: 'service', name: 'checkout', path })),
  );
});

test('rejects a service without compute', () => {
  expect(() => build({ service: { compute: undefined } })).toThrow('Expected: a service with compute, got: checkout');
});

describe('scheduled actions', () => {
  const window = {
    kind: 'window',
    name: 'evening',
    timeZone: 'Europe/Berlin',
    from: '17:00',
    to: '23:00',
    min: 6,
  } as const;
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const actions = () => synthesized({ scaling: { schedule: [{ ...window, days }] } }).resource.aws_autoscaling_schedule;

  test('say aloud what they keep, the desired capacity always', () => {
    expect(actions()['compute_schedule_schedule-evening-start']).toMatchObject({
      min_size: 6,
      max_size: -1,
      desired_capacity: -1,
      recurrence: '0 17 * * *',
      time_zone: 'Europe/Berlin',
    });
  });

  test('stand apart where an event splits one entry and another is called like its part', () => {
    const cron = { kind: 'cron', timeZone: 'Etc/UTC', min: 4 } as const;
    const schedule = [
      { ...cron, name: 'week', cron: '0 8 * * 1' },
      { ...cron, name: 'week-before-sale', cron: '0 9 * * 2' },
    ];
    const split = synthesized({ scaling: { schedule, events: [sale] } }).resource.aws_autoscaling_schedule;
    expect(Object.keys(split).sort()).toEqual([
      'compute_schedule_before-sale_schedule-week',
      'compute_schedule_before-sale_schedule-week-before-sale',
      'compute_schedule_event-sale-end',
      'compute_schedule_event-sale-start',
      'compute_schedule_schedule-week',
      'compute_schedule_schedule-week-before-sale',
    ]);
  });

  test('are made one after the other', () => {
    const { depends_on } = actions()['compute_schedule_schedule-evening-end'];
    expect(depends_on).toEqual(['aws_autoscaling_schedule.compute_schedule_schedule-evening-start']);
  });
});
