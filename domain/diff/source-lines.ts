import type { LoadedCatalog } from '../catalog/loaded';
import { type Path, parsePath } from '../catalog/path';
import type { Origin } from './model';
import { distinctOrigins, originAt, originOf } from './origins';
import { serviceIndex } from './service-index';

/** A path in one of the catalog's files, as constructs register it: `constructs/trace.ts`. */
export interface NamedPath {
  readonly kind: 'service' | 'team' | 'environment' | 'oncall';
  readonly name: string;
  readonly path: string;
}

/** A value of the catalog as its files say it, and the lines that say it or a part of it. */
export interface NamedPlace {
  /** Of the whole file, or of all layers of an entry. */
  readonly value: unknown;
  readonly path: Path;
  readonly lineOf: (path: Path) => Origin;
}

/**
 * Where a path stands; undefined where the catalog has no such thing.
 * @param environment of the stack; without one, a service's lines are those of the first environment it runs in
 */
export function namedPlace(
  loaded: LoadedCatalog,
  environment: string | undefined,
  { kind, name, path }: NamedPath,
): NamedPlace | undefined {
  const steps = parsePath(path);
  // of a thing as a whole, the line that names it
  const at = (place: Path) => (place.length === 0 ? ['name'] : place);
  if (kind === 'service') {
    const places = serviceIndex(loaded).byName.get(name) ?? [];
    const found = places.find(({ service }) => service.environment === environment) ?? places[0];
    return found && { value: found.merged.value, path: steps, lineOf: (place) => originOf(found, at(place)) };
  }
  if (kind === 'oncall') {
    const { oncall } = loaded;
    return oncall && { value: oncall.value, path: steps, lineOf: (place) => originAt(oncall, place) };
  }
  const source =
    kind === 'team'
      ? loaded.teams.find(({ team }) => team.name === name)?.source
      : loaded.environments.find((one) => one.environment.name === name)?.source;
  return source && { value: source.value, path: steps, lineOf: (place) => originAt(source, at(place)) };
}

/** The lines behind paths that made a resource. */
export function sourceLines(
  loaded: LoadedCatalog,
  environment: string | undefined,
  paths: readonly NamedPath[],
): Origin[] {
  const places = paths.flatMap((one) => namedPlace(loaded, environment, one) ?? []);
  return distinctOrigins(places.map(({ lineOf, path }) => lineOf(path)));
}
