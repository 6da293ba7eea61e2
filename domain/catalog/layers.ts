import { type Path, parsePath, pathText } from './path';
import { INVALID, isMap, type Raw, type RawMap } from './raw';
import type { SourceFile } from './text/source-file';

/** One layer of a service's values: a part of a file. */
export interface Layer {
  /** The file the values stand in; undefined for what is built in. */
  readonly source: SourceFile | undefined;
  /** Where in the file the layer begins: `['1']` in the tiers, `['environments', 'staging']` in an entry. */
  readonly prefix: Path;
  readonly value: RawMap;
}

/** Where a value comes from: a layer, and what lower layers had said. */
export interface Origin {
  readonly layer: Layer;
  readonly value: Raw;
}

/**
 * Layers merged, lowest first: maps merge, lists and scalars replace, `null` removes an inherited map.
 * `origins` has, for every value that was set whole (scalars, lists, removals), who set it, the winner last.
 */
export interface Merged {
  readonly value: RawMap;
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
  /** Places where `null` stands and nothing was inherited. */
  readonly idleRemovals: readonly { readonly layer: Layer; readonly path: Path }[];
}

export function mergeLayers(layers: readonly Layer[]): Merged {
  const origins = new Map<string, Origin[]>();
  const idleRemovals: { layer: Layer; path: Path }[] = [];

  const merge = (below: Raw, above: Raw, path: Path, layer: Layer): Raw => {
    if (above === undefined) return below;
    if (above === null) {
      if (below === undefined) idleRemovals.push({ layer, path });
      for (const key of origins.keys()) if (isWithin(parsePath(key), path)) origins.delete(key);
      return undefined;
    }
    if (isMap(above)) {
      const base = isMap(below) ? below : {};
      const merged: Record<string, Raw> = { ...base };
      for (const [key, value] of Object.entries(above)) {
        const result = merge(base[key], value, [...path, key], layer);
        if (result === undefined) delete merged[key];
        else merged[key] = result;
      }
      return merged;
    }
    const key = pathText(path);
    origins.set(key, [...(origins.get(key) ?? []), { layer, value: above }]);
    return above;
  };

  let value: Raw = {};
  for (const layer of layers) value = merge(value, layer.value, [], layer);
  return { value: value as RawMap, origins, idleRemovals };
}

function isWithin(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, index) => path[index] === step);
}

/** Who set the value at a path: the origins of the path itself or of the list that holds it. */
export function originsOf(merged: Merged, path: Path): readonly Origin[] {
  for (let length = path.length; length > 0; length--) {
    const found = merged.origins.get(pathText(path.slice(0, length)));
    if (found) return found;
  }
  return [];
}

/** The file and the path in it where a merged path was set last; of a map, where one of its values was. */
export function placeOf(merged: Merged, path: Path): { source: SourceFile; path: Path } | undefined {
  const winner = originsOf(merged, path).at(-1) ?? lastBelow(merged, path);
  return winner?.layer.source && { source: winner.layer.source, path: [...winner.layer.prefix, ...path] };
}

function lastBelow(merged: Merged, path: Path): Origin | undefined {
  let last: Origin | undefined;
  for (const [key, origins] of merged.origins) {
    const origin = origins.at(-1);
    if (origin?.layer.source && isWithin(parsePath(key), path)) last = origin;
  }
  return last;
}

/** Scalars and empty lists with their paths, in the order they were written. */
export function leaves(
  value: Raw,
  path: Path = [],
): { path: Path; value: string | number | boolean | readonly Raw[] }[] {
  if (value === null || value === undefined || value === INVALID) return [];
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => leaves(item as Raw, [...path, index]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [{ path, value: value as string | number | boolean | readonly Raw[] }];
}
