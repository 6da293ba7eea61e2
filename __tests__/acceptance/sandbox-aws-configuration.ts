import type { Configuration } from './sandbox-harness';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/edge/0000000000000001/0000000000000002';
const assume = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
};

/** What a service with compute owns in AWS, with nearly every block that the constructs use. */
export function service(change: { port?: number; image?: string; types?: string[]; min?: number; cpu?: number } = {}) {
  const { port = 8080, types = ['c7g.large', 'c6g.large'], min = 2, cpu = 55 } = change;
  const resource = {
    aws_iam_role: { instance: { name: 'shop', assume_role_policy: JSON.stringify(assume), tags: { Service: 'shop' } } },
    aws_iam_role_policy_attachment: {
      ssm: {
        role: '${aws_iam_role.instance.name}',
        policy_arn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
      },
      own: { role: '${aws_iam_role.instance.name}', policy_arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
    },
    aws_iam_instance_profile: { instance: { name: 'shop', role: '${aws_iam_role.instance.name}' } },
    aws_security_group: {
      instance: { name: 'shop', description: 'shop', vpc_id: 'vpc-1', lifecycle: { create_before_destroy: true } },
    },
    aws_vpc_security_group_egress_rule: {
      all: { security_group_id: '${aws_security_group.instance.id}', ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' },
    },
    aws_vpc_security_group_ingress_rule: {
      port: {
        security_group_id: '${aws_security_group.instance.id}',
        referenced_security_group_id: 'sg-00000000000000001',
        ip_protocol: 'tcp',
        from_port: port,
        to_port: port,
      },
    },
    aws_launch_template: {
      template: {
        name: 'shop',
        image_id: change.image ?? '${data.aws_ssm_parameter.image.insecure_value}',
        update_default_version: true,
        iam_instance_profile: [{ arn: '${aws_iam_instance_profile.instance.arn}' }],
        metadata_options: [
          { http_tokens: 'required', http_put_response_hop_limit: 1, instance_metadata_tags: 'enabled' },
        ],
        monitoring: [{ enabled: true }],
        vpc_security_group_ids: ['${aws_security_group.instance.id}'],
        block_device_mappings: [
          { device_name: '/dev/xvda', ebs: [{ volume_size: 30, volume_type: 'gp3', encrypted: 'true' }] },
        ],
        tag_specifications: [
          { resource_type: 'instance', tags: { Service: 'shop' } },
          { resource_type: 'volume', tags: { Service: 'shop' } },
        ],
      },
    },
    aws_lb_target_group: {
      target: {
        name: `shop-${port}`,
        port,
        protocol: 'HTTP',
        vpc_id: '${data.aws_lb.edge.vpc_id}',
        health_check: [{ path: '/healthz', matcher: '200' }],
        lifecycle: { create_before_destroy: true },
      },
    },
    aws_lb_listener_rule: {
      path: {
        listener_arn: LISTENER,
        action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.target.arn}' }],
        condition: [
          { path_pattern: [{ values: ['/shop', '/shop/*'] }] },
          { host_header: [{ values: ['shop.example.com'] }] },
        ],
      },
      other: {
        listener_arn: LISTENER,
        action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.target.arn}' }],
        condition: [{ path_pattern: [{ values: ['/basket', '/basket/*'] }] }],
        depends_on: ['aws_lb_listener_rule.path'],
      },
    },
    aws_autoscaling_group: {
      group: {
        name: 'shop',
        min_size: min,
        max_size: 12,
        vpc_zone_identifier: ['subnet-00000000000000001', 'subnet-00000000000000002'],
        target_group_arns: ['${aws_lb_target_group.target.arn}'],
        health_check_type: 'ELB',
        health_check_grace_period: 300,
        default_instance_warmup: 120,
        wait_for_capacity_timeout: '0',
        enabled_metrics: ['GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupMinSize', 'GroupMaxSize'],
        instance_maintenance_policy: [{ min_healthy_percentage: 100, max_healthy_percentage: 110 }],
        instance_refresh: [
          {
            strategy: 'Rolling',
            preferences: [
              {
                skip_matching: true,
                checkpoint_percentages: [20, 100],
                checkpoint_delay: '300',
                alarm_specification: [{ alarms: ['${aws_cloudwatch_metric_alarm.hosts.alarm_name}'] }],
              },
            ],
          },
        ],
        mixed_instances_policy: [
          {
            instances_distribution: [{ on_demand_base_capacity: 2, on_demand_percentage_above_base_capacity: 50 }],
            launch_template: [
              {
                launch_template_specification: [
                  {
                    launch_template_id: '${aws_launch_template.template.id}',
                    version: '${aws_launch_template.template.latest_version}',
                  },
                ],
                override: types.map((instance_type) => ({ instance_type })),
              },
            ],
          },
        ],
        tag: [
          { key: 'Service', value: 'shop', propagate_at_launch: true },
          { key: 'Tier', value: '1', propagate_at_launch: false },
        ],
        lifecycle: { ignore_changes: ['desired_capacity'] },
      },
    },
    aws_autoscaling_policy: {
      cpu: {
        name: 'cpu',
        autoscaling_group_name: '${aws_autoscaling_group.group.name}',
        policy_type: 'TargetTrackingScaling',
        target_tracking_configuration: [
          {
            target_value: cpu,
            predefined_metric_specification: [{ predefined_metric_type: 'ASGAverageCPUUtilization' }],
          },
        ],
      },
      requests: {
        name: 'requests',
        autoscaling_group_name: '${aws_autoscaling_group.group.name}',
        policy_type: 'TargetTrackingScaling',
        target_tracking_configuration: [
          {
            target_value: 2400,
            predefined_metric_specification: [
              {
                predefined_metric_type: 'ALBRequestCountPerTarget',
                resource_label: '${data.aws_lb.edge.arn_suffix}/${aws_lb_target_group.target.arn_suffix}',
              },
            ],
          },
        ],
        depends_on: ['aws_lb_listener_rule.path'],
      },
      predictive: {
        name: 'predictive',
        autoscaling_group_name: '${aws_autoscaling_group.group.name}',
        policy_type: 'PredictiveScaling',
        predictive_scaling_configuration: [
          {
            mode: 'ForecastOnly',
            max_capacity_breach_behavior: 'HonorMaxCapacity',
            metric_specification: [
              {
                target_value: 55,
                predefined_metric_pair_specification: [{ predefined_metric_type: 'ASGCPUUtilization' }],
              },
            ],
          },
        ],
      },
    },
    aws_autoscaling_schedule: {
      evening: {
        scheduled_action_name: 'evening',
        autoscaling_group_name: '${aws_autoscaling_group.group.name}',
        min_size: 6,
        max_size: -1,
        recurrence: '0 17 * * *',
        time_zone: 'Europe/Berlin',
      },
      night: {
        scheduled_action_name: 'night',
        autoscaling_group_name: '${aws_autoscaling_group.group.name}',
        min_size: 2,
        max_size: -1,
        recurrence: '0 23 * * *',
        time_zone: 'Europe/Berlin',
      },
    },
    aws_cloudwatch_metric_alarm: {
      hosts: {
        alarm_name: 'shop-unhealthy',
        namespace: 'AWS/ApplicationELB',
        metric_name: 'UnHealthyHostCount',
        statistic: 'Maximum',
        period: 60,
        evaluation_periods: 3,
        threshold: 1,
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        treat_missing_data: 'notBreaching',
        dimensions: {
          TargetGroup: '${aws_lb_target_group.target.arn_suffix}',
          LoadBalancer: '${data.aws_lb.edge.arn_suffix}',
        },
      },
    },
  };
  const data = {
    aws_ssm_parameter: { image: { name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64' } },
    aws_lb_listener: { edge: { arn: LISTENER } },
    aws_lb: { edge: { arn: '${data.aws_lb_listener.edge.load_balancer_arn}' } },
    aws_subnet: { a: { id: 'subnet-00000000000000001' }, b: { id: 'subnet-00000000000000002' } },
    aws_caller_identity: { me: {} },
    aws_region: { here: {} },
  };
  const output = {
    zones: { value: ['${data.aws_subnet.a.availability_zone}', '${data.aws_subnet.b.availability_zone}'] },
    role: { value: '${aws_iam_role.instance.arn}' },
    label: { value: '${data.aws_lb.edge.arn_suffix}' },
  };
  return { resource, data, output } satisfies Configuration;
}
