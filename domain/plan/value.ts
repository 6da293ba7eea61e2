/** A value under Terraform's sensitivity mask: never shown, compared only. */
export class Hidden {
  constructor(readonly raw: unknown) {}
}

/** A value that is known only after something was applied. */
class Unknown {
  readonly unknown = true;
}
export const UNKNOWN = new Unknown();

/** A value of a plan: plain data in which some parts are hidden or unknown. */
export type PlanValue =
  | null
  | undefined
  | boolean
  | number
  | string
  | Hidden
  | Unknown
  | readonly PlanValue[]
  | { readonly [key: string]: PlanValue };

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Hidden) &&
    value !== UNKNOWN
  );
}

export function isList(value: unknown): value is readonly PlanValue[] {
  return Array.isArray(value);
}

/**
 * Puts a value together with what Terraform says beside it: a mask of what is sensitive and one of what is unknown,
 * each shaped like the value or `true` for the whole of a part. Unknown parts are missing in the value, or null.
 */
export function markedValue(value: unknown, sensitive: unknown, unknown: unknown): PlanValue {
  if (sensitive === true) return new Hidden(markedValue(value, undefined, unknown));
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const items = Array.isArray(value) ? value : [];
    const length = Math.max(items.length, Array.isArray(unknown) ? unknown.length : 0);
    return Array.from({ length }, (_, index) =>
      markedValue(items[index], part(sensitive, index), part(unknown, index)),
    );
  }
  if (isMap(value) || hasUnknown(unknown)) {
    const map = isMap(value) ? value : {};
    const keys = new Set([...Object.keys(map), ...(isMap(unknown) ? Object.keys(unknown) : [])]);
    const entries = [...keys].map((key) => [key, markedValue(map[key], part(sensitive, key), part(unknown, key))]);
    return Object.fromEntries(entries) as PlanValue;
  }
  return value as PlanValue;
}

/** An object of nothing but `false` and `{}` says nothing about a null. */
function hasUnknown(mask: unknown): boolean {
  if (mask === true) return true;
  if (Array.isArray(mask)) return mask.some(hasUnknown);
  return isMap(mask) && Object.values(mask).some(hasUnknown);
}

function part(mask: unknown, key: string | number): unknown {
  if (Array.isArray(mask)) return mask[key as number];
  return isMap(mask) && Object.hasOwn(mask, key) ? mask[key] : undefined;
}

/** The value as Terraform has it, to compare by. */
export function rawValue(value: PlanValue): unknown {
  if (value instanceof Hidden) return value.raw;
  if (isList(value)) return value.map(rawValue);
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rawValue(item as PlanValue)]));
  }
  return value;
}

/** null and absent are one; an unknown equals nothing, itself included. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === UNKNOWN || b === UNKNOWN) return false;
  if (a instanceof Hidden || b instanceof Hidden) return sameValue(unwrapped(a), unwrapped(b));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (isMap(a) && isMap(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameValue(a[key], b[key]));
  }
  return (a ?? null) === (b ?? null);
}

export const unwrapped = (value: unknown): PlanValue => (value instanceof Hidden ? value.raw : value) as PlanValue;

/**
 * Every string inside hidden parts, names of a map's items included; inside everything once `within` is set. A name
 * that holds nothing is an attribute's that is not set.
 */
export function hiddenStrings(value: unknown, within = false): string[] {
  if (value instanceof Hidden) return hiddenStrings(value.raw, true);
  if (typeof value === 'string') return within ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => hiddenStrings(item, within));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(within && item != null ? [key] : []),
    ...hiddenStrings(item, within),
  ]);
}
