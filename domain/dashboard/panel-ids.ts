import { shortHash } from '../names/shorten';

/** Grafana's dashboard schema has panel ids as unsigned 32-bit integers; one bit less fits signed ones too. */
const BITS = 31;

/**
 * The ids of a dashboard's panels, from 1 to 2³¹ − 1, by key: a hash of what the panel is, never of where it stands, so
 * that an alert's link survives every change around its panel. Two keys never share an id: should their hashes meet
 * (once in some millions of dashboards), the later key in alphabetical order takes its next hash.
 */
export function panelIds(keys: readonly string[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of [...keys].sort()) {
    if (ids.has(key)) throw new Error(`Expected: every panel once, got: ${key} twice`);
    let attempt = 0;
    let id = hashed(key, attempt);
    while (id === 0 || taken.has(id)) id = hashed(key, ++attempt);
    taken.add(id);
    ids.set(key, id);
  }
  return ids;
}

function hashed(key: string, attempt: number): number {
  return Number.parseInt(shortHash([key, String(attempt)], 8), 16) % 2 ** BITS;
}
