import type { Diagnostic } from '../catalog/diagnostic';
import type { LoadedCatalog } from '../catalog/loaded';

export interface SoundPart {
  /** Without errors: what has one is left out, and whatever needs it. */
  readonly loaded: LoadedCatalog;
  /** Names of services that are left out, somewhere or everywhere. */
  readonly leftOut: ReadonlySet<string>;
  /** Whether the base has a service there, as far as anybody can tell, and it cannot be compared. */
  readonly isLeftOut: (service: string, environment: string) => boolean;
  readonly errors: readonly Diagnostic[];
}

/** Service → file of each entry of which an error hides where it runs and what it has. */
export function unreadEntries({ sources, diagnostics }: LoadedCatalog): Map<string, string> {
  const faulty = new Set(errorsOf({ diagnostics }).map(({ file }) => file));
  const nothing = concernsAll(faulty);
  return new Map(
    [...sources.keys()].flatMap((file): [string, string][] => {
      const name = /^services\/([^/]+)\.yaml$/.exec(file)?.[1];
      return name !== undefined && (nothing || faulty.has(file)) ? [[name, file]] : [];
    }),
  );
}

const errorsOf = ({ diagnostics }: Pick<LoadedCatalog, 'diagnostics'>) =>
  diagnostics.filter(({ severity }) => severity === 'error');

const concernsAll = (faulty: ReadonlySet<string>) =>
  ['tiers', 'oncall', 'alert-windows'].some((name) => faulty.has(`config/${name}.yaml`));

/**
 * What of a base that has errors can still be compared with: services whose entry, team and environment are free of
 * them. An error in the tiers, in `config/oncall.yaml` or in `config/alert-windows.yaml` concerns every service.
 */
export function soundPart(loaded: LoadedCatalog): SoundPart {
  const errors = errorsOf(loaded);
  if (errors.length === 0) return { loaded, leftOut: new Set(), isLeftOut: () => false, errors };
  const faulty = new Set(errors.map(({ file }) => file));
  const nothing = concernsAll(faulty);
  const teams = loaded.teams.filter(({ source }) => !nothing && !faulty.has(source.file));
  const environments = loaded.environments.filter(({ source }) => !nothing && !faulty.has(source.file));
  const owners = new Set(teams.map(({ team }) => team.name));
  const places = new Set(environments.map(({ environment }) => environment.name));
  const services = loaded.services.filter(
    ({ service, entry }) => !faulty.has(entry.file) && owners.has(service.owner) && places.has(service.environment),
  );
  const key = (service: string, environment: string) => `${environment}/${service}`;
  const keysOf = (some: LoadedCatalog['services']) =>
    new Set(some.map(({ service }) => key(service.name, service.environment)));
  const [known, compared] = [keysOf(loaded.services), keysOf(services)];
  const unread = unreadEntries(loaded);
  const partly = loaded.services.filter((one) => !services.includes(one)).map(({ service }) => service.name);
  return {
    loaded: {
      ...loaded,
      teams,
      environments,
      services,
      catalog: {
        services: services.map(({ service }) => service),
        teams: teams.map(({ team }) => team),
        environments: environments.map(({ environment }) => environment),
        oncall: loaded.catalog.oncall,
      },
      ok: true,
    },
    leftOut: new Set([...partly, ...unread.keys()]),
    isLeftOut: (service, environment) =>
      !compared.has(key(service, environment)) &&
      (known.has(key(service, environment)) ||
        unread.has(service) ||
        faulty.has(`config/environments/${environment}.yaml`)),
    errors,
  };
}
