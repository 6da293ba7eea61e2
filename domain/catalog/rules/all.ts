import { checkCompute } from './compute';
import { checkListenerPaths } from './listener-paths';
import { checkCycles, checkReferences, type KnownNames } from './references';
import type { ServiceSubject } from './rule';
import { checkScaling } from './scaling';
import { checkSizes } from './scaling-faults';
import { checkSloShapes } from './slo';
import { checkObjectives, checkPromql, checkSlos } from './slo-findings';

export interface ServiceFacts {
  /** Size of a file of the catalog; undefined where there is none. */
  readonly bootstrapBytes: (path: string) => number | undefined;
  readonly nowMs: number;
}

/** Rules that need one service in one environment. */
export function checkService(subject: ServiceSubject, { bootstrapBytes, nowMs }: ServiceFacts): void {
  checkCompute(subject, bootstrapBytes);
  checkScaling(subject);
  checkSizes(subject, nowMs);
  checkSloShapes(subject);
  checkPromql(subject);
  checkSlos(subject);
}

/** Rules across the services of one environment. */
export function checkEnvironmentServices(subjects: readonly ServiceSubject[], known: KnownNames): void {
  for (const subject of subjects) checkReferences(subject, known);
  checkCycles(subjects);
  checkListenerPaths(subjects);
  checkObjectives(subjects);
}
