import type { Diagnostic } from '../catalog/diagnostic';
import type { LoadedCatalog } from '../catalog/load';

export interface SoundPart {
  /** Without errors: what has one is left out, and whatever needs it. */
  readonly loaded: LoadedCatalog;
  /** `<environment>/<service>` of what is left out. */
  readonly leftOut: ReadonlySet<string>;
  readonly errors: readonly Diagnostic[];
}

/**
 * What of a base that has errors can still be compared with: services whose entry, team and environment are free of
 * them. An error in the tiers, in `config/oncall.yaml` or in `config/alert-windows.yaml` concerns every service.
 */
export function soundPart(loaded: LoadedCatalog): SoundPart {
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { loaded, leftOut: new Set(), errors };
  const faulty = new Set(errors.map(({ file }) => file));
  const nothing = ['tiers', 'oncall', 'alert-windows'].some((name) => faulty.has(`config/${name}.yaml`));
  const teams = loaded.teams.filter(({ source }) => !nothing && !faulty.has(source.file));
  const environments = loaded.environments.filter(({ source }) => !nothing && !faulty.has(source.file));
  const owners = new Set(teams.map(({ team }) => team.name));
  const places = new Set(environments.map(({ environment }) => environment.name));
  const services = loaded.services.filter(
    ({ service, entry }) => !faulty.has(entry.file) && owners.has(service.owner) && places.has(service.environment),
  );
  const leftOut = loaded.services.filter((one) => !services.includes(one));
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
    leftOut: new Set(leftOut.map(({ service }) => `${service.environment}/${service.name}`)),
    errors,
  };
}
