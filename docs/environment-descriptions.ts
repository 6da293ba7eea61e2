import { acceptDescriptions } from './accept-descriptions';

/** `pagerduty` and `backend`, which an environment and `config/oncall.yaml` both have. */
const pagerdutyDescriptions = {
  'pagerduty.region': 'The service region of the account: where Terraform asks, alerts are sent and links lead.',
  'pagerduty.endpoint':
    'Asked by Terraform instead of PagerDuty’s API, without checking the token first: a double for tests. Not for production.',
} as const;

const backendDescriptions = {
  'backend.s3':
    'An object for each stack, `<stack>/terraform.tfstate`, encrypted, locked by a file beside it (no DynamoDB table).',
  'backend.s3.bucket':
    'Has to exist before the first deploy. Switch its versioning on: a state that was lost comes back.',
  'backend.s3.region': 'Of the bucket; need not be the region of anything else.',
  'backend.hcp':
    'HCP Terraform: a workspace for each stack, called as the stack is. Read [what it takes](deploying.md#past-one-machine-hcp-terraform).',
  'backend.hcp.organization': 'Workspaces’ names are unique in it.',
  'backend.hcp.project': 'Where new workspaces are made; the organization’s default project unless written.',
  'backend.hcp.hostname': 'Of a Terraform Enterprise; `app.terraform.io` unless written.',
} as const;

/** What each field of an environment’s file is for. Fields of `defaults` are those of the entry. */
export const environmentDescriptions: Readonly<Record<string, string>> = {
  name: 'The file’s name, and never `oncall`. Part of the names of stacks and of what they make, and a label of recorded series: another name is another environment.',
  sandbox:
    'Compiled only when asked for (`--env`, `CATALOG_ENV`), and then with every service, whatever `runsIn` says. `catalog` serves its providers on this machine; nothing in it is real. Needs `oncall: own` and `backend: local`.',
  oncall:
    '`shared`: the stacks `oncall-<team>`, of `config/oncall.yaml`, page for it, as for the other environments. `own`: it has stacks `<env>-oncall-<team>`, with the teams’ schedules, escalation policies and services once more in PagerDuty, under names that begin with the environment’s, and their state in its `backend`.',
  pagerduty:
    'Where PagerDuty is, for `oncall: own`; a fault where on-call is shared. The token is `PAGERDUTY_TOKEN` all the same.',
  ...pagerdutyDescriptions,
  paging:
    '`false`: nobody is woken. What would page opens a ticket instead (low urgency in PagerDuty), for SLOs, for alerts of a service’s own, and for the alert on the data source.',
  aws: 'Where instances run. Credentials are `AWS_*`.',
  'aws.account':
    'The only account in which anything is planned or applied: credentials of another are refused. Roles, listeners and policies of another are a fault.',
  'aws.region': 'Of everything in AWS but state.',
  'aws.role':
    'Assumed for everything in AWS, and to reach state in S3. The credentials at hand are used unless written.',
  'aws.endpoint':
    'Asked by Terraform instead of AWS’s APIs, without checking credentials first: an emulator for tests. State in S3 stays with AWS. Not for production.',
  'aws.vpc': 'The network of the services’ security groups and target groups.',
  'aws.subnets': 'Of that network.',
  'aws.subnets.private':
    'Where instances start: two at least, which should be in different zones, since one may fail. There has to be a way from there to all that an instance calls.',
  'aws.subnets.private[]': 'Each once.',
  'aws.loadBalancers':
    'What an entry may name as its `compute.ingress.listener`. They exist; the catalog adds rules and target groups.',
  'aws.loadBalancers.public': 'The one that the internet reaches.',
  'aws.loadBalancers.public.listener':
    'To which the services’ rules are added. Its certificate and its default answer are not the catalog’s.',
  'aws.loadBalancers.public.securityGroup':
    'The load balancer’s own: what wears it may call the ports of the services behind it.',
  'aws.loadBalancers.internal': 'The one that only the network reaches.',
  'aws.loadBalancers.internal.listener': 'As of the public one.',
  'aws.loadBalancers.internal.securityGroup': 'As of the public one.',
  grafana: 'Version 12.1 or newer. Credentials are `GRAFANA_AUTH_<ENV>`, else `GRAFANA_AUTH`.',
  'grafana.url': 'Its address, for Terraform and for links in alerts.',
  'grafana.prometheus': 'Uid of the data source that alerts, recording rules and dashboards read.',
  'grafana.cloudwatch': 'Uid of the data source for the dashboards’ panels on capacity. There are none unless written.',
  'grafana.recordingTarget':
    'With `recording: grafana`, uid of the data source that what is recorded is written to. It takes remote writes, and `prometheus` finds there what was written. The same as `prometheus` unless written.',
  scrapeInterval:
    'How often Prometheus scrapes the services; write what it really does, or failures are weighed wrongly. No alert window is shorter than four scrapes. Beyond `1m`, `npx catalog alerts test` leaves the rules out.',
  recording:
    'Who evaluates the recording rules, without which no SLO alerts: `grafana` (needs `[recording_rules] enabled = true` there), `amp` (Amazon Managed Service for Prometheus), or `file` (whoever loads what `npx catalog alerts rules` writes). Alerts are Grafana’s in all three.',
  amp: 'Required with `recording: amp`, and a warning without.',
  'amp.workspace': 'Of the same account and region; `grafana.prometheus` reads it.',
  backend: 'Where the state of the environment’s stacks is. `local` is the folder `.catalog/state` of the catalog.',
  ...backendDescriptions,
  defaults:
    'What holds for every service here: instead of its tier’s, unless its entry says otherwise. Any of `compute`, `scaling`, `refresh`, `slo`, as in [the entry](entry.md).',
  ...acceptDescriptions,
  accept: `${acceptDescriptions.accept} Of what is said of this environment.`,
};

/** What each field of `config/oncall.yaml` is for. */
export const oncallDescriptions: Readonly<Record<string, string>> = {
  pagerduty: 'Where PagerDuty is. The token is `PAGERDUTY_TOKEN`.',
  ...pagerdutyDescriptions,
  backend:
    'Where the state of the stacks `oncall-<team>` is. Services’ stacks read integration keys from it. No role is assumed: the credentials at hand have to reach it.',
  ...backendDescriptions,
};

/** What each field of `config/tiers.yaml` is for. Other fields of a tier are those of the entry. */
export const tiersDescriptions: Readonly<Record<string, string>> = {
  '<tier>':
    'From 1, the most important, to 4. Any of `runsIn`, `compute`, `scaling`, `refresh`, `slo`, as in [the entry](entry.md).',
  '<tier>.runsIn': 'Where its services run, unless their entry has a `runsIn`. Sandboxes only unless written.',
  '<tier>.runsIn[]': 'A file in `config/environments`.',
};

/** What each field of `config/guards.yaml` is for. */
export const guardsDescriptions: Readonly<Record<string, string>> = {
  rules: 'Levels that differ from those that are built in.',
  'rules.<rule>':
    'One of [the guards](review.md#guards). `block`: exit code 3; `warn`: said only; `off`: not even said.',
  maxStacks: 'How many stacks a change may affect before `too-many-stacks` speaks.',
  order: 'In which a change goes through the environments, for `staging-skipped`.',
  'order[]': 'A file in `config/environments`.',
  ...acceptDescriptions,
  accept: `${acceptDescriptions.accept} Of everything.`,
};
