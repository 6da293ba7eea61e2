import type { LoadedEnvironment } from '../catalog/loaded';
import type { Environment } from '../catalog/model';
import { valueAt } from '../catalog/raw';
import { json, same } from './change';
import type { Change, ChangeKind, ChangeSeverity } from './model';
import { originAt } from './origins';

interface Fact {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly severity: ChangeSeverity;
  readonly of: (environment: Environment) => unknown;
  readonly wording: string;
}

/** What services do not say for themselves; `paging` stands under each service whose alerts it silences. */
const facts: readonly Fact[] = [
  { path: 'sandbox', kind: 'other', severity: 'critical', of: ({ sandbox }) => sandbox, wording: 'sandbox' },
  {
    path: 'oncall',
    kind: 'escalation',
    severity: 'critical',
    of: ({ ownOncall }) => ownOncall,
    wording: 'on-call of its own',
  },
  { path: 'paging', kind: 'alerting', severity: 'critical', of: ({ paging }) => paging, wording: 'paging' },
  { path: 'aws.account', kind: 'other', severity: 'critical', of: ({ aws }) => aws.account, wording: 'AWS account' },
  { path: 'aws.region', kind: 'other', severity: 'critical', of: ({ aws }) => aws.region, wording: 'AWS region' },
  { path: 'aws.role', kind: 'access', severity: 'warning', of: ({ aws }) => aws.role, wording: 'role that is assumed' },
  { path: 'aws.endpoint', kind: 'other', severity: 'critical', of: ({ aws }) => aws.endpoint, wording: 'AWS endpoint' },
  { path: 'aws.vpc', kind: 'other', severity: 'critical', of: ({ aws }) => aws.vpc, wording: 'VPC' },
  {
    path: 'aws.subnets.private',
    kind: 'compute',
    severity: 'warning',
    of: ({ aws }) => aws.privateSubnets,
    wording: 'subnets',
  },
  {
    path: 'aws.loadBalancers',
    kind: 'access',
    severity: 'warning',
    of: ({ aws }) => aws.loadBalancers,
    wording: 'load balancers',
  },
  { path: 'grafana.url', kind: 'alerting', severity: 'critical', of: ({ grafana }) => grafana.url, wording: 'Grafana' },
  {
    path: 'grafana.prometheus',
    kind: 'alerting',
    severity: 'warning',
    of: ({ grafana }) => grafana.prometheus,
    wording: 'data source of alerts',
  },
  {
    path: 'grafana.recordingTarget',
    kind: 'alerting',
    severity: 'warning',
    of: ({ grafana }) => grafana.recordingTarget,
    wording: 'target of recording rules',
  },
  {
    path: 'grafana.cloudwatch',
    kind: 'dashboard',
    severity: 'info',
    of: ({ grafana }) => grafana.cloudwatch,
    wording: 'CloudWatch data source',
  },
  {
    path: 'scrapeInterval',
    kind: 'alerting',
    severity: 'warning',
    of: ({ scrapeIntervalSeconds }) => scrapeIntervalSeconds,
    wording: 'seconds between scrapes',
  },
  {
    path: 'recording',
    kind: 'alerting',
    severity: 'warning',
    of: ({ recording }) => recording,
    wording: 'who records',
  },
  { path: 'amp', kind: 'alerting', severity: 'warning', of: ({ amp }) => amp, wording: 'workspace that records' },
  {
    path: 'backend',
    kind: 'other',
    severity: 'critical',
    of: ({ backend }) => backend,
    wording: 'backend of the state',
  },
];

/** An environment's own words, said once for all of its services. */
export function environmentChanges(base: LoadedEnvironment, head: LoadedEnvironment): Change[] {
  return facts
    .filter(({ of }) => !same(of(base.environment), of(head.environment)))
    .map(({ path, kind, severity, of, wording }) => {
      const [before, after] = [of(base.environment), of(head.environment)];
      return {
        kind,
        summary: `${wording} ${text(before)} → ${text(after)}`,
        severity,
        before: json(before),
        after: json(after),
        origin: originAt(valueAt(head.source.value, path.split('.')) === undefined ? base.source : head.source, path),
        details: [],
      };
    });
}

function text(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
