import type { GuardFinding, Origin } from './model';
import { distinctOrigins } from './origins';
import { shownNames } from './wording';

interface Reason<Finding> {
  readonly finding: Finding;
  readonly text: string;
  readonly origins: readonly Origin[];
}

/** What one rule says of several things, with one remedy. */
export interface FindingGroup<Finding> {
  readonly rule: string;
  readonly level: GuardFinding['level'];
  readonly remedy: string;
  /** The same reason in several places is said once, with their names and their lines. */
  readonly reasons: readonly Reason<Finding>[];
}

export function groupFindings<Finding extends GuardFinding>(findings: readonly Finding[]): FindingGroup<Finding>[] {
  const groups = groupBy(findings, ({ rule, level, remedy }) => JSON.stringify([rule, level, remedy]));
  return groups.map((inside) => {
    const { rule, level, remedy } = inside[0] as Finding;
    const reasons = groupBy(inside, ({ reason }) => reason).map((alike): Reason<Finding> => {
      const finding = alike[0] as Finding;
      const { reason } = finding;
      const places = [...new Set(alike.flatMap(({ stack, environment }) => stack ?? environment ?? []))].sort();
      const unsaid = places.filter((place) => !reason.includes(place));
      const origins = distinctOrigins(alike.flatMap(({ origin }) => origin ?? []));
      return { finding, text: unsaid.length === 0 ? reason : `${reason} (${shownNames(unsaid)})`, origins };
    });
    return { rule, level, remedy, reasons };
  });
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
