import type { Cited, LimitsTable, Refusal } from './model';

/**
 * AWS' resources in use, for the provider's versions 5.100 and 6. What is refused at `validate`, and what forces a
 * replacement, was measured with 5.100.0.
 */

const provider = (file: string) => `terraform-provider-aws, internal/service/${file}`;
const reference = (service: string, action: string) => `AWS, ${service} API reference, ${action}`;
const group = provider('autoscaling/group.go');
const policy = provider('autoscaling/policy.go');
const schedule = provider('autoscaling/schedule.go');
const alarm = provider('cloudwatch/metric_alarm.go');
const role = provider('iam/role.go');
const profile = provider('iam/instance_profile.go');
const attachment = provider('iam/role_policy_attachment.go');
const template = provider('ec2/ec2_launch_template.go');
const targetGroup = provider('elbv2/target_group.go');
const listenerRule = provider('elbv2/listener_rule.go');
const securityGroup = provider('ec2/vpc_security_group.go');
const groupRule = provider('ec2/vpc_security_group_ingress_rule.go');
const ruleNamespace = provider('amp/rule_group_namespace.go');

type At = Refusal['at'];

const range = (attribute: string, at: At, min: number, max: number, expected: string, source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'range', min, max },
  expected,
  source,
});

const atLeast = (attribute: string, at: At, min: number, source: string): Refusal =>
  range(attribute, at, min, Number.POSITIVE_INFINITY, `at least ${min}`, source);

const between = (attribute: string, at: At, min: number, max: number, source: string): Refusal =>
  range(attribute, at, min, max, `${min} to ${max}`, source);

const pattern = (attribute: string, at: At, text: RegExp, expected: string, source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'pattern', pattern: text },
  expected,
  source,
});

const oneOf = (attribute: string, at: At, values: readonly string[], source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'oneOf', values },
  expected: `one of ${values.join(', ')}`,
  source,
});

const length = (attribute: string, at: At, min: number, max: number, source: string): Refusal =>
  pattern(attribute, at, new RegExp(`^.{${min},${max}}$`, 'su'), `${min} to ${max} characters`, source);

const replaces = (source: string, ...attributes: string[]): Cited<string>[] =>
  attributes.map((value) => ({ value, source }));

const defaults = (source: string, values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([attribute, value]) => ({ attribute, value, source }));

const ARN = /^arn:[^:]+:[^:]+:[^:]*:([0-9]{12}|aws|aws-managed|[^:]*):.+$/;
const arn = (attribute: string, source: string): Refusal => pattern(attribute, 'validate', ARN, 'an ARN', source);

/** Numbers that are text in the schema, so that 0 and nothing differ. */
const digits = (attribute: string, source: string): Refusal =>
  pattern(attribute, 'validate', /^\d*$/, 'a whole number of seconds, as text', source);

const preferences = 'instance_refresh.preferences';
const distribution = 'mixed_instances_policy.instances_distribution';
const mixedTemplate = 'mixed_instances_policy.launch_template';
const tracking = 'target_tracking_configuration';
const predictive = 'predictive_scaling_configuration';
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const iamName = (max: number) => new RegExp(`^[\\w+=,.@-]{1,${max}}$`);

/** AWS, "Security group rules": ports are left out where the protocol is every one; the provider gives back none. */
const noPortsForEveryProtocol = (attribute: string): Refusal => ({
  attribute,
  when: { attribute: 'ip_protocol', is: '-1' },
  at: 'plan',
  accepts: { kind: 'absent' },
  expected: 'no ports with the protocol -1',
  source: 'registry.terraform.io, aws_vpc_security_group_ingress_rule, from_port and to_port',
});

const groupRuleLimits = {
  forcesReplacement: replaces(groupRule, 'security_group_id'),
  defaults: [],
  refusals: [
    between('from_port', 'validate', -1, 65_535, groupRule),
    between('to_port', 'validate', -1, 65_535, groupRule),
    pattern('cidr_ipv4', 'validate', /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, 'a network such as 10.0.0.0/16', groupRule),
  ],
  permanentDifferences: [noPortsForEveryProtocol('from_port'), noPortsForEveryProtocol('to_port')],
};

export const awsLimits: LimitsTable = {
  aws_autoscaling_group: {
    forcesReplacement: replaces(group, 'name', 'name_prefix', 'initial_lifecycle_hook'),
    defaults: defaults(group, {
      force_delete: false,
      force_delete_warm_pool: false,
      health_check_grace_period: 300,
      ignore_failed_scaling_activities: false,
      metrics_granularity: '1Minute',
      protect_from_scale_in: false,
      wait_for_capacity_timeout: '10m',
      [`${preferences}.max_healthy_percentage`]: 100,
      [`${preferences}.min_healthy_percentage`]: 90,
      [`${preferences}.scale_in_protected_instances`]: 'Ignore',
      [`${preferences}.skip_matching`]: false,
      [`${preferences}.standby_instances`]: 'Ignore',
    }),
    refusals: [
      length('name', 'validate', 0, 255, group),
      between('instance_maintenance_policy.min_healthy_percentage', 'validate', -1, 100, group),
      between('instance_maintenance_policy.max_healthy_percentage', 'validate', 100, 200, group),
      oneOf('instance_refresh.strategy', 'validate', ['Rolling'], `${group}; provider 6 knows more`),
      between(`${preferences}.min_healthy_percentage`, 'validate', 0, 100, group),
      between(`${preferences}.max_healthy_percentage`, 'validate', 100, 200, group),
      digits(`${preferences}.instance_warmup`, group),
      digits(`${preferences}.checkpoint_delay`, group),
      atLeast(`${distribution}.on_demand_base_capacity`, 'validate', 0, group),
      between(`${distribution}.on_demand_percentage_above_base_capacity`, 'validate', 0, 100, group),
      oneOf(
        `${distribution}.on_demand_allocation_strategy`,
        'server',
        ['prioritized', 'lowest-price'],
        reference('EC2 Auto Scaling', 'InstancesDistribution'),
      ),
      oneOf(
        `${distribution}.spot_allocation_strategy`,
        'server',
        ['price-capacity-optimized', 'capacity-optimized', 'capacity-optimized-prioritized', 'lowest-price'],
        reference('EC2 Auto Scaling', 'InstancesDistribution'),
      ),
      range(
        `${mixedTemplate}.override`,
        'server',
        0,
        40,
        'at most 40 instance types',
        'AWS, EC2 Auto Scaling user guide, "Auto Scaling groups with multiple instance types and purchase options"',
      ),
      atLeast('min_size', 'server', 0, reference('EC2 Auto Scaling', 'CreateAutoScalingGroup')),
      atLeast('max_size', 'server', 0, reference('EC2 Auto Scaling', 'CreateAutoScalingGroup')),
      atLeast('default_instance_warmup', 'server', 0, reference('EC2 Auto Scaling', 'CreateAutoScalingGroup')),
      range(
        'max_instance_lifetime',
        'server',
        86_400,
        31_536_000,
        '86400 to 31536000 seconds (a day to a year), or nothing',
        reference('EC2 Auto Scaling', 'CreateAutoScalingGroup'),
      ),
      oneOf('metrics_granularity', 'server', ['1Minute'], reference('EC2 Auto Scaling', 'EnableMetricsCollection')),
    ],
    permanentDifferences: [],
  },
  aws_autoscaling_policy: {
    forcesReplacement: replaces(policy, 'autoscaling_group_name', 'name'),
    defaults: defaults(policy, {
      enabled: true,
      policy_type: 'SimpleScaling',
      [`${tracking}.disable_scale_in`]: false,
      [`${predictive}.max_capacity_breach_behavior`]: 'HonorMaxCapacity',
      [`${predictive}.mode`]: 'ForecastOnly',
    }),
    refusals: [
      oneOf(
        'policy_type',
        'validate',
        ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'],
        policy,
      ),
      oneOf(
        `${tracking}.predefined_metric_specification.predefined_metric_type`,
        'server',
        ['ASGAverageCPUUtilization', 'ASGAverageNetworkIn', 'ASGAverageNetworkOut', 'ALBRequestCountPerTarget'],
        reference('EC2 Auto Scaling', 'PredefinedMetricSpecification'),
      ),
      {
        attribute: `${tracking}.predefined_metric_specification.resource_label`,
        when: { attribute: 'predefined_metric_type', is: 'ALBRequestCountPerTarget' },
        at: 'server',
        accepts: { kind: 'present' },
        expected: 'the ARN suffixes of the load balancer and of the target group',
        source: reference('EC2 Auto Scaling', 'PredefinedMetricSpecification'),
      },
      pattern(
        `${tracking}.predefined_metric_specification.resource_label`,
        'server',
        /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/,
        'app/<name>/<id>/targetgroup/<name>/<id>',
        reference('EC2 Auto Scaling', 'PredefinedMetricSpecification'),
      ),
      range(
        `${tracking}.target_value`,
        'server',
        Number.MIN_VALUE,
        Number.MAX_VALUE,
        'a number above 0',
        reference('EC2 Auto Scaling', 'TargetTrackingConfiguration'),
      ),
      oneOf(`${predictive}.mode`, 'validate', ['ForecastOnly', 'ForecastAndScale'], policy),
      oneOf(
        `${predictive}.max_capacity_breach_behavior`,
        'validate',
        ['HonorMaxCapacity', 'IncreaseMaxCapacity'],
        policy,
      ),
      oneOf(
        `${predictive}.metric_specification.predefined_metric_pair_specification.predefined_metric_type`,
        'validate',
        ['ASGCPUUtilization', 'ASGNetworkIn', 'ASGNetworkOut', 'ALBRequestCount'],
        policy,
      ),
    ],
    permanentDifferences: [],
  },
  aws_autoscaling_schedule: {
    forcesReplacement: replaces(schedule, 'autoscaling_group_name', 'scheduled_action_name'),
    defaults: [],
    refusals: [
      pattern('start_time', 'validate', instant, 'an instant in UTC such as 2030-01-31T06:00:00Z', schedule),
      pattern('end_time', 'validate', instant, 'an instant in UTC such as 2030-01-31T06:00:00Z', schedule),
      length('scheduled_action_name', 'server', 1, 255, reference('EC2 Auto Scaling', 'PutScheduledUpdateGroupAction')),
      pattern(
        'recurrence',
        'server',
        /^\S+( \S+){4}$/,
        'five fields of crontab',
        reference('EC2 Auto Scaling', 'PutScheduledUpdateGroupAction'),
      ),
      atLeast('min_size', 'server', -1, `${schedule}: -1 leaves it as it is`),
      atLeast('max_size', 'server', -1, `${schedule}: -1 leaves it as it is`),
      atLeast('desired_capacity', 'server', -1, `${schedule}: -1 leaves it as it is`),
    ],
    permanentDifferences: [],
  },
  aws_cloudwatch_metric_alarm: {
    forcesReplacement: replaces(alarm, 'alarm_name'),
    defaults: defaults(alarm, { actions_enabled: true, treat_missing_data: 'missing' }),
    refusals: [
      length('alarm_name', 'validate', 1, 255, alarm),
      length('alarm_description', 'validate', 0, 1024, alarm),
      oneOf(
        'comparison_operator',
        'validate',
        [
          'GreaterThanOrEqualToThreshold',
          'GreaterThanThreshold',
          'LessThanThreshold',
          'LessThanOrEqualToThreshold',
          'LessThanLowerOrGreaterThanUpperThreshold',
          'LessThanLowerThreshold',
          'GreaterThanUpperThreshold',
        ],
        alarm,
      ),
      atLeast('datapoints_to_alarm', 'validate', 1, alarm),
      atLeast('evaluation_periods', 'validate', 1, alarm),
      length('metric_name', 'validate', 1, 255, alarm),
      {
        attribute: 'period',
        at: 'validate',
        accepts: { kind: 'multipleOf', of: 10 },
        expected: '10, 20, 30 or a multiple of 60 seconds',
        source: alarm,
      },
      oneOf('statistic', 'validate', ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'], alarm),
      oneOf('treat_missing_data', 'validate', ['breaching', 'notBreaching', 'ignore', 'missing'], alarm),
    ],
    permanentDifferences: [],
  },
  aws_iam_role: {
    forcesReplacement: replaces(role, 'name', 'name_prefix', 'path'),
    defaults: defaults(role, { force_detach_policies: false, max_session_duration: 3600, path: '/' }),
    refusals: [
      pattern('name', 'validate', iamName(64), 'at most 64 letters, digits and _ + = , . @ -', role),
      pattern('assume_role_policy', 'validate', /^\s*\{.*\}\s*$/s, 'a JSON object', role),
      between('max_session_duration', 'validate', 3600, 43_200, role),
      length('description', 'validate', 0, 1000, role),
    ],
    permanentDifferences: [],
  },
  aws_iam_instance_profile: {
    forcesReplacement: replaces(profile, 'name', 'name_prefix', 'path'),
    defaults: defaults(profile, { path: '/' }),
    refusals: [pattern('name', 'validate', iamName(128), 'at most 128 letters, digits and _ + = , . @ -', profile)],
    permanentDifferences: [],
  },
  aws_iam_role_policy_attachment: {
    forcesReplacement: replaces(attachment, 'role', 'policy_arn'),
    defaults: [],
    refusals: [arn('policy_arn', attachment)],
    permanentDifferences: [],
  },
  aws_launch_template: {
    forcesReplacement: replaces(template, 'name', 'name_prefix'),
    defaults: [],
    refusals: [
      pattern(
        'name',
        'validate',
        /^[0-9A-Za-z_.()/-]{3,125}$/,
        '3 to 125 letters, digits and _ . ( ) / -',
        provider('ec2/validate.go, ValidLaunchTemplateName'),
      ),
      length('description', 'validate', 0, 255, template),
      oneOf('metadata_options.http_endpoint', 'validate', ['enabled', 'disabled'], template),
      oneOf('metadata_options.http_tokens', 'validate', ['optional', 'required'], template),
      oneOf('metadata_options.instance_metadata_tags', 'validate', ['enabled', 'disabled'], template),
      between('metadata_options.http_put_response_hop_limit', 'validate', 1, 64, template),
      oneOf(
        'block_device_mappings.ebs.volume_type',
        'validate',
        ['standard', 'io1', 'io2', 'gp2', 'sc1', 'st1', 'gp3'],
        template,
      ),
      {
        attribute: 'block_device_mappings.ebs.volume_size',
        when: { attribute: 'volume_type', is: 'gp3' },
        at: 'server',
        accepts: { kind: 'range', min: 1, max: 65_536 },
        expected: '1 to 65536 GiB',
        source: 'AWS, Amazon EBS user guide, "General Purpose SSD volumes"',
      },
      pattern(
        'user_data',
        'server',
        /^.{0,21848}$/s,
        'at most 16 KiB before base64',
        'AWS, Amazon EC2 user guide, "Run commands when you launch an EC2 instance with user data input"',
      ),
    ],
    permanentDifferences: [],
  },
  aws_lb_target_group: {
    forcesReplacement: replaces(
      targetGroup,
      'name',
      'name_prefix',
      'port',
      'protocol',
      'protocol_version',
      'target_type',
      'vpc_id',
      'ip_address_type',
    ),
    defaults: defaults(targetGroup, {
      deregistration_delay: '300',
      lambda_multi_value_headers_enabled: false,
      proxy_protocol_v2: false,
      slow_start: 0,
      target_type: 'instance',
      'health_check.enabled': true,
      'health_check.healthy_threshold': 3,
      'health_check.interval': 30,
      'health_check.port': 'traffic-port',
      'health_check.protocol': 'HTTP',
      'health_check.unhealthy_threshold': 3,
    }),
    refusals: [
      pattern(
        'name',
        'validate',
        /^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$/,
        'at most 32 letters, digits and hyphens, none at the beginning or the end',
        targetGroup,
      ),
      between('port', 'validate', 1, 65_535, targetGroup),
      pattern(
        'deregistration_delay',
        'validate',
        /^([0-9]{0,3}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)$/,
        '0 to 3600 seconds',
        targetGroup,
      ),
      between('health_check.healthy_threshold', 'validate', 2, 10, targetGroup),
      between('health_check.unhealthy_threshold', 'validate', 2, 10, targetGroup),
      between('health_check.interval', 'validate', 5, 300, targetGroup),
      between('health_check.timeout', 'validate', 2, 120, targetGroup),
      pattern('health_check.path', 'validate', /^\/.{0,1023}$/s, 'a path of at most 1024 characters', targetGroup),
      pattern(
        'health_check.matcher',
        'server',
        /^[2-4]\d{2}([,-][2-4]\d{2})*$/,
        'codes from 200 to 499, lists and ranges of them',
        reference('Elastic Load Balancing', 'Matcher'),
      ),
    ],
    permanentDifferences: [],
  },
  aws_lb_listener_rule: {
    forcesReplacement: replaces(listenerRule, 'listener_arn'),
    defaults: [],
    refusals: [
      between('priority', 'validate', 1, 50_000, listenerRule),
      arn('listener_arn', listenerRule),
      oneOf(
        'action.type',
        'validate',
        ['forward', 'authenticate-oidc', 'authenticate-cognito', 'redirect', 'fixed-response'],
        listenerRule,
      ),
      range(
        'condition.path_pattern.values',
        'server',
        0,
        5,
        'at most 5 values in a rule',
        'AWS, Application Load Balancers, "Quotas": condition values per rule',
      ),
      range(
        'condition.host_header.values',
        'server',
        0,
        5,
        'at most 5 values in a rule',
        'AWS, Application Load Balancers, "Quotas": condition values per rule',
      ),
    ],
    permanentDifferences: [],
  },
  aws_security_group: {
    forcesReplacement: replaces(securityGroup, 'name', 'name_prefix', 'description', 'vpc_id'),
    defaults: defaults(securityGroup, { description: 'Managed by Terraform', revoke_rules_on_delete: false }),
    refusals: [
      pattern(
        'name',
        'validate',
        /^(?!sg-).{0,255}$/s,
        'at most 255 characters, not beginning with sg-',
        securityGroup,
      ),
      pattern(
        'name',
        'server',
        /^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/,
        'letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*',
        reference('EC2', 'CreateSecurityGroup'),
      ),
      length('description', 'validate', 0, 255, securityGroup),
      pattern(
        'description',
        'server',
        /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/,
        'letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*',
        reference('EC2', 'CreateSecurityGroup'),
      ),
    ],
    permanentDifferences: [],
  },
  aws_vpc_security_group_ingress_rule: groupRuleLimits,
  aws_vpc_security_group_egress_rule: groupRuleLimits,
  aws_prometheus_rule_group_namespace: {
    forcesReplacement: replaces(ruleNamespace, 'name', 'workspace_id'),
    defaults: [],
    refusals: [
      pattern(
        'name',
        'server',
        /^[0-9A-Za-z][-.0-9A-Z_a-z]{0,63}$/,
        'at most 64 letters, digits and - . _, a letter or digit first',
        reference('Amazon Managed Service for Prometheus', 'CreateRuleGroupsNamespace'),
      ),
    ],
    permanentDifferences: [],
  },
};
