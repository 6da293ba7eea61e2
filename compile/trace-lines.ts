import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../constructs/trace';
import type { LoadedCatalog } from '../domain/catalog/loaded';
import type { Path } from '../domain/catalog/path';
import type { Origin } from '../domain/diff/model';
import { distinctOrigins } from '../domain/diff/origins';
import { type NamedPlace, namedPlace } from '../domain/diff/source-lines';
import { isMap } from '../domain/plan/value';
import type { CompiledStack } from './synthesize';

/**
 * The lines of the catalog behind a resource of a stack, or behind one of its attributes; the resource's where those
 * are not traced.
 */
export type LinesBehind = (address: string, attribute?: string) => Origin[];

/** @param other the other side of a comparison: of many lines, those count that are not the same there */
export function linesBehind(
  { trace, environment }: CompiledStack,
  loaded: LoadedCatalog,
  other: LoadedCatalog,
): LinesBehind {
  return (address, attribute = '') => {
    const attributes = trace.get(address);
    const sources = attributes?.get(attribute) ?? attributes?.get('') ?? [];
    const places = sources.flatMap((source) => namedPlace(loaded, environment, source) ?? []);
    const differing = places.flatMap((place, index) => {
      const former = namedPlace(other, environment, sources[index] as Source);
      const paths = former === undefined ? [] : differences(valueAt(place), valueAt(former), place.path);
      return paths.map((path) => ({ ...place, path }));
    });
    return distinctOrigins((differing.length > 0 ? differing : places).map(({ lineOf, path }) => lineOf(path)));
  };
}

function valueAt({ value, path }: NamedPlace): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step], value);
}

/** Paths of the smallest values that differ. */
function differences(a: unknown, b: unknown, path: Path): Path[] {
  if (isDeepStrictEqual(a, b)) return [];
  const bothLists = Array.isArray(a) && Array.isArray(b);
  if (!bothLists && !(isMap(a) && isMap(b))) return [path];
  const keys = bothLists ? Array.from(Array(Math.max(a.length, b.length)).keys()) : keysOf(a as object, b as object);
  const at = (value: unknown, key: string | number) => (value as Record<string | number, unknown>)[key];
  return keys.flatMap((key) => differences(at(a, key), at(b, key), [...path, key]));
}

const keysOf = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])];
