import type { LimitsTable } from './model';

/**
 * The range that an attribute's value, or the number of its items, has to lie in.
 * @param when the value of another attribute that the range goes with, where the table has one for it
 * @throws Error where the table has none
 */
export function rangeOf(
  table: LimitsTable,
  type: string,
  attribute: string,
  when?: string,
): { readonly min: number; readonly max: number } {
  for (const refusal of table[type]?.refusals ?? []) {
    if (refusal.attribute !== attribute || refusal.when?.is !== when || refusal.accepts.kind !== 'range') continue;
    return { min: refusal.accepts.min, max: refusal.accepts.max };
  }
  throw new Error(`no range is known of ${type}.${attribute}`);
}
