import { stableJson } from './differences';
import { type PlannedStack, planDigest, shortened } from './planned-stack';
import type { StackPlan } from './stack-plan';

/**
 * Whether a plan does what was reviewed, and nothing else. A value that the review could not know, because another
 * stack had yet to be applied, may be anything; every other one is as it was reviewed.
 */
export function agrees(reviewed: Pick<PlannedStack, 'digest' | 'resources' | 'outcome'>, now: StackPlan): boolean {
  if (reviewed.outcome !== 'planned') return false;
  if (reviewed.digest === planDigest(now)) return true;
  const waits = reviewed.resources.some(({ attributes }) =>
    attributes.some(({ knownAfter }) => knownAfter !== undefined),
  );
  if (!waits || reviewed.resources.length !== now.resources.length) return false;
  return reviewed.resources.every((before) => {
    const after = now.resources.find(
      ({ address, deposed }) => address === before.address && deposed === before.deposed,
    );
    if (after === undefined || after.action !== before.action) return false;
    const unknown = new Set(before.attributes.flatMap(({ unknown, attribute }) => (unknown ? [attribute] : [])));
    const told = (attributes: readonly { path: string; before: unknown; after: unknown }[]) =>
      stableJson(
        attributes
          .filter(({ path }) => !unknown.has(/^[A-Za-z0-9_-]+/.exec(path)?.[0] ?? path))
          .map(({ path, before: from, after: to }) => [path, from, to]),
      );
    return told(before.attributes) === told(after.attributes.map(shortened));
  });
}
