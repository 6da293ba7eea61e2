import type { Refusal } from './model';

/**
 * Whether a value passes. One that is left out (`undefined`, `null`) passes everything except `present`. Of a list, a
 * `range` takes the number of items. Whether a refusal applies at all (`when`) is for the caller, who sees the block.
 */
export function accepts(accepted: Refusal['accepts'], value: unknown): boolean {
  const written = value !== undefined && value !== null;
  if (accepted.kind === 'present') return written;
  if (accepted.kind === 'absent') return !written;
  if (!written) return true;
  switch (accepted.kind) {
    case 'range': {
      const number = Array.isArray(value) ? value.length : value;
      return typeof number === 'number' && accepted.min <= number && number <= accepted.max;
    }
    case 'oneOf':
      return accepted.values.some((one) => one === value);
    case 'pattern':
      // a flag `g` or `y` would make the pattern remember where it stopped
      return (
        typeof value === 'string' &&
        value.search(accepted.pattern) >= 0 &&
        [...value].length <= (accepted.maxLength ?? Number.POSITIVE_INFINITY)
      );
    case 'multipleOf':
      return typeof value === 'number' && value % accepted.of === 0;
  }
}
