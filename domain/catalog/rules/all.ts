import { promqlFaults } from '../../promql/faults';
import { scalingFaults } from '../../scaling/faults';
import type { Scaling } from '../model';
import { remembered } from '../remembered';
import { checkCompute } from './compute';
import { checkCycles } from './cycles';
import { checkListenerPaths } from './listener-paths';
import { checkReferences, type KnownThings } from './references';
import type { ServiceSubject } from './rule';
import { checkScaling } from './scaling';
import { checkSizes, type FaultsOfScaling } from './scaling-faults';
import { checkSloShapes } from './slo';
import { checkObjectives, checkPromql, checkSlos } from './slo-findings';

/** What rules ask that a service alone does not say. */
export interface ServiceFacts {
  /** Size of a file of the catalog; undefined where there is none. */
  readonly bootstrapBytes: (path: string) => number | undefined;
  readonly promqlFaults: typeof promqlFaults;
  readonly scalingFaults: FaultsOfScaling;
}

export function serviceFacts(bootstrapBytes: ServiceFacts['bootstrapBytes'], nowMs: number): ServiceFacts {
  return {
    bootstrapBytes,
    promqlFaults: remembered(promqlFaults, (text, { kind }) => `${kind} ${text}`),
    scalingFaults: remembered((scaling: Scaling) => scalingFaults(scaling, nowMs), JSON.stringify),
  };
}

/** Rules that need one service in one environment. */
export function checkService(subject: ServiceSubject, facts: ServiceFacts): void {
  checkCompute(subject, facts.bootstrapBytes);
  checkScaling(subject);
  checkSizes(subject, facts.scalingFaults);
  checkSloShapes(subject);
  checkPromql(subject, facts.promqlFaults);
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
  const running = new Map(
    [...inEnvironment.values()].flat().map((subject) => {
      const { environment, name } = subject.service;
      return [`${environment}/${name}`, subject];
    }),
  );
  for (const subject of subjects) checkReferences(subject, known, running);
  for (const inside of inEnvironment.values()) {
    checkCycles(inside);
    checkListenerPaths(inside);
    checkObjectives(inside);
  }
}
