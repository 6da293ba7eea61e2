import { isBelow, type Path, pathText, stepText } from './path';
import { INVALID, isMap, type Raw, type RawMap } from './raw';
import type { SourceFile } from './text/source-file';

/** One layer of a service's values: a part of a file. */
export interface Layer {
  readonly source: SourceFile;
  /** Where in the file the layer begins: `['1']` in the tiers, `['environments', 'staging']` in an entry. */
  readonly prefix: Path;
  readonly value: RawMap;
}

/** Who set a value, and to what. */
export interface Origin {
  readonly layer: Layer;
  readonly value: Raw;
  /** Of the value that was set whole, as text: of an item, its list's. */
  readonly path: string;
}

/** Layers merged, lowest first: maps merge, lists and scalars replace, `null` removes an inherited map. */
export interface Merged {
  readonly layers: readonly Layer[];
  readonly value: RawMap;
  /** Places where `null` stands and nothing was inherited. */
  readonly idleRemovals: readonly { readonly layer: Layer; readonly path: Path }[];
  /** Paths (as text) of maps that a faulty lower layer might have said more of. */
  readonly uncertain: readonly string[];
}

/** @param beneath what is built in: it holds where no layer says anything */
export function mergeLayers(layers: readonly Layer[], beneath: (value: RawMap) => RawMap = (value) => value): Merged {
  const idleRemovals: { layer: Layer; path: Path }[] = [];
  const uncertain: string[] = [];

  const merge = (below: Raw, above: Raw, path: Path, layer: Layer): Raw => {
    if (above === undefined) return below;
    if (above === null) {
      if (below === undefined) idleRemovals.push({ layer, path });
      return undefined;
    }
    if (above === INVALID && isMap(below)) {
      uncertain.push(pathText(path));
      return below;
    }
    if (!isMap(above)) return above;
    if (below === INVALID) uncertain.push(pathText(path));
    const merged: Record<string, Raw> = isMap(below) ? { ...below } : {};
    for (const key of Object.keys(above)) {
      const result = merge(merged[key], above[key], [...path, key], layer);
      if (result === undefined) delete merged[key];
      else merged[key] = result;
    }
    return merged;
  };

  let value: Raw = {};
  for (const layer of layers) value = merge(value, layer.value, [], layer);
  return { layers, value: beneath(value as RawMap), idleRemovals, uncertain };
}

const knownOrigins = new WeakMap<Merged, ReadonlyMap<string, readonly Origin[]>>();

/** For every value that is set whole (a scalar, a list), by its path: who set it, the winner last. */
function originsIn(merged: Merged): ReadonlyMap<string, readonly Origin[]> {
  const known = knownOrigins.get(merged);
  if (known) return known;
  const origins = new Map<string, Origin[]>();
  const collect = (value: Raw, path: string, layer: Layer): void => {
    if (value === undefined) return;
    if (isMap(value)) {
      for (const key of Object.keys(value)) collect(value[key], stepText(path, key), layer);
    } else if (value === null) {
      for (const key of origins.keys()) if (key === path || isBelow(key, path)) origins.delete(key);
    } else {
      const former = origins.get(path);
      if (former) former.push({ layer, value, path });
      else origins.set(path, [{ layer, value, path }]);
    }
  };
  for (const layer of merged.layers) collect(layer.value, '', layer);
  knownOrigins.set(merged, origins);
  return origins;
}

/** Who set the value at a path: the origins of the path itself or of the list that holds it. None: it is built in. */
export function originsOf(merged: Merged, path: Path): readonly Origin[] {
  const origins = originsIn(merged);
  for (let length = path.length; length > 0; length--) {
    const found = origins.get(pathText(path.slice(0, length)));
    if (found) return found;
  }
  return [];
}

/** The file and the path in it where a merged path was set last; of a map, where one of its values was. */
export function placeOf(merged: Merged, path: Path): { source: SourceFile; path: Path } | undefined {
  const winner = originsOf(merged, path).at(-1) ?? highestBelow(merged, path);
  return winner && { source: winner.layer.source, path: [...winner.layer.prefix, ...path] };
}

/** Position of the layer that set the value at a path last; -1 where none did. */
export function rankOf(merged: Merged, path: Path): number {
  const winner = originsOf(merged, path).at(-1);
  return winner ? merged.layers.indexOf(winner.layer) : -1;
}

/** Of what was set below a path, what the highest layer set. */
function highestBelow(merged: Merged, path: Path): Origin | undefined {
  const text = pathText(path);
  const winners = [...originsIn(merged)].flatMap(([key, origins]) =>
    isBelow(key, text) ? (origins.at(-1) ?? []) : [],
  );
  const rank = ({ layer }: Origin) => merged.layers.indexOf(layer);
  return winners.reduce<Origin | undefined>((best, one) => (best && rank(best) >= rank(one) ? best : one), undefined);
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
