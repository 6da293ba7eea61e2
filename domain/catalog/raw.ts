/** Stands for a value that a diagnostic was given for: rules that read it stay silent, others go on. */
export const INVALID = Symbol('invalid');

/** Plain data from a file of the catalog, its units not yet parsed. */
export type Raw = string | number | boolean | null | undefined | typeof INVALID | readonly Raw[] | RawMap;
export interface RawMap {
  readonly [key: string]: Raw;
}

export function isMap(raw: Raw): raw is RawMap {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** The value at a path; undefined where nothing stands. */
export function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
