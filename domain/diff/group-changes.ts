import { compareChanges } from './change';
import { everywhere } from './diff-catalogs';
import type { Change, Origin, ServiceChanges } from './model';
import { shownNames } from './wording';

type Target = Pick<ServiceChanges, 'service' | 'environment'>;

/** Changes that are the same ones in several places, said once. */
export interface ChangeGroup {
  /** `checkout · production, staging`. */
  readonly title: string;
  /** Worst first. */
  readonly changes: readonly SaidChange[];
}

/** A change as it is shown: with the line of every place in which it is the same. */
export interface SaidChange extends Omit<Change, 'origin'> {
  readonly origins: readonly Origin[];
}

/** What a reader is shown: one group for each set of places, worst first. */
export function groupChanges(services: readonly ServiceChanges[]): ChangeGroup[] {
  const said = new Map<string, { targets: Target[]; changes: { change: Change; environment: string }[] }>();
  for (const { service, environment, changes } of services) {
    for (const change of changes) {
      const { kind, severity, summary, origin, team } = change;
      const key = JSON.stringify([kind, severity, summary, origin, team]);
      const known = said.get(key) ?? { targets: [], changes: [] };
      said.set(key, known);
      known.targets.push({ service, environment });
      known.changes.push({ change, environment });
    }
  }
  // an edit that many entries share: the same words, each from a line of its own
  const alike = new Map<string, { targets: Target[]; change: SaidChange }>();
  for (const { targets, changes } of said.values()) {
    const { origin, ...change } = merged(changes);
    const { kind, severity, summary, details, paste, team } = change;
    const key = JSON.stringify([kind, severity, summary, details, paste, team, environmentsOf(targets)]);
    const known = alike.get(key) ?? { targets: [], change: { ...change, origins: [] } };
    alike.set(key, {
      targets: [...known.targets, ...targets],
      change: { ...known.change, origins: [...known.change.origins, ...(origin ? [origin] : [])] },
    });
  }
  const groups = new Map<string, { title: string; changes: SaidChange[] }>();
  for (const { targets, change } of alike.values()) {
    const title = titleOf(targets, change.team);
    const group = groups.get(title) ?? { title, changes: [] };
    groups.set(title, group);
    group.changes.push(change);
  }
  return [...groups.values()]
    .map(({ title, changes }) => ({ title, changes: [...changes].sort(compareChanges) }))
    .sort(
      (a, b) => compareChanges(a.changes[0] as SaidChange, b.changes[0] as SaidChange) || (a.title < b.title ? -1 : 1),
    );
}

const environmentsOf = (targets: readonly Target[]) =>
  [...new Set(targets.map(({ environment }) => environment))].sort();

/** One change for all places; details that differ from place to place name theirs. */
function merged(changes: readonly { change: Change; environment: string }[]): Change {
  const first = changes[0] as { change: Change };
  const texts = new Map(
    changes.map(({ change, environment }) => [JSON.stringify(change.details), { change, environment }]),
  );
  if (texts.size === 1) return first.change;
  const details = [...texts.values()].flatMap(({ change, environment }) =>
    change.details.map((line) => `${environment}: ${line}`),
  );
  return { ...first.change, details };
}

function titleOf(targets: readonly Target[], team: string | undefined): string {
  const places = new Map<string, string[]>();
  for (const { service, environment } of targets) {
    places.set(service, [...new Set([...(places.get(service) ?? []), environment])].sort());
  }
  if (places.has(everywhere)) {
    const environment = places.get(everywhere)?.[0] ?? everywhere;
    return environment === everywhere ? 'The whole catalog' : `Every service · ${environment}`;
  }
  const byPlaces = new Map<string, string[]>();
  for (const [service, environments] of places) {
    const key = environments.join(', ');
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), service]);
  }
  const parts = [...byPlaces].map(([environments, names]) => `${shownNames(names.sort())} · ${environments}`);
  return team === undefined ? parts.join('; ') : `Team ${team}, which answers for ${parts.join('; ')}`;
}
