import type { Catalog, Environment, OncallSettings, Service, Team } from '../domain/catalog/model';
import { stackName } from '../domain/names/names';
import type { PagedService } from '../domain/oncall/paged-service';

export type StackKind = 'oncall' | 'platform' | 'service';

/** A stack to be, without its constructs: cheap to list for a catalog of any size. */
export type PlannedStack = {
  readonly name: string;
  /** Deploy order: on-call 0, platform 1, services 2. */
  readonly level: 0 | 1 | 2;
  /** Names of the stacks that have to be applied before. */
  readonly dependencies: readonly string[];
} & (
  | {
      readonly kind: 'oncall';
      readonly team: Team;
      /** Absent for the on-call that environments share. */
      readonly environment?: Environment;
      readonly settings: OncallSettings;
      readonly services: readonly PagedService[];
    }
  | {
      readonly kind: 'platform';
      readonly environment: Environment;
      readonly teams: readonly string[];
      /** Names of the environment's services, retired ones too. */
      readonly services: readonly string[];
    }
  | {
      readonly kind: 'service';
      readonly environment: Environment;
      readonly service: Service;
      readonly oncallSettings: OncallSettings;
      /** Names of the services that it lets in: those of its `allowFrom` that run here. */
      readonly callers: readonly string[];
    }
);

export interface StackSelection {
  /** Names; without any, every environment but the sandboxes. */
  readonly environments?: readonly string[];
  /** Names; their stacks and what those depend on. Without any, all. */
  readonly services?: readonly string[];
}

/** Every stack of the selected environments, in deploy order and by name within a level. */
export function listStacks(catalog: Catalog, selection: StackSelection = {}): PlannedStack[] {
  const environments = catalog.environments.filter(({ name, sandbox }) =>
    selection.environments ? selection.environments.includes(name) : !sandbox,
  );
  const stacks = [
    ...(environments.some(({ ownOncall }) => !ownOncall) ? oncallStacks(catalog) : []),
    ...environments.flatMap((environment) => (environment.ownOncall ? oncallStacks(catalog, environment) : [])),
    ...environments.map((environment) => platformStack(catalog, environment)),
    ...environments.flatMap((environment) => serviceStacks(catalog, environment)),
  ].sort((a, b) => a.level - b.level || (a.name < b.name ? -1 : 1));
  return selection.services ? withDependencies(stacks, selection.services) : stacks;
}

function oncallStacks(catalog: Catalog, own?: Environment): PlannedStack[] {
  const sharing = catalog.environments.filter(({ name, ownOncall }) => (own ? name === own.name : !ownOncall));
  const paged = pagedServices(
    catalog,
    sharing.map(({ name }) => name),
  );
  return catalog.teams.map((team) => ({
    kind: 'oncall',
    name: stackName.oncall(team.name, own?.name),
    level: 0,
    dependencies: [],
    team,
    ...(own ? { environment: own } : {}),
    settings: own?.ownOncall ?? catalog.oncall,
    services: paged.get(team.name) ?? [],
  }));
}

/** Team → its services as on-call sees them: once each, with the environments they run in. */
function pagedServices(catalog: Catalog, environments: readonly string[]): Map<string, PagedService[]> {
  const byTeam = new Map<string, Map<string, PagedService>>();
  for (const service of catalog.services) {
    if (!environments.includes(service.environment)) continue;
    const team = byTeam.get(service.owner) ?? new Map<string, PagedService>();
    byTeam.set(service.owner, team);
    const known = team.get(service.name)?.environments ?? [];
    team.set(service.name, {
      name: service.name,
      description: service.description,
      links: service.links,
      ...service.oncall,
      dependsOn: service.dependsOn.map((dependency) => dependency.service),
      environments: [...known, service.environment].sort(),
    });
  }
  return new Map(
    [...byTeam].map(([team, services]) => [team, [...services.values()].sort((a, b) => (a.name < b.name ? -1 : 1))]),
  );
}

function platformStack(catalog: Catalog, environment: Environment): PlannedStack {
  return {
    kind: 'platform',
    name: stackName.platform(environment.name),
    level: 1,
    dependencies: [],
    environment,
    teams: catalog.teams.map(({ name }) => name).sort(),
    services: servicesIn(catalog, environment)
      .map(({ name }) => name)
      .sort(),
  };
}

const servicesIn = ({ services }: Catalog, { name }: Environment) =>
  services.filter(({ environment }) => environment === name);

function serviceStacks(catalog: Catalog, environment: Environment): PlannedStack[] {
  const services = servicesIn(catalog, environment);
  const running = new Set(services.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ name }) => name));
  return services.map((service) => ({
    kind: 'service',
    name: stackName.service(environment.name, service.name),
    level: 2,
    dependencies: [
      stackName.oncall(service.owner, environment.ownOncall && environment.name),
      stackName.platform(environment.name),
    ],
    environment,
    service,
    oncallSettings: environment.ownOncall ?? catalog.oncall,
    callers: (service.compute?.allowFrom ?? []).filter((caller) => running.has(caller)),
  }));
}

function withDependencies(stacks: readonly PlannedStack[], services: readonly string[]): PlannedStack[] {
  const wanted = stacks.filter((stack) => stack.kind === 'service' && services.includes(stack.service.name));
  const names = new Set(wanted.flatMap(({ name, dependencies }) => [name, ...dependencies]));
  return stacks.filter(({ name }) => names.has(name));
}
