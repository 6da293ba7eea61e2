import type { LoadedCatalog } from '../catalog/load';
import type { Origin } from './model';
import { distinctOrigins, originAt, originOf } from './origins';

/** A path in one of the catalog's files, as constructs register it: `constructs/trace.ts`. */
export interface NamedPath {
  readonly kind: 'service' | 'team' | 'environment' | 'oncall';
  readonly name: string;
  readonly path: string;
}

/**
 * The lines behind paths that made a resource.
 * @param environment of the stack; without one, a service's lines are those of the first environment it runs in
 */
export function sourceLines(
  loaded: LoadedCatalog,
  environment: string | undefined,
  paths: readonly NamedPath[],
): Origin[] {
  return distinctOrigins(paths.flatMap((one) => lineOf(loaded, environment, one) ?? []));
}

function lineOf(
  loaded: LoadedCatalog,
  environment: string | undefined,
  { kind, name, path }: NamedPath,
): Origin | undefined {
  switch (kind) {
    case 'service': {
      const places = loaded.services.filter(({ service }) => service.name === name);
      const found = places.find(({ service }) => service.environment === environment) ?? places[0];
      return found && originOf(found, path === '' ? 'name' : path);
    }
    case 'team': {
      const found = loaded.teams.find(({ team }) => team.name === name);
      return found && originAt(found.source, path === '' ? 'name' : path);
    }
    case 'environment': {
      const found = loaded.environments.find((one) => one.environment.name === name);
      return found && originAt(found.source, path === '' ? 'name' : path);
    }
    case 'oncall':
      return loaded.oncall && originAt(loaded.oncall, path);
  }
}
