import type { LoadedCatalog } from '../catalog/loaded';
import type { Raw } from '../catalog/raw';
import { guardNames } from '../guards/names';
import { type GuardSettings, guardSettings } from '../guards/settings';
import { json, same } from './change';
import type { Change } from './model';
import { originAt } from './origins';

const text = (value: number | readonly string[]) => (typeof value === 'number' ? String(value) : value.join(', '));

/** What `config/guards.yaml` says differently: it holds from the next change on, and a reviewer sees it in this one. */
export function guardChanges(base: LoadedCatalog, head: LoadedCatalog): Change[] {
  const [before, after] = [base, head].map(({ guards }) => guardSettings(guards?.value as Raw)) as [
    GuardSettings,
    GuardSettings,
  ];
  const source = head.guards ?? base.guards;
  if (!source) return [];
  const said = (summary: string, was: unknown, is: unknown, path: string): Change => ({
    kind: 'other',
    summary: `${summary}, from the next change on`,
    severity: 'warning',
    before: json(was),
    after: json(is),
    origin: originAt(source, path),
    details: [],
  });
  const levels = guardNames
    .filter((name) => before.levels[name] !== after.levels[name])
    .map((name) => {
      const [was, is] = [before, after].map(({ levels: all }) => all[name] ?? 'as built in');
      return said(`guard ${name}: ${was} → ${is}`, was, is, `rules.${name}`);
    });
  const rest = (['maxStacks', 'order'] as const)
    .filter((key) => !same(before[key], after[key]))
    .map((key) => said(`guards: ${key} ${text(before[key])} → ${text(after[key])}`, before[key], after[key], key));
  return [...levels, ...rest];
}
