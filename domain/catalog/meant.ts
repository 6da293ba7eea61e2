import type { z } from 'zod';
import { percentOf } from './units';

/**
 * What a value of the wrong type was probably meant to be, as it would be written; null where nothing comes to mind.
 * @param expected the words of the diagnostic: they name the range, and the unit in an example
 */
export function meantBy(
  value: unknown,
  kind: z.core.$ZodIssueInvalidType['expected'],
  expected: string,
): string | null {
  if (kind === 'array') return listOf(value);
  if (typeof value === 'number') return withUnit(value, expected);
  if (typeof value !== 'string') return null;
  if (kind === 'boolean') return flags.get(value.toLowerCase()) ?? null;
  if (kind !== 'int' && kind !== 'number') return null;
  const amount = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(amount) && isWithin(amount, expected) ? String(amount) : null;
}

/** Of YAML 1.1, and in quotes. */
const flags = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, 'true'] as const),
  ...['false', 'no', 'off'].map((word) => [word, 'false'] as const),
]);

/** One item in the place of a list. */
function listOf(value: unknown): string | null {
  if (value === null) return '[]';
  return typeof value === 'string' && /^[\w.@/-]+$/.test(value) ? `[${value}]` : null;
}

/** A bare number where a unit belongs, with the unit of the example. */
function withUnit(value: number, expected: string): string | null {
  const unit = /such as \d[\d.]*([A-Za-z%]+)/.exec(expected)?.[1];
  if (unit === undefined) return null;
  const amount = unit === '%' ? percentOf(value) : value;
  return isWithin(amount, expected) ? `${amount}${unit}` : null;
}

/** Whether a number is in the range that the words name, if they name one. */
function isWithin(amount: number, expected: string): boolean {
  const [, min = '0', max = 'Infinity'] = /from (-?[\d.]+)\S* to ([\d.]+)/.exec(expected) ?? [];
  if (/whole|size/.test(expected) && !Number.isInteger(amount)) return false;
  return amount >= Number(min) && amount <= Number(max);
}
