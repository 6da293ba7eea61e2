import type { Environment, Service } from '../catalog/model';
import { shorten, shortHash } from './shorten';

/**
 * Every physical name, uid, label and stack name. Nothing else spells one.
 *
 * An environment's name holds no hyphen and a stack of a service never reads `<env>-platform` or `<env>-oncall-…`
 * (the catalog refuses such service names), so two stacks never share a name.
 */
export const stackName = {
  oncall: (team: string, environment?: string) =>
    environment === undefined ? `oncall-${team}` : `${environment}-oncall-${team}`,
  platform: (environment: string) => `${environment}-platform`,
  service: (environment: string, service: string) => `${environment}-${service}`,
};

/** `<env>-<service>`: what a service's resources are called; unique within an account and region. */
export function physicalName(service: Pick<Service, 'environment' | 'name'>, limit = 255): string {
  return shorten(`${service.environment}-${service.name}`, limit);
}

/** Grafana's limit for uids of folders, dashboards, contact points and rules. */
const UID_LIMIT = 40;

/** A readable, stable Grafana uid: a slug of the parts and a hash of them, at most 40 characters. */
export function grafanaUid(...parts: string[]): string {
  const slug = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, UID_LIMIT - 9)
    .replace(/^-+|-+$/g, '');
  return `${slug}-${shortHash(parts)}`;
}

/** Uid of the folder of a team in the Grafana of an environment; referred to literally across stacks. */
export const folderUid = (environment: string, team: string) => grafanaUid('team', environment, team);
export const folderTitle = (environment: string, team: string) => `${team} (${environment})`;
export const dashboardUid = (environment: string, service: string) => grafanaUid('service', environment, service);
/** Of the environment's own folder, beside those of the teams. */
export const healthFolderUid = (environment: string) => grafanaUid('health', environment);
export const healthFolderTitle = (environment: string) => `Data source health (${environment})`;
export const dashboardTitle = (environment: string, service: string) => `${service} (${environment})`;
export const contactPointName = (environment: string, service: string) => `catalog ${environment} ${service}`;

/** Labels of every alert of a service; `slo` is added where there is one. */
export function alertLabels(service: Service, severity: 'page' | 'ticket', slo?: string): Record<string, string> {
  return {
    service: service.name,
    team: service.owner,
    environment: service.environment,
    tier: String(service.tier),
    severity,
    ...(slo === undefined ? {} : { slo }),
  };
}

/** The one alert of an environment that belongs to no service; no service is called `platform`. */
export const healthAlert = {
  uid: (environment: string) => grafanaUid('health', environment, 'prometheus'),
  title: (environment: string) => `Data source ${environment}`,
  labels: (environment: Pick<Environment, 'name' | 'paging'>) => ({
    service: 'platform',
    environment: environment.name,
    severity: environment.paging ? 'page' : 'ticket',
  }),
};

/** Labels of the series recorded for an SLO: identity and nothing else, so that edits never split a series. */
export function seriesLabels(service: Service, slo: string): Record<string, string> {
  return { service: service.name, slo, environment: service.environment };
}

/** The security group without rules that a service's instances wear, so that others can let it in. */
export const callerGroupName = (environment: string, service: string) => `caller-${environment}-${service}`;

/** Tags of what an environment holds for a service outside of the service's own stack. */
export function platformTags(environment: string, service: string): Record<string, string> {
  return {
    Name: callerGroupName(environment, service),
    Service: service,
    Environment: environment,
    ManagedBy: 'catalog',
  };
}

/** Tags of every AWS resource of a service. */
export function resourceTags(service: Service): Record<string, string> {
  return {
    Service: service.name,
    Team: service.owner,
    Environment: service.environment,
    Tier: String(service.tier),
    ManagedBy: 'catalog',
  };
}

/**
 * A name in PagerDuty: the environment where on-call is its own, and the parts. Parts hold no space, so no two things
 * of one type share a name; with two parts it has 94 characters at most, of the 100 that PagerDuty takes.
 */
export function pagerdutyName(environment: string | undefined, ...parts: string[]): string {
  return [...(environment === undefined ? [] : [environment]), ...parts].join(' ');
}

/** Construct id of a person: readable, and a hash, since e-mail addresses that differ may read alike. */
export function personId(email: string): string {
  const slug = email.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `person-${slug}-${shortHash([email])}`;
}

/**
 * Of the group that a service's instances wear. Holds a hash of what replaces it, so that old and new can stand side by
 * side; never begins with `sg-`, which AWS keeps for ids.
 */
export function securityGroupName(service: Pick<Service, 'environment' | 'name'>, vpc: string): string {
  return `service-${physicalName(service, 200)}-${shortHash([vpc])}`;
}

/** Elastic Load Balancing: at most 32 characters. Holds a hash of what replaces the target group. */
export function targetGroupName(service: Pick<Service, 'environment' | 'name'>, port: number, vpc: string): string {
  const name = `${service.environment}-${service.name}`;
  return `${name.slice(0, 23).replace(/-+$/, '')}-${shortHash([name, String(port), vpc])}`;
}

/** Construct id of the attachment of a managed policy. */
export function policyId(arn: string): string {
  const slug = (arn.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
  return `policy-${slug}-${shortHash([arn], 6)}`;
}

/** Construct id of the look-up of a subnet. */
export const subnetId = (subnet: string) => `zone-of-${subnet}`;
