import { Hidden, isList, isMap, type PlanValue, rawValue, sameValue, UNKNOWN } from './value';

/** One place where two values differ. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly before: PlanValue;
  readonly after: PlanValue;
}

/**
 * The smallest places in which two values differ. Of lists, what stands in both is left out wherever it stands, and
 * the rest is paired by name or in order; JSON texts are compared by what they hold.
 */
export function differences(before: PlanValue, after: PlanValue, path: Difference['path'] = []): Difference[] {
  if (sameValue(before, after)) return [];
  if (before instanceof Hidden || after instanceof Hidden) return [{ path, before, after }];
  if (isList(before) && isList(after)) return listDifferences(before, after, path);
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => differences(before[key] as PlanValue, after[key] as PlanValue, [...path, key]));
  }
  const [from, to] = [parsedJson(before), parsedJson(after)];
  if (from !== undefined && to !== undefined) {
    const within = differences(from, to, path);
    // the same data, spelt otherwise
    return within.length > 0 ? within : [{ path, before, after }];
  }
  return [{ path, before, after }];
}

function listDifferences(before: readonly PlanValue[], after: readonly PlanValue[], path: Difference['path']) {
  const kept = commonItems(before, after);
  const removed = before.map((value, index) => ({ value, index })).filter(({ index }) => !kept.before.has(index));
  const added = after.map((value, index) => ({ value, index })).filter(({ index }) => !kept.after.has(index));
  if (removed.length === 0 && added.length === 0) return [{ path, before, after }];
  const within = paired(removed, added).flatMap(([from, to]) =>
    differences(from?.value, to?.value, [...path, to?.index ?? from?.index ?? 0]),
  );
  // a null more or less is none that could be shown alone
  return within.length > 0 ? within : [{ path, before, after }];
}

type Item = { readonly value: PlanValue; readonly index: number };

/** Items of the same name belong together; the rest in order, unless that would take one name for another. */
function paired(removed: readonly Item[], added: readonly Item[]): (readonly [Item | undefined, Item | undefined])[] {
  const waiting = new Map(removed.map((item) => [nameOf(item.value), item]));
  const isNamed = ({ value }: Item) => nameOf(value) !== undefined;
  const sameName = added.flatMap((to) => {
    const from = isNamed(to) ? waiting.get(nameOf(to.value)) : undefined;
    if (from !== undefined) waiting.delete(nameOf(to.value));
    return from === undefined ? [] : [[from, to] as const];
  });
  const [former, present] = [
    removed.filter((item) => !sameName.some(([from]) => from === item)),
    added.filter((item) => !sameName.some(([, to]) => to === item)),
  ];
  const apart = former.length !== present.length && [...former, ...present].some(isNamed);
  const others = apart
    ? [...former.map((from) => [from, undefined] as const), ...present.map((to) => [undefined, to] as const)]
    : Array.from({ length: Math.max(former.length, present.length) }, (_, at) => [former[at], present[at]] as const);
  return [...sameName, ...others];
}

/** What tells an item of a list from the others in the providers that are in use; undefined where nothing does. */
function nameOf(value: PlanValue): string | undefined {
  if (!isMap(value)) return undefined;
  const name = ['uid', 'name', 'key', 'sid', 'Sid', 'refId'].map((key) => value[key]).find((one) => one !== undefined);
  return typeof name === 'string' ? name : undefined;
}

/** Positions of items that both lists hold; equal ones pair in order. */
function commonItems(before: readonly PlanValue[], after: readonly PlanValue[]) {
  const waiting = new Map<string, number[]>();
  before.forEach((value, index) => {
    const key = itemKey(value);
    if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), index]);
  });
  const kept = { before: new Set<number>(), after: new Set<number>() };
  after.forEach((value, index) => {
    const key = itemKey(value);
    const match = key === undefined ? undefined : waiting.get(key)?.shift();
    if (match === undefined) return;
    kept.before.add(match);
    kept.after.add(index);
  });
  return kept;
}

/** undefined for what holds something unknown: it equals nothing. */
function itemKey(value: PlanValue): string | undefined {
  const raw = rawValue(value);
  return holdsUnknown(raw) ? undefined : stableJson(raw);
}

export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (value instanceof Hidden) return holdsUnknown(value.raw);
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isMap(value) && Object.values(value).some(holdsUnknown);
}

/** JSON text with sorted keys; absent and null are one. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

/** What a text holds that is a JSON object or list. */
export function parsedJson(value: PlanValue): PlanValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as PlanValue;
  } catch {
    return undefined;
  }
}
