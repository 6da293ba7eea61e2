import { stableJson } from './differences';
import type { PlannedResource, PlannedStack, PlanReview } from './planned-stack';
import { saysSomething } from './review';

/** A stack whose plan is not the one that was reviewed. */
export interface Deviation {
  readonly stack: string;
  readonly kind: 'not-reviewed' | 'not-planned' | 'moved-on' | 'configuration';
  /** What differs, one line each. */
  readonly details: readonly string[];
}

/**
 * What differs between a reviewed plan and one of now. `moved-on`: the same configuration, another plan, so the world
 * is another one; `configuration`: what was synthesized is another one too.
 */
export function deviations(reviewed: PlanReview, now: PlanReview): Deviation[] {
  const before = new Map(reviewed.stacks.map((stack) => [stack.stack, stack]));
  const after = new Map(now.stacks.map((stack) => [stack.stack, stack]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => deviation(name, before.get(name), after.get(name)) ?? []);
}

function deviation(stack: string, before?: PlannedStack, after?: PlannedStack): Deviation | undefined {
  if (after === undefined) {
    return before && saysSomething(before)
      ? { stack, kind: 'not-planned', details: ['was reviewed, and is not affected any more'] }
      : undefined;
  }
  if (after.outcome !== 'planned') return { stack, kind: 'not-planned', details: [...after.errors] };
  if (before === undefined || before.outcome !== 'planned') {
    if (!saysSomething(after)) return undefined;
    const why = before === undefined ? 'was not part of the review' : 'could not be planned for the review';
    return { stack, kind: 'not-reviewed', details: [why] };
  }
  if (before.digest === after.digest) return undefined;
  const kind = before.configuration === after.configuration ? 'moved-on' : 'configuration';
  return { stack, kind, details: differingResources(before, after) };
}

function differingResources(before: PlannedStack, after: PlannedStack): string[] {
  const key = ({ address, deposed }: PlannedResource) => (deposed === undefined ? address : `${address} (${deposed})`);
  const [left, right] = [before, after].map(({ resources }) => new Map(resources.map((one) => [key(one), one])));
  const names = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort();
  const lines = names.flatMap((name) => resourceDeviation(name, left?.get(name), right?.get(name)));
  return lines.length > 0 ? lines : ['outputs, checks or what is put off differ'];
}

function resourceDeviation(name: string, before?: PlannedResource, after?: PlannedResource): string[] {
  if (before === undefined) return [`${name}: now ${after?.action}, was nothing`];
  if (after === undefined) return [`${name}: was ${before.action}, now nothing`];
  if (before.action !== after.action) return [`${name}: was ${before.action}, now ${after.action}`];
  const told = ({ attributes }: PlannedResource) =>
    new Map(attributes.map(({ path, before: from, after: to }) => [path, stableJson([from, to])]));
  const [left, right] = [told(before), told(after)];
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
  return paths.map(
    (path) => `${name}: ${path} is another change: was ${left.get(path) ?? 'none'}, now ${right.get(path) ?? 'none'}`,
  );
}
