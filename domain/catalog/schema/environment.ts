import { z } from 'zod';
import * as field from './fields';
import { acceptList, defaultsShape } from './service';

const s3 = field.map({
  bucket: field.matching(/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket'),
  region: field.matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-central-1'),
});

const hcp = field.map({
  organization: field.matching(/^[A-Za-z0-9_-]{1,64}$/, 'an organization of HCP Terraform'),
  project: field.matching(/^[A-Za-z0-9_ -]{3,40}$/, 'a project of 3 to 40 characters').optional(),
  hostname: field.matching(/^[a-z0-9.-]{1,253}$/, 'a host name').optional(),
});

const backend = z.union([field.choice(['local']), field.map({ s3: s3.optional(), hcp: hcp.optional() })], {
  error: 'local, {s3: {bucket, region}} or {hcp: {organization, project, hostname}}',
});

const pagerduty = field.map({
  region: field.choice(['us', 'eu']).optional(),
  endpoint: field.url().optional(),
});

/** `config/oncall.yaml`. */
export const oncallSchema = field.map({ pagerduty: pagerduty.optional(), backend });

const securityGroup = () => field.matching(/^sg-[0-9a-f]{8,17}$/, 'the id of a security group');
const dataSource = () => field.matching(/^[A-Za-z0-9_-]{1,40}$/, 'the uid of a Grafana data source');

const loadBalancer = field.map({
  listener: field.matching(
    /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[A-Za-z0-9-]+\/[0-9a-f]+\/[0-9a-f]+$/,
    'the ARN of a listener of an application load balancer',
  ),
  securityGroup: securityGroup(),
});

/** One zone may fail. */
const minSubnets = 2;

/** A file of `config/environments/`. */
export const environmentSchema = field.map({
  name: field.environmentName(),
  sandbox: field.flag().optional(),
  oncall: field.choice(['shared', 'own']).optional(),
  pagerduty: pagerduty.optional(),
  paging: field.flag().optional(),
  aws: field.map({
    account: field.matching(/^\d{12}$/, 'the 12 digits of an AWS account, in quotes'),
    region: field.matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-central-1'),
    role: field.matching(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'the ARN of a role').optional(),
    endpoint: field.url().optional(),
    vpc: field.matching(/^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC'),
    subnets: field.map({
      private: field.list(field.matching(/^subnet-[0-9a-f]{8,17}$/, 'the id of a subnet'), minSubnets),
    }),
    loadBalancers: field.map({ public: loadBalancer.optional(), internal: loadBalancer.optional() }).optional(),
  }),
  grafana: field.map({
    url: field.url(),
    prometheus: dataSource(),
    cloudwatch: dataSource().optional(),
    recordingTarget: dataSource().optional(),
  }),
  scrapeInterval: field.duration('5s', '5m').optional(),
  recording: field.choice(['grafana', 'amp', 'file']),
  amp: field
    .map({ workspace: field.matching(/^ws-[0-9a-f-]{10,60}$/, 'the id of a Managed Prometheus workspace') })
    .optional(),
  defaults: field.map(defaultsShape).optional(),
  backend,
  accept: acceptList.optional(),
});
