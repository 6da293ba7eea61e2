import type { AlertTier } from '../alert-windows';

/** Minutes of clean traffic before so many minutes of full outage, that tiers which remember both stay silent. */
export function calmMinutes(badMinutes: number, tiers: readonly AlertTier[], budgetRatio: number): number {
  return Math.ceil(Math.max(0, ...tiers.map(({ factor }) => (1.15 * badMinutes) / (factor * budgetRatio))));
}
