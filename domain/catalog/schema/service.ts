import { z } from 'zod';
import { guardNames } from '../../guards/names';
import { awsLimits } from '../../limits/aws';
import { rangeOf } from '../../limits/range-of';
import * as field from './fields';

const days = (seconds: number) => `${seconds / 86_400}d`;

/** `null` removes an inherited map; only a layer above another can say it. */
const removable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().optional();

const links = z.record(field.text(60, 'a link’s name of 1 to 60 characters'), field.url(), {
  error: 'a map from a link’s name to its address',
});

export const acceptList = field.list(
  field.map({
    rule: field.choice(guardNames),
    until: field.localDate(),
    why: field.text(500),
  }),
);

const group = (attribute: string) => rangeOf(awsLimits, 'aws_autoscaling_group', attribute);
const instanceTypes = group('mixed_instances_policy.launch_template.override');
const lifetime = group('max_instance_lifetime');
const ports = rangeOf(awsLimits, 'aws_lb_target_group', 'port');
const priorities = rangeOf(awsLimits, 'aws_lb_listener_rule', 'priority');
const volume = rangeOf(awsLimits, 'aws_launch_template', 'block_device_mappings.ebs.volume_size', 'gp3');

/** IAM: a role carries 10 managed policies unless the quota is raised; one is SSM’s. */
const maxPolicies = 9;

const compute = field.map({
  image: field
    .matching(
      /^(ssm:\/[A-Za-z0-9_./-]{1,1000}|ami-[0-9a-f]{8,17})$/,
      'ssm:/path/of/a/parameter or an image id such as ami-0123456789abcdef0',
    )
    .optional(),
  bootstrap: field
    .matching(
      /^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9_./-]{1,200}$/,
      'a path inside the catalog, such as files/bootstrap.sh',
    )
    .optional(),
  instanceTypes: field
    .list(field.matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an instance type such as c7g.large'), 1, instanceTypes.max)
    .optional(),
  spot: removable(
    field.map({ onDemandBase: field.wholeNumber(0, 1000).optional(), share: field.wholePercent(0, 100).optional() }),
  ),
  port: field.wholeNumber(ports.min, ports.max).optional(),
  healthCheck: field.matching(/^\/[^\s"'\\]{0,1023}$/, 'a path such as /healthz').optional(),
  ingress: removable(
    field.map({
      listener: field.choice(['public', 'internal']).optional(),
      host: field
        .matching(
          /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
          'a host name such as shop.example.com',
        )
        .max(128, { error: 'a host name of at most 128 characters' })
        .optional(),
      path: field
        .matching(
          /^\/([A-Za-z0-9_.~-]+(\/[A-Za-z0-9_.~-]+)*)?$/,
          'a path such as /checkout, without * and without a slash at its end',
        )
        .max(120, { error: 'a path of at most 120 characters' })
        .optional(),
      priority: field.wholeNumber(priorities.min, priorities.max).optional(),
    }),
  ),
  allowFrom: field.list(field.entryName()).optional(),
  volume: removable(field.map({ size: field.sizeGiB(volume.min, volume.max).optional() })),
  maxInstanceLifetime: field.duration(days(lifetime.min), days(lifetime.max)).optional(),
  policies: field
    .list(
      field.matching(/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/, 'the ARN of a managed policy'),
      0,
      maxPolicies,
    )
    .optional(),
});

const sizes = { min: field.wholeNumber(0, 10_000).optional(), max: field.wholeNumber(0, 10_000).optional() };

const scheduleEntry = field.map({
  name: field.entryName(),
  from: field.localTime().optional(),
  to: field.localTime().optional(),
  days: field.list(field.weekday(), 1).optional(),
  cron: field.matching(/^\S+( +\S+){4}$/, 'five cron fields such as "0 8 * * 1-5"').optional(),
  timeZone: field.zone().optional(),
  ...sizes,
});

const event = field.map({
  name: field.entryName(),
  from: field.localDateTime(),
  to: field.localDateTime(),
  timeZone: field.zone(),
  expect: field.rate().optional(),
  ...sizes,
});

const scaling = field.map({
  ...sizes,
  warmup: field.duration('0s', '1h').optional(),
  targets: removable(
    field.map({ cpu: field.percent(1, 100, '55%').optional(), requestsPerTarget: field.rate().optional() }),
  ),
  predictive: field.choice(['forecastOnly', 'forecastAndScale']).optional(),
  schedule: field.list(scheduleEntry).optional(),
  events: field.list(event).optional(),
});

const refresh = field.map({
  checkpoints: removable(
    field.map({
      at: field.list(field.wholeNumber(1, 100), 1).optional(),
      wait: field.duration('0s', '48h').optional(),
    }),
  ),
  stopOnAlarm: field.flag().optional(),
});

const alertingShape = {
  page: field.flag().optional(),
  ticket: field.flag().optional(),
  absence: field.flag().optional(),
  budgetSpent: field.flag().optional(),
  minFailures: field.wholeNumber(0, 1_000_000).optional(),
  historyGuard: field.flag().optional(),
};

const promql = () => field.text(4_000, 'PromQL of at most 4000 characters');

const sli = field.map({
  errors: promql().optional(),
  total: promql().optional(),
  good: promql().optional(),
  histogram: field.matching(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'the base name of a histogram, without _bucket').optional(),
  selector: promql().optional(),
  below: field.duration('1ms', '1d', '1ms').optional(),
  le: field.matching(/^\d+(\.\d+)?$/, 'the bound of a bucket as the metric writes it, such as "0.3"').optional(),
  native: field.flag().optional(),
  up: promql().optional(),
  errorRatio: promql().optional(),
});

const slo = field.map({
  name: field.entryName(),
  description: field.text(500).optional(),
  objective: field.percent(0.001, 100),
  window: field.sloWindow().optional(),
  sli,
  alerting: field.map(alertingShape).optional(),
  expect: field.rate().optional(),
});

const alert = field.map({
  name: field.matching(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, 'a name of letters, digits, _ and -, at most 100 characters'),
  summary: field.text(500),
  description: field.text(2_000).optional(),
  expr: promql(),
  for: field.duration('0s', '7d').optional(),
  severity: field.choice(['page', 'ticket']),
  paused: field.flag().optional(),
  runbook: field.url().optional(),
});

/** What a tier and an environment's `defaults` may say of a service. */
export const defaultsShape = {
  compute: removable(compute),
  scaling: removable(scaling),
  refresh: removable(refresh),
  slo: removable(field.map(alertingShape)),
};

const environmentName = () => field.text(60, 'the name of an environment');
const runsIn = field.list(environmentName());

const tierSchema = field.map({ runsIn: runsIn.optional(), ...defaultsShape });
export const tiersSchema = field.map({
  1: tierSchema.optional(),
  2: tierSchema.optional(),
  3: tierSchema.optional(),
  4: tierSchema.optional(),
});

const lifecycle = field.choice(['experimental', 'production', 'deprecated', 'retired']);

const overrideSchema = field.map({
  ...defaultsShape,
  lifecycle: lifecycle.optional(),
  slos: field.list(slo).optional(),
  alerts: field.list(alert).optional(),
});

/** An entry of the catalog, as written. */
export const entrySchema = field.map({
  name: field.entryName(),
  description: field.text(500),
  owner: field.entryName(),
  tier: field.wholeNumber(1, 4),
  lifecycle: lifecycle.optional(),
  dependsOn: field
    .list(
      z.union([field.entryName(), field.map({ service: field.entryName(), hard: field.flag().optional() })], {
        error: 'the name of a service, or {service: …, hard: true}',
      }),
    )
    .optional(),
  links: removable(links),
  runsIn: runsIn.optional(),
  environments: z
    .record(environmentName(), overrideSchema, { error: 'a map from an environment to overrides' })
    .optional(),
  ...defaultsShape,
  slos: field.list(slo).optional(),
  alerts: field.list(alert).optional(),
  oncall: field
    .map({
      escalation: field.entryName().optional(),
      retriggerAcknowledgedAfter: field.duration('1m', '24h', '1m').optional(),
    })
    .optional(),
  accept: acceptList.optional(),
});
