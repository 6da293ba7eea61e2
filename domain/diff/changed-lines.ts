import type { LoadedCatalog, LoadedService } from '../catalog/loaded';
import { type Path, pathText } from '../catalog/path';
import { isMap, type Raw } from '../catalog/raw';
import type { SourceFile } from '../catalog/text/source-file';
import type { Origin } from './model';
import { distinctOrigins, firstDifference, originAt, originOf, presenceLine } from './origins';
import { serviceIndex, serviceKey } from './service-index';

/** What a stack is made from, by name. */
export interface StackIdentity {
  readonly kind: 'oncall' | 'platform' | 'service';
  readonly environment?: string;
  readonly service?: string;
  readonly team?: string;
}

/** What an on-call stack reads of its team's services. */
const pagedKeys = ['name', 'owner', 'description', 'links', 'oncall', 'dependsOn', 'lifecycle'];
/** What nothing is compiled from. */
const idleKeys = ['accept', 'defaults'];

/**
 * The lines of the catalog that made a stack another one: of the head, and of the base where they are gone. Those of files
 * that somebody edited come first; another tier brings lines of a file that is as it was.
 */
export function changedLines(base: LoadedCatalog, head: LoadedCatalog, stack: StackIdentity): Origin[] {
  const isSame = ({ file }: Origin) =>
    head.sources.has(file) && head.sources.get(file)?.text === base.sources.get(file)?.text;
  return linesOf(base, head, stack).sort((a, b) => Number(isSame(a)) - Number(isSame(b)));
}

function linesOf(base: LoadedCatalog, head: LoadedCatalog, stack: StackIdentity): Origin[] {
  const { kind, environment } = stack;
  const own = [
    ...(environment === undefined ? [] : environmentLines(base, head, environment)),
    ...(kind === 'platform' ? [] : fileLines(base.oncall, head.oncall)),
  ];
  switch (kind) {
    case 'service': {
      const place = serviceKey(environment ?? '', stack.service ?? '');
      const lines = placeLines(base, head, [place]);
      const callers = serviceIndex(head).byPlace.get(place)?.service.compute?.allowFrom ?? [];
      return distinctOrigins([
        ...own,
        ...(lines.length + own.length > 0 ? lines : callerLines(base, head, environment ?? '', callers)),
      ]);
    }
    case 'oncall': {
      const [before, after] = [base, head].map(
        ({ teams }) => teams.find(({ team }) => team.name === stack.team)?.source,
      );
      const services = serviceLines(base, head, ({ service }) => service.owner === stack.team, pagedKeys);
      return distinctOrigins([...own, ...fileLines(before, after), ...services]);
    }
    case 'platform':
      return distinctOrigins([...own, ...comingAndGoing(base, head, environment)]);
  }
}

function environmentLines(base: LoadedCatalog, head: LoadedCatalog, name: string): Origin[] {
  const [before, after] = [base, head].map(
    ({ environments }) => environments.find(({ environment }) => environment.name === name)?.source,
  );
  return fileLines(before, after);
}

/** Services and teams of which one side knows nothing. */
function comingAndGoing(base: LoadedCatalog, head: LoadedCatalog, environment: string | undefined): Origin[] {
  const lacks = ({ teams }: LoadedCatalog, name: string) => teams.every(({ team }) => team.name !== name);
  const teams = [
    ...base.teams.filter(({ team }) => lacks(head, team.name)),
    ...head.teams.filter(({ team }) => lacks(base, team.name)),
  ];
  return [
    ...teams.map(({ source }) => originAt(source, 'name')),
    ...serviceLines(base, head, ({ service }) => service.environment === environment, []),
  ];
}

/** A caller that is retired is let in no more. */
const callerLines = (base: LoadedCatalog, head: LoadedCatalog, environment: string, callers: readonly string[]) =>
  placeLines(
    base,
    head,
    callers.map((caller) => serviceKey(environment, caller)),
    ['lifecycle'],
  );

function fileLines(before: SourceFile | undefined, after: SourceFile | undefined): Origin[] {
  if (before && after && before.text === after.text) return [];
  if (!before || !after) return [before, after].flatMap((source) => (source ? [originAt(source, 'name')] : []));
  const { gone, changed } = differing(before.value as Raw, after.value as Raw);
  const relevant = (path: Path) => !idleKeys.includes(String(path[0]));
  return [
    ...changed.filter(relevant).map((path) => originAt(after, path)),
    ...gone.filter(relevant).map((path) => originAt(before, path)),
  ];
}

function serviceLines(
  base: LoadedCatalog,
  head: LoadedCatalog,
  wanted: (service: LoadedService) => boolean,
  keys?: readonly string[],
): Origin[] {
  const found = [...base.services, ...head.services].filter(wanted);
  const places = new Set(found.map(({ service }) => serviceKey(service.environment, service.name)));
  return placeLines(base, head, [...places], keys);
}

/** @param places as `serviceKey` has them */
function placeLines(base: LoadedCatalog, head: LoadedCatalog, places: readonly string[], keys?: readonly string[]) {
  const [before, after] = [serviceIndex(base).byPlace, serviceIndex(head).byPlace];
  return places.flatMap((place) => linesOfService(before.get(place), after.get(place), { base, head, keys }));
}

function linesOfService(
  before: LoadedService | undefined,
  after: LoadedService | undefined,
  { base, head, keys }: { base: LoadedCatalog; head: LoadedCatalog; keys?: readonly string[] },
): Origin[] {
  if (!before) return after ? [presenceLine(after, base, 'head')] : [];
  if (!after) return [presenceLine(before, head, 'base')];
  const { gone, changed } = differing(before.merged.value, after.merged.value);
  const relevant = (path: Path) =>
    !idleKeys.includes(String(path[0])) &&
    (!keys ||
      keys.some(
        (one) => pathText(path) === one || pathText(path).startsWith(`${one}.`) || pathText(path).startsWith(`${one}[`),
      ));
  const [bootstrapBefore, bootstrap] = [before, after].map(({ service }) => service.compute?.bootstrap);
  const rewritten = bootstrap && !keys && bootstrapBefore?.text !== bootstrap.text;
  return [
    ...changed.filter(relevant).map((path) => originOf(after, path)),
    ...gone.filter(relevant).map((path) => originOf(before, path)),
    ...(rewritten
      ? [{ file: bootstrap.path, line: firstDifference(bootstrapBefore?.text ?? '', bootstrap.text) }]
      : []),
  ];
}

/** Paths whose value is another one or new (in `after`), and paths that are no more (in `before`). */
function differing(before: Raw, after: Raw): { changed: Path[]; gone: Path[] } {
  const [left, right] = [values(before), values(after)];
  return {
    changed: [...right]
      .filter(([key, { text, order }]) => left.get(key)?.text !== text && (!order || left.has(key)))
      .map(([, { path }]) => path),
    gone: [...left].filter(([key, { order }]) => !order && !right.has(key)).map(([, { path }]) => path),
  };
}

interface Written {
  readonly path: Path;
  readonly text: string;
  /** In which the items of a list stand: said where both sides have the same items. */
  readonly order?: true;
}

/** Scalars by where they stand; in a list by the item's name or value, so that what follows an insertion stays itself. */
function values(value: Raw, path: Path = [], key = '', into = new Map<string, Written>()) {
  if (Array.isArray(value)) {
    const names = value.map((item: Raw, index) =>
      String(isMap(item) ? (item.name ?? index) : Array.isArray(item) ? index : item),
    );
    value.forEach((item: Raw, index) => {
      values(item, [...path, index], `${key}[${names[index]}]`, into);
    });
    if (value.length === 0) into.set(key, { path, text: '[]' });
    const sameItems = `${key} ${JSON.stringify([...names].sort())}`;
    if (value.length > 1) into.set(sameItems, { path, text: JSON.stringify(names), order: true });
  } else if (isMap(value)) {
    for (const [step, item] of Object.entries(value)) values(item, [...path, step], `${key}.${step}`, into);
  } else if (value !== undefined && value !== null) {
    into.set(key, { path, text: JSON.stringify(value) ?? '' });
  }
  return into;
}
