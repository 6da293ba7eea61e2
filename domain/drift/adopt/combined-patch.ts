import type { DriftReport } from '../model';

/**
 * Everything that can be adopted as one patch. A file that the patches of two stacks change stands in it once, for the
 * worse stack: after it was applied, the next report has the rest.
 */
export function combinedPatch({ stacks }: DriftReport): string {
  const taken = new Set<string>();
  return stacks
    .flatMap(({ adopt }) => (adopt === null ? [] : adopt.patch.split(/^(?=--- )/m)))
    .filter((part) => {
      const file = /^--- (.*)/.exec(part)?.[1] ?? '';
      const isFirst = !taken.has(file);
      taken.add(file);
      return isFirst;
    })
    .join('');
}
