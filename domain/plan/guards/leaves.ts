import type { Json } from '../../diff/model';

/** Path → scalar for everything in a value; `at` is the path of the value itself. */
export function leaves(value: Json, at: string): Map<string, Json> {
  if (value === null) return new Map();
  if (typeof value !== 'object') return new Map([[at, value]]);
  const items = Array.isArray(value)
    ? value.map((item, index) => [`${at}[${index}]`, item as Json] as const)
    : Object.entries(value).map(([key, item]) => [`${at}.${key}`, item as Json] as const);
  return new Map(items.flatMap(([path, item]) => [...leaves(item, path)]));
}
