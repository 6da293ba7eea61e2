/**
 * For each row of AWS' limits: a value that is let through and its neighbour that is refused. `beside` stands in the
 * same block.
 */
export interface Sample {
  readonly type: string;
  readonly attribute: string;
  readonly neighbour: unknown;
  readonly refused: unknown;
  readonly beside?: Readonly<Record<string, unknown>>;
}

const of = (
  type: string,
  ...rows: [attribute: string, neighbour: unknown, refused: unknown, beside?: Sample['beside']][]
): Sample[] =>
  rows.map(([attribute, neighbour, refused, beside]) => ({
    type,
    attribute,
    neighbour,
    refused,
    ...(beside === undefined ? {} : { beside }),
  }));

const long = (length: number) => 'a'.repeat(length);
const distribution = 'mixed_instances_policy.instances_distribution';
const preferences = 'instance_refresh.preferences';
const maintenance = { min_healthy_percentage: 100, max_healthy_percentage: 110 };
const tracked = 'target_tracking_configuration.predefined_metric_specification';
const perRequest = { predefined_metric_type: 'ALBRequestCountPerTarget' };
const overrides = (count: number) => Array.from({ length: count }, () => ({ instance_type: 'm5.large' }));

export const awsSamples: readonly Sample[] = [
  ...of(
    'aws_autoscaling_group',
    ['name', long(255), long(256)],
    ['min_size', 0, -1],
    ['max_size', 0, -1],
    ['default_instance_warmup', 0, -1],
    ['max_instance_lifetime', 86_400, 86_399],
    ['max_instance_lifetime', 31_536_000, 31_536_001],
    ['metrics_granularity', '1Minute', '5Minute'],
    ['instance_maintenance_policy.min_healthy_percentage', 100, 101, { ...maintenance }],
    ['instance_maintenance_policy.max_healthy_percentage', 200, 201, { ...maintenance }],
    ['instance_refresh.strategy', 'Rolling', 'Sudden'],
    [`${preferences}.min_healthy_percentage`, 0, -1],
    [`${preferences}.max_healthy_percentage`, 100, 99],
    [`${preferences}.instance_warmup`, '0', 'soon'],
    [`${preferences}.checkpoint_delay`, '600', '10m'],
    [`${distribution}.on_demand_base_capacity`, 0, -1],
    [`${distribution}.on_demand_percentage_above_base_capacity`, 100, 101],
    [`${distribution}.on_demand_allocation_strategy`, 'prioritized', 'random'],
    [`${distribution}.spot_allocation_strategy`, 'price-capacity-optimized', 'diversified'],
    ['mixed_instances_policy.launch_template.override', overrides(40), overrides(41)],
  ),
  ...of(
    'aws_autoscaling_policy',
    ['policy_type', 'PredictiveScaling', 'Predictive'],
    ['target_tracking_configuration.target_value', 0.5, 0],
    [`${tracked}.predefined_metric_type`, 'ASGAverageCPUUtilization', 'CPU'],
    [`${tracked}.resource_label`, 'app/edge/50dc/targetgroup/shop/f2f7', 'edge', perRequest],
    [`${tracked}.resource_label`, 'app/edge/50dc/targetgroup/shop/f2f7', null, perRequest],
    ['predictive_scaling_configuration.mode', 'ForecastOnly', 'Forecast'],
    ['predictive_scaling_configuration.max_capacity_breach_behavior', 'HonorMaxCapacity', 'Ignore'],
    [
      'predictive_scaling_configuration.metric_specification.predefined_metric_pair_specification.predefined_metric_type',
      'ASGCPUUtilization',
      'ASGAverageCPUUtilization',
    ],
  ),
  ...of(
    'aws_autoscaling_schedule',
    ['start_time', '2030-01-31T06:00:00Z', '2030-01-31T06:00'],
    ['end_time', '2030-01-31T06:00:00Z', '2030-01-31T07:00:00+01:00'],
    ['scheduled_action_name', long(255), long(256)],
    ['recurrence', '0 17 * * *', '0 0 17 * * *'],
    ['min_size', -1, -2],
    ['max_size', -1, -2],
    ['desired_capacity', -1, -2],
  ),
  ...of(
    'aws_cloudwatch_metric_alarm',
    ['alarm_name', long(255), long(256)],
    ['alarm_description', long(1024), long(1025)],
    ['comparison_operator', 'GreaterThanThreshold', '>'],
    ['datapoints_to_alarm', 1, 0],
    ['evaluation_periods', 1, 0],
    ['metric_name', long(255), long(256)],
    ['period', 60, 65],
    ['statistic', 'Sum', 'Total'],
    ['treat_missing_data', 'notBreaching', 'fine'],
  ),
  ...of(
    'aws_iam_role',
    ['name', long(64), long(65)],
    ['name', 'a_b.c', 'a b'],
    ['assume_role_policy', '{}', 'everybody'],
    ['max_session_duration', 3600, 3599],
    ['description', long(1000), long(1001)],
  ),
  ...of('aws_iam_instance_profile', ['name', long(128), long(129)]),
  ...of('aws_iam_role_policy_attachment', ['policy_arn', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'ReadOnlyAccess']),
  ...of(
    'aws_launch_template',
    ['name', long(125), long(126)],
    ['name', 'abc', 'ab'],
    ['name', 'a-b', 'a b'],
    ['description', long(255), long(256)],
    ['metadata_options.http_endpoint', 'enabled', 'on'],
    ['metadata_options.http_tokens', 'required', 'needed'],
    ['metadata_options.instance_metadata_tags', 'enabled', 'on'],
    ['metadata_options.http_put_response_hop_limit', 64, 65],
    ['block_device_mappings.ebs.volume_type', 'gp3', 'gp4'],
    ['block_device_mappings.ebs.volume_size', 65_536, 65_537, { volume_type: 'gp3' }],
    ['user_data', long(21_848), long(21_849)],
  ),
  ...of(
    'aws_lb_target_group',
    ['name', long(32), long(33)],
    ['name', 'a-b', 'a_b'],
    ['name', 'a-b', '-ab'],
    ['name', 'a-b', 'ab-'],
    ['port', 65_535, 65_536],
    ['deregistration_delay', '3600', '3601'],
    ['health_check.healthy_threshold', 2, 1],
    ['health_check.unhealthy_threshold', 10, 11],
    ['health_check.interval', 5, 4],
    ['health_check.timeout', 120, 121],
    ['health_check.path', '/health', 'health'],
    ['health_check.matcher', '200-399', '2xx'],
  ),
  ...of(
    'aws_lb_listener_rule',
    ['priority', 50_000, 50_001],
    ['listener_arn', 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc/f2f7', 'edge'],
    ['action.type', 'forward', 'send'],
    ['condition.path_pattern.values', ['1', '2', '3', '4', '5'], ['1', '2', '3', '4', '5', '6']],
    ['condition.host_header.values', ['a.example.com'], ['1', '2', '3', '4', '5', '6']],
  ),
  ...of(
    'aws_security_group',
    ['name', long(255), long(256)],
    ['name', 'shop-sg', 'sg-shop'],
    ['name', 'shop', 'schön'],
    ['description', long(255), long(256)],
    ['description', 'Instances of a service.', 'What’s this'],
  ),
  ...['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'].flatMap((type) =>
    of(
      type,
      ['from_port', -1, -2, { to_port: 80 }],
      ['to_port', 65_535, 65_536, { from_port: 80 }],
      ['from_port', null, 80, { ip_protocol: '-1' }],
      ['to_port', null, 80, { ip_protocol: '-1' }],
      ['cidr_ipv4', '10.0.0.0/16', 'anywhere'],
    ),
  ),
  ...of('aws_prometheus_rule_group_namespace', ['name', long(64), long(65)], ['name', 'a.b', '.b']),
];
