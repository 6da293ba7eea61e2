import type { LoadedCatalog, LoadedService } from '../catalog/loaded';

interface ServiceIndex {
  /** By `serviceKey`. */
  readonly byPlace: ReadonlyMap<string, LoadedService>;
  /** Everywhere that a service runs, in order. */
  readonly byName: ReadonlyMap<string, readonly LoadedService[]>;
}

export const serviceKey = (environment: string, name: string) => `${environment}/${name}`;

const known = new WeakMap<LoadedCatalog, ServiceIndex>();

/** The services of a catalog to be looked up: what affects every stack looks for every service. */
export function serviceIndex(loaded: LoadedCatalog): ServiceIndex {
  const existing = known.get(loaded);
  if (existing) return existing;
  const byPlace = new Map<string, LoadedService>();
  const byName = new Map<string, LoadedService[]>();
  for (const one of loaded.services) {
    const { environment, name } = one.service;
    byPlace.set(serviceKey(environment, name), one);
    const places = byName.get(name);
    if (places) places.push(one);
    else byName.set(name, [one]);
  }
  const index = { byPlace, byName };
  known.set(loaded, index);
  return index;
}
