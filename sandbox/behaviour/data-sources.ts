import { type DataSources, digits, type Setting, text } from '../provider/behaviour';
import type { ValueMap } from '../provider/value';
import { zoneOf } from './aws';
import { pagerDutyId } from './pagerduty';

/** The network that the sandbox's subnets, groups and load balancers are said to lie in. */
const VPC = 'vpc-00000000000000001';

/** Plausible answers, always the same ones, for what exists outside of the catalog. */
export const awsDataSources: DataSources = {
  aws_caller_identity: (_, { account }) => ({
    id: account,
    account_id: account,
    user_id: `AIDA${digits(17, account).toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/sandbox`,
  }),
  aws_region: (config, { region }) => {
    const name = text(config.name) || region;
    return { id: name, name, description: name, endpoint: `ec2.${name}.amazonaws.com` };
  },
  aws_partition: () => ({
    id: 'aws',
    partition: 'aws',
    dns_suffix: 'amazonaws.com',
    reverse_dns_prefix: 'com.amazonaws',
  }),
  aws_ssm_parameter: (config, setting) => {
    const name = text(config.name);
    const value = `ami-${digits(17, 'parameter', name, setting.region)}`;
    const arn = `arn:aws:ssm:${setting.region}:${setting.account}:parameter/${name.replace(/^\//, '')}`;
    return { id: name, arn, type: 'String', value, insecure_value: value, version: 1 };
  },
  aws_ami: (config, setting) => ami(config, setting),
  aws_vpc: (config, { region, account }) => {
    const id = text(config.id) || VPC;
    return {
      id,
      arn: `arn:aws:ec2:${region}:${account}:vpc/${id}`,
      cidr_block: '10.0.0.0/16',
      owner_id: account,
      state: 'available',
      enable_dns_support: true,
      enable_dns_hostnames: true,
    };
  },
  aws_subnet: (config, { region, account }) => {
    const id = text(config.id) || 'subnet-00000000000000001';
    const zone = zoneOf(id, region);
    return {
      id,
      arn: `arn:aws:ec2:${region}:${account}:subnet/${id}`,
      vpc_id: text(config.vpc_id) || VPC,
      availability_zone: zone,
      availability_zone_id: `use1-az${zone.charCodeAt(zone.length - 1) - 96}`,
      cidr_block: `10.0.${Number.parseInt(id.slice(-2), 16) || 0}.0/24`,
      available_ip_address_count: 251,
      owner_id: account,
      state: 'available',
    };
  },
  aws_subnets: () => {
    const ids = ['subnet-00000000000000001', 'subnet-00000000000000002'];
    return { id: 'subnets', ids };
  },
  aws_security_group: (config, { region, account }) => {
    const id = text(config.id) || `sg-${digits(17, 'group', text(config.name))}`;
    return { id, name: id, arn: `arn:aws:ec2:${region}:${account}:security-group/${id}`, vpc_id: VPC };
  },
  aws_lb_listener: (config) => {
    const arn = text(config.arn);
    if (!arn.includes(':listener/')) return 'a listener of the sandbox is found by its ARN';
    return {
      id: arn,
      arn,
      load_balancer_arn: arn.replace(':listener/', ':loadbalancer/').replace(/\/[^/]*$/, ''),
      port: 443,
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    };
  },
  aws_lb: (config, { region }) => {
    const arn = text(config.arn);
    const suffix = arn.split(':loadbalancer/')[1];
    if (suffix === undefined) return 'a load balancer of the sandbox is found by its ARN';
    const name = suffix.split('/')[1] ?? suffix;
    return {
      id: arn,
      arn,
      arn_suffix: suffix,
      name,
      dns_name: `${name}-${digits(10, arn)}.${region}.elb.amazonaws.com`,
      load_balancer_type: 'application',
      vpc_id: VPC,
      zone_id: 'Z35SXDOTRQ7X7K',
    };
  },
  aws_iam_policy_document: (config) => {
    const json = JSON.stringify({ Version: '2012-10-17', Statement: config.statement ?? [] });
    return { id: digits(10, json), json, minified_json: json, version: '2012-10-17' };
  },
};

function ami(config: ValueMap, { region }: Setting): ValueMap {
  const id = `ami-${digits(17, 'image', JSON.stringify(config))}`;
  return {
    id,
    image_id: id,
    arn: `arn:aws:ec2:${region}::image/${id}`,
    architecture: 'x86_64',
    root_device_name: '/dev/xvda',
    state: 'available',
  };
}

export const pagerDutyDataSources: DataSources = {
  pagerduty_user: (config) => {
    const email = text(config.email);
    const local = email.split('@')[0] ?? email;
    return { id: pagerDutyId('user', email), email, name: local, role: 'user', time_zone: 'Etc/UTC' };
  },
  pagerduty_vendor: (config) => ({
    id: pagerDutyId('vendor', text(config.name)),
    name: text(config.name),
    type: 'generic_events_api_inbound_integration',
  }),
};
