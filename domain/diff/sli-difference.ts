import type { Sli } from '../catalog/model';
import { textChange } from './value-change';
import { listed, longestExpression, secondsText } from './wording';

/** In words, with the field that an editor touched first, and what of an expression is another. */
export function sliDifference(before: Sli, after: Sli): { what: string; field: string; details: string[] } {
  if (before.kind !== after.kind) return { what: `${before.kind} → ${after.kind}`, field: '', details: [] };
  const keys: string[] = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const value = (sli: Sli, key: string) => Reflect.get(sli, key) as unknown;
  const fields = keys
    .filter((key) => value(before, key) !== value(after, key))
    .map((key) => {
      const [was, is] = [value(before, key), value(after, key)];
      // as an entry calls it
      const field = key === 'belowSeconds' ? 'below' : key === 'metric' || key === 'expr' ? after.kind : key;
      const told =
        key === 'belowSeconds' ? `below ${secondsText(was as number)} → ${secondsText(is as number)}` : field;
      const texts = typeof was === 'string' && typeof is === 'string';
      return { field, told, detail: texts ? [`${field}: ${textChange(was, is, longestExpression)}`] : [] };
    });
  return {
    what: listed(fields.map(({ told }) => told)),
    field: `.${fields[0]?.field}`,
    details: fields.flatMap(({ detail }) => detail),
  };
}
