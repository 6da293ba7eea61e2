import {
  type Behaviour,
  type Behaviours,
  type Computed,
  digits,
  type Making,
  type Setting,
  sameJson,
  text,
} from '../provider/behaviour';
import type { Value, ValueMap } from '../provider/value';
import { scheduleBehaviour } from './aws-schedule';

function arn(service: string, setting: Setting, rest: string, place: { region?: false } = {}): string {
  return `arn:aws:${service}:${place.region === false ? '' : setting.region}:${setting.account}:${rest}`;
}

const named: Computed = ({ resource, nowMs }) => {
  const prefix = text(resource.name_prefix) || 'terraform-';
  return prefix + digits(26, prefix, String(nowMs), JSON.stringify(resource));
};
const byName = (resource: ValueMap) => text(resource.name);
const since: Computed = ({ nowMs }) => `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
const id = (prefix: string, type: string) => (resource: ValueMap) =>
  prefix + digits(17, type, JSON.stringify(resource));

/** `listener/app/edge/1/2` → the middle of the ARN of what belongs to that listener. */
const listenerPath = (listener: Value | undefined) => text(listener).split(':listener/')[1] ?? 'app/unknown/0/0';

function nextPriority({ resource, world }: Making): number {
  const taken = world
    .filter((rule) => rule.type === 'aws_lb_listener_rule')
    .filter((rule) => rule.attributes.listener_arn === resource.listener_arn)
    .map((rule) => Number(rule.attributes.priority));
  return Math.max(0, ...taken) + 1;
}

const zones: Computed = ({ resource, region }) => {
  const subnets = resource.vpc_zone_identifier;
  return Array.isArray(subnets) ? [...new Set(subnets.map((subnet) => zoneOf(text(subnet), region)))] : [];
};

/** Neighbouring subnet ids lie in different zones. */
export function zoneOf(subnet: string, region: string): string {
  return region + 'abc'[(Number.parseInt(subnet.slice(-4), 16) || 0) % 3];
}

function withinBounds({ resource }: Making): ValueMap {
  const [min, max] = [Number(resource.min_size), Number(resource.max_size)];
  return { ...resource, desired_capacity: Math.min(max, Math.max(min, Number(resource.desired_capacity ?? min))) };
}

const latestVersion: Computed = ({ prior }) => Number(prior?.latest_version ?? 0) + 1;

const role: Behaviour = {
  unique: ['name'],
  id: byName,
  computed: {
    name: named,
    arn: (making) => arn('iam', making, `role${text(making.resource.path) || '/'}${making.id}`, { region: false }),
    create_date: since,
    unique_id: ({ id }) => `AROA${digits(17, id).toUpperCase()}`,
  },
  equivalent: { assume_role_policy: sameJson },
};

const groupRule: Behaviour = {
  id: id('sgr-', 'rule'),
  unique: [
    'security_group_id',
    'cidr_ipv4',
    'cidr_ipv6',
    'prefix_list_id',
    'referenced_security_group_id',
    'ip_protocol',
    'from_port',
    'to_port',
  ],
  computed: {
    arn: (making) => arn('ec2', making, `security-group-rule/${making.id}`),
    security_group_rule_id: ({ id }) => id,
  },
};

/** Shapes of ids and ARNs as AWS documents them; what is unique as its APIs refuse a second one. */
export const awsBehaviours: Behaviours = {
  aws_autoscaling_group: {
    unique: ['name'],
    id: byName,
    computed: {
      name: named,
      arn: (making) =>
        arn('autoscaling', making, `autoScalingGroup:${uuid('group', making.id)}:autoScalingGroupName/${making.id}`),
      availability_zones: zones,
      default_cooldown: () => 300,
      desired_capacity: ({ resource }) => resource.min_size ?? 0,
      health_check_type: () => 'EC2',
      service_linked_role_arn: (making) =>
        arn('iam', making, 'role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling', {
          region: false,
        }),
      'mixed_instances_policy.instances_distribution.on_demand_allocation_strategy': () => 'prioritized',
      'mixed_instances_policy.instances_distribution.spot_allocation_strategy': () => 'lowest-price',
      'mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity': () => 100,
      'launch_template.version': () => '$Default',
      'launch_template.name': templateName,
      'mixed_instances_policy.launch_template.launch_template_specification.version': () => '$Default',
      'mixed_instances_policy.launch_template.launch_template_specification.launch_template_name': templateName,
    },
    settled: withinBounds,
  },
  aws_autoscaling_policy: {
    key: ['autoscaling_group_name', 'name'],
    unique: ['autoscaling_group_name', 'name'],
    id: byName,
    computed: {
      arn: (making) =>
        arn(
          'autoscaling',
          making,
          `scalingPolicy:${uuid('policy', text(making.resource.autoscaling_group_name), making.id)}` +
            `:autoScalingGroupName/${text(making.resource.autoscaling_group_name)}:policyName/${making.id}`,
        ),
    },
    refusesChange: ({ resource, world }) =>
      world.some((group) => group.type === 'aws_autoscaling_group' && group.id === resource.autoscaling_group_name)
        ? undefined
        : `ValidationError: Group ${text(resource.autoscaling_group_name)} not found`,
  },
  aws_autoscaling_schedule: scheduleBehaviour,
  aws_cloudwatch_metric_alarm: {
    unique: ['alarm_name'],
    id: (resource) => text(resource.alarm_name),
    computed: { arn: (making) => arn('cloudwatch', making, `alarm:${making.id}`) },
  },
  aws_iam_instance_profile: {
    unique: ['name'],
    id: byName,
    computed: {
      name: named,
      arn: (making) =>
        arn('iam', making, `instance-profile${text(making.resource.path) || '/'}${making.id}`, { region: false }),
      create_date: since,
      unique_id: ({ id }) => `AIPA${digits(17, id).toUpperCase()}`,
    },
  },
  aws_iam_role: role,
  aws_iam_role_policy: {
    unique: ['role', 'name'],
    id: (resource) => `${text(resource.role)}:${text(resource.name)}`,
    computed: { name: named },
    equivalent: { policy: sameJson },
  },
  aws_iam_role_policy_attachment: {
    unique: ['role', 'policy_arn'],
    id: (resource) => `${text(resource.role)}-${digits(26, 'attachment', text(resource.policy_arn))}`,
  },
  aws_launch_template: {
    unique: ['name'],
    id: id('lt-', 'template'),
    computed: {
      name: named,
      arn: (making) => arn('ec2', making, `launch-template/${making.id}`),
      latest_version: latestVersion,
      default_version: (making, here) =>
        making.prior === null || here.update_default_version
          ? latestVersion(making, here)
          : (making.prior.default_version ?? 1),
    },
    recomputed: ['latest_version', 'default_version'],
  },
  aws_lb_listener_rule: {
    unique: ['listener_arn', 'priority'],
    id: (resource, setting) =>
      arn(
        'elasticloadbalancing',
        setting,
        `listener-rule/${listenerPath(resource.listener_arn)}/${digits(16, 'listener-rule', JSON.stringify(resource))}`,
      ),
    computed: { arn: ({ id }) => id, priority: nextPriority, 'action.order': (_, here) => orderOf(here) },
  },
  aws_lb_target_group: {
    unique: ['name'],
    id: (resource, setting) => arn('elasticloadbalancing', setting, targetGroupSuffix(resource)),
    computed: {
      name: named,
      arn: ({ id }) => id,
      arn_suffix: ({ id }) => id.slice(id.indexOf('targetgroup/')),
      ip_address_type: () => 'ipv4',
      load_balancing_algorithm_type: () => 'round_robin',
      load_balancing_anomaly_mitigation: () => 'off',
      load_balancing_cross_zone_enabled: () => 'use_load_balancer_configuration',
      protocol_version: () => 'HTTP1',
      'health_check.matcher': () => '200',
      'health_check.path': () => '/',
      'health_check.timeout': () => 5,
    },
    refusesDelete: (group, world) =>
      world.some(
        (rule) => rule.type === 'aws_lb_listener_rule' && JSON.stringify(rule.attributes.action).includes(group.id),
      )
        ? 'ResourceInUse: Target group is currently in use by a listener or a rule'
        : undefined,
  },
  aws_prometheus_workspace: {
    id: (resource) => `ws-${uuid('workspace', JSON.stringify(resource))}`,
    computed: {
      arn: (making) => arn('aps', making, `workspace/${making.id}`),
      prometheus_endpoint: ({ region, id }) => `https://aps-workspaces.${region}.amazonaws.com/workspaces/${id}/`,
    },
  },
  aws_prometheus_rule_group_namespace: {
    unique: ['workspace_id', 'name'],
    id: (resource, setting) =>
      arn('aps', setting, `rulegroupsnamespace/${text(resource.workspace_id)}/${text(resource.name)}`),
    computed: { arn: ({ id }) => id },
  },
  aws_security_group: {
    unique: ['vpc_id', 'name'],
    id: id('sg-', 'group'),
    computed: {
      name: named,
      arn: (making) => arn('ec2', making, `security-group/${making.id}`),
      owner_id: ({ account }) => account,
    },
    refusesDelete: (group, world) =>
      world.some(
        ({ attributes }) =>
          attributes.referenced_security_group_id === group.id && attributes.security_group_id !== group.id,
      )
        ? 'DependencyViolation: the security group has a dependent object'
        : undefined,
  },
  aws_sns_topic: {
    unique: ['name'],
    id: (resource, setting) => arn('sns', setting, text(resource.name)),
    computed: { name: named, arn: ({ id }) => id, owner: ({ account }) => account },
  },
  aws_ssm_parameter: {
    unique: ['name'],
    id: byName,
    computed: {
      arn: (making) => arn('ssm', making, `parameter/${making.id.replace(/^\//, '')}`),
      data_type: () => 'text',
      tier: () => 'Standard',
      version: ({ prior }) => Number(prior?.version ?? 0) + 1,
    },
    recomputed: ['version'],
  },
  aws_vpc_security_group_egress_rule: groupRule,
  aws_vpc_security_group_ingress_rule: groupRule,
};

function uuid(...seed: readonly string[]): string {
  const hex = digits(32, ...seed);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function templateName({ world }: Making, here: ValueMap): Value {
  const id = here.id ?? here.launch_template_id ?? null;
  return world.find((template) => template.type === 'aws_launch_template' && template.id === id)?.attributes.name ?? '';
}

function targetGroupSuffix(resource: ValueMap): string {
  return `targetgroup/${text(resource.name)}/${digits(16, 'target-group', JSON.stringify(resource))}`;
}

function orderOf(action: ValueMap): Value {
  return typeof action.order === 'number' ? action.order : 1;
}
