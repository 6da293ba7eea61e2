import { checkCompute } from './compute';
import { checkCycles } from './cycles';
import { checkListenerPaths } from './listener-paths';
import { checkReferences, type KnownThings } from './references';
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

/** Rules across services: names everywhere, the rest among those that run in one environment. */
export function checkAcrossServices(subjects: readonly ServiceSubject[], known: KnownThings): void {
  const inEnvironment = new Map<string, ServiceSubject[]>();
  for (const subject of subjects) {
    const name = subject.environment.name;
    const inside = inEnvironment.get(name);
    if (!subject.runs) continue;
    if (inside) inside.push(subject);
    else inEnvironment.set(name, [subject]);
  }
  const services = new Map(
    [...inEnvironment.values()].flat().map(({ service }) => [`${service.environment}/${service.name}`, service]),
  );
  for (const subject of subjects) checkReferences(subject, known, services);
  for (const inside of inEnvironment.values()) {
    checkCycles(inside);
    checkListenerPaths(inside);
    checkObjectives(inside);
  }
}
