import { type Merged, placeOf } from '../catalog/layers';
import type { LoadedCatalog, LoadedService } from '../catalog/loaded';
import { type Path, parsePath, pathText } from '../catalog/path';
import { valueAt } from '../catalog/raw';
import type { SourceFile } from '../catalog/text/source-file';
import type { Origin, ResourceReview } from './model';
import { serviceIndex } from './service-index';

/** The line of a path of a file, or of the nearest thing around it. */
export function originAt(source: SourceFile, path: Path | string): Origin {
  const { start, key } = source.placeOf(typeof path === 'string' ? parsePath(path) : path);
  return { file: source.file, line: source.position(key?.start ?? start).line };
}

/** The line that set a value of a service, in whichever file; its entry's nearest line where nobody wrote it. */
export function originOf({ merged, entry }: Pick<LoadedService, 'merged' | 'entry'>, path: Path | string): Origin {
  const steps = typeof path === 'string' ? parsePath(path) : path;
  const place = writtenPlace(merged, steps);
  return originAt(place?.source ?? entry, place?.path ?? steps);
}

/** The line of a path of the head; where it says nothing there any more, the line of the base that did. */
export function originOnEither({ base, head }: { base: LoadedService; head: LoadedService }, path: string): Origin {
  if (isWritten(head, path)) return originOf(head, path);
  const former = pathText(renumbered(parsePath(path), head.merged.value, base.merged.value));
  return isWritten(base, former) ? originOf(base, former) : originOf(head, path);
}

/** The same path in another value, in which an item of a list may stand elsewhere: it is known by its name. */
function renumbered(path: Path, from: unknown, to: unknown): Path {
  const [step, ...rest] = path;
  if (step === undefined) return path;
  const nameOf = (item: unknown) => valueAt(item, ['name']);
  const item = valueAt(from, [step]);
  const index = Array.isArray(to) ? to.findIndex((one) => nameOf(one) === nameOf(item)) : -1;
  const same = nameOf(item) !== undefined && index >= 0 ? index : step;
  return [same, ...renumbered(rest, item, valueAt(to, [same]))];
}

/** `placeOf`, but not a list or a map around an item that is not there. */
function writtenPlace(merged: Merged, path: Path) {
  const place = placeOf(merged, path);
  return place && valueAt(place.source.value, place.path) !== undefined ? place : placeOf(merged, path.slice(0, -1));
}

/**
 * Why a service runs in an environment on one side only: the line of the head that gives or takes the place (its tier,
 * or a `runsIn`), else of its own name.
 * @param present the service on the side that has it there
 * @param other the catalog of the other side
 */
export function presenceLine(present: LoadedService, other: LoadedCatalog, presentIn: 'base' | 'head'): Origin {
  const [elsewhere] = serviceIndex(other).byName.get(present.service.name) ?? [];
  if (!elsewhere) return originOf(present, 'name');
  const inHead = presentIn === 'head' ? present : elsewhere;
  if (elsewhere.service.tier !== present.service.tier) return originOf(inHead, 'tier');
  return originOf(inHead, isWritten(inHead, 'runsIn') ? 'runsIn' : 'name');
}

/** Whether some file says something at a path. */
export function isWritten({ merged }: Pick<LoadedService, 'merged'>, path: string): boolean {
  const place = placeOf(merged, parsePath(path));
  return place !== undefined && valueAt(place.source.value, place.path) !== undefined;
}

export function distinctOrigins(origins: readonly Origin[]): Origin[] {
  const known = new Map(origins.map((origin) => [`${origin.file}:${origin.line}`, origin]));
  return [...known.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** The first line of a text, from 1, that differs from another. */
export function firstDifference(before: string, after: string): number {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const index = right.findIndex((line, at) => line !== left[at]);
  return index === -1 ? right.length : index + 1;
}

/** A stack names at most this many lines; its resources name theirs. */
const mostLines = 12;

/** The lines behind what changes in a stack, where the catalog alone does not tell why it does. */
export function linesOfResources(resources: readonly Pick<ResourceReview, 'attributes' | 'because'>[]): Origin[] {
  const lines = resources.flatMap(({ attributes, because }) => {
    const behind = attributes.flatMap((attribute) => attribute.because);
    return behind.length > 0 ? behind : because;
  });
  return distinctOrigins(lines).slice(0, mostLines);
}
