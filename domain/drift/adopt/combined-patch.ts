import type { DriftReport } from '../model';
export const combinedPatch = (_: DriftReport): string => '';
