import type { LoadedEnvironment } from './loaded';
import { INVALID, isMap, type Raw } from './raw';
import type { ReadFile } from './read-files';

/** Where a service runs. */
export interface Placement {
  /** Names of environments. */
  readonly runsIn: ReadonlySet<string>;
  /** false where a fault leaves it open. */
  readonly certain: boolean;
  /**
   * Where the entry is looked at: where it runs, and wherever else a part of it could have faults that nobody would
   * find otherwise.
   */
  readonly checked: readonly LoadedEnvironment[];
}

/** A service runs where its `runsIn` says, else its tier's; a sandbox has them all. */
export function placementOf(
  entry: ReadFile,
  tiers: ReadFile | undefined,
  environments: readonly LoadedEnvironment[],
): Placement {
  const listed = isMap(entry.raw) ? (entry.raw.runsIn ?? tierRunsIn(entry.raw.tier, tiers?.raw)) : INVALID;
  const known = new Set<Raw>(environments.map(({ environment }) => environment.name));
  const certain = Array.isArray(listed) && listed.every((name) => known.has(name));
  const names: readonly Raw[] = Array.isArray(listed) ? listed : [];
  const overridden = isMap(entry.raw) && isMap(entry.raw.environments) ? entry.raw.environments : {};
  const running = environments.filter(({ environment }) => environment.sandbox || names.includes(environment.name));
  const mentioned = environments.filter(
    (one) => running.includes(one) || Object.hasOwn(overridden, one.environment.name),
  );
  return {
    runsIn: new Set(running.map(({ environment }) => environment.name)),
    certain,
    checked: certain && mentioned.length > 0 ? mentioned : environments,
  };
}

/** INVALID where a fault hides it, or the tier itself; an empty list where the tier has none. */
function tierRunsIn(tier: Raw, tiers: Raw): Raw {
  if (typeof tier !== 'number' || !isMap(tiers)) return INVALID;
  const found = tiers[String(tier)];
  return isMap(found) ? (found.runsIn ?? []) : INVALID;
}
