import type { Fields } from '../fields';
import type { Backend, Environment, ListenerName, LoadBalancer, OncallSettings, PagerDutySettings } from '../model';
import type { Path } from '../path';
import { parseDuration } from '../units';

/** Between Prometheus' own default (1m) and what most installations set (15s). */
const defaultScrapeIntervalSeconds = 30;

export function resolveOncall(fields: Fields): OncallSettings {
  return { pagerduty: resolvePagerDuty(fields), backend: resolveBackend(fields, ['backend']) };
}

export function resolveEnvironment(fields: Fields): Environment {
  const read = (...path: string[]) => fields.text(path) ?? '';
  const backend = resolveBackend(fields, ['backend']);
  const prometheus = read('grafana', 'prometheus');
  const workspace = fields.text(['amp', 'workspace']);
  const role = fields.text(['aws', 'role']);
  return {
    name: read('name'),
    sandbox: fields.flag(['sandbox']) ?? false,
    ...(read('oncall') === 'own'
      ? { ownOncall: { pagerduty: resolvePagerDuty(fields), backend, ...optional('backendRole', role) } }
      : {}),
    paging: fields.flag(['paging']) ?? true,
    aws: {
      account: read('aws', 'account'),
      region: read('aws', 'region'),
      ...optional('role', role),
      ...optional('endpoint', fields.text(['aws', 'endpoint'])),
      vpc: read('aws', 'vpc'),
      privateSubnets: fields.texts(['aws', 'subnets', 'private']),
      loadBalancers: resolveLoadBalancers(fields),
    },
    grafana: {
      url: read('grafana', 'url'),
      prometheus,
      ...optional('cloudwatch', fields.text(['grafana', 'cloudwatch'])),
      recordingTarget: fields.text(['grafana', 'recordingTarget']) ?? prometheus,
    },
    scrapeIntervalSeconds: fields.measure(['scrapeInterval'], parseDuration) ?? defaultScrapeIntervalSeconds,
    recording: (fields.text(['recording']) ?? 'grafana') as Environment['recording'],
    ...(workspace === undefined ? {} : { amp: { workspace } }),
    backend,
  };
}

function resolvePagerDuty(fields: Fields): PagerDutySettings {
  return {
    region: fields.text(['pagerduty', 'region']) === 'eu' ? 'eu' : 'us',
    ...optional('endpoint', fields.text(['pagerduty', 'endpoint'])),
  };
}

function resolveBackend(fields: Fields, path: Path): Backend {
  const read = (...rest: string[]) => fields.text([...path, ...rest]);
  if (fields.map([...path, 's3'])) {
    return { kind: 's3', bucket: read('s3', 'bucket') ?? '', region: read('s3', 'region') ?? '' };
  }
  if (fields.map([...path, 'hcp'])) {
    return {
      kind: 'hcp',
      organization: read('hcp', 'organization') ?? '',
      ...optional('project', read('hcp', 'project')),
      ...optional('hostname', read('hcp', 'hostname')),
    };
  }
  return { kind: 'local' };
}

function resolveLoadBalancers(fields: Fields): Partial<Record<ListenerName, LoadBalancer>> {
  const found: Partial<Record<ListenerName, LoadBalancer>> = {};
  for (const name of ['public', 'internal'] as const) {
    const path = ['aws', 'loadBalancers', name];
    if (!fields.map(path)) continue;
    found[name] = {
      listener: fields.text([...path, 'listener']) ?? '',
      securityGroup: fields.text([...path, 'securityGroup']) ?? '',
    };
  }
  return found;
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
