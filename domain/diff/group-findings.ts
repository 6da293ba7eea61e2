import type { GuardFinding, Origin } from './model';

/** What one rule says of several things, with one remedy. */
export interface FindingGroup<Finding> {
  readonly rule: string;
  readonly level: GuardFinding['level'];
  readonly remedy: string;
  /** The same reason in several environments is said once, with their names. */
  readonly reasons: readonly { readonly finding: Finding; readonly text: string; readonly origin: Origin | null }[];
}

export function groupFindings<Finding extends GuardFinding>(findings: readonly Finding[]): FindingGroup<Finding>[] {
  const groups = groupBy(findings, ({ rule, level, remedy }) => JSON.stringify([rule, level, remedy]));
  return groups.map((inside) => {
    const { rule, level, remedy } = inside[0] as Finding;
    const reasons = groupBy(inside, ({ reason, origin }) => JSON.stringify([reason, origin])).map((alike) => {
      const finding = alike[0] as Finding;
      const { reason, origin } = finding;
      const places = alike.flatMap(({ environment }) =>
        environment && !reason.includes(environment) ? environment : [],
      );
      return { finding, text: places.length === 0 ? reason : `${reason} (${places.sort().join(', ')})`, origin };
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
