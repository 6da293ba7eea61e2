import { checkCompute } from './compute';
import { checkListenerPaths } from './listener-paths';
import { checkCycles, checkReferences, type KnownNames } from './references';
import type { ServiceSubject } from './rule';
import { checkScaling } from './scaling';
import { checkSloShapes } from './slo';

/** Rules that need one service in one environment. */
export function checkService(subject: ServiceSubject, bootstrapBytes: (path: string) => number | undefined): void {
  checkCompute(subject, bootstrapBytes);
  checkScaling(subject);
  checkSloShapes(subject);
}

/** Rules across the services of one environment. */
export function checkEnvironmentServices(subjects: readonly ServiceSubject[], known: KnownNames): void {
  for (const subject of subjects) checkReferences(subject, known);
  checkCycles(subjects);
  checkListenerPaths(subjects);
}
