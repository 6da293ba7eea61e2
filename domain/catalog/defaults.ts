import type { Path } from './path';
import { isMap, type Raw, type RawMap } from './raw';

/**
 * What holds where neither tier, environment nor entry says anything, in the entry's own words. A default applies
 * where the map around it exists; `*` is every item of a list.
 */
export const builtIn: readonly {
  readonly path: string;
  readonly value: string | number | boolean;
  readonly why: string;
}[] = [
  { path: 'compute.volume.size', value: '20GiB', why: 'room for Amazon Linux 2023 and its logs' },
  { path: 'compute.spot.onDemandBase', value: 1, why: 'one instance that is never reclaimed' },
  { path: 'compute.spot.share', value: '50%', why: 'half of what comes on top of the base' },
  { path: 'scaling.warmup', value: '2m', why: 'AWS recommends a default instance warm-up and sets none' },
  { path: 'refresh.stopOnAlarm', value: false, why: 'the tier decides' },
  { path: 'refresh.checkpoints.wait', value: '10m', why: 'AWS waits an hour at each checkpoint unless told otherwise' },
  { path: 'slo.page', value: true, why: 'an objective that nobody hears of is none' },
  { path: 'slo.ticket', value: true, why: 'an objective that nobody hears of is none' },
  { path: 'slo.absence', value: true, why: 'an SLI that vanished looks like a healthy one' },
  { path: 'slo.budgetSpent', value: false, why: 'it fires for weeks' },
  { path: 'slo.minFailures', value: 3, why: 'one failed request never wakes anybody, and two may be one retry' },
  { path: 'slo.historyGuard', value: false, why: 'it dilutes series that exist only part of the time' },
  { path: 'slos.*.window', value: '30d', why: 'the Google SRE Workbook’s window' },
  { path: 'alerts.*.for', value: '0s', why: 'Prometheus’ default' },
  { path: 'lifecycle', value: 'production', why: 'an entry is there to run' },
];

/** Maps that always exist once the map around them does, so that their defaults apply. */
const implied: readonly Path[] = [['slo'], ['compute', 'volume'], ['scaling'], ['refresh']];

/** The part of the built-in defaults that applies to a value, as the lowest layer under it. */
export function defaultsFor(value: RawMap): RawMap {
  let result: RawMap = {};
  const known: RawMap = implied.reduce((sum, path) => withMap(sum, path), value);
  for (const { path, value: fallback } of builtIn) {
    const steps = path.split('.');
    if (!steps.includes('*') && exists(known, steps.slice(0, -1))) result = set(result, steps, fallback);
  }
  return result;
}

/** Defaults of list items: the item with what it leaves out. */
export function itemDefault(list: string, field: string): string | number | boolean | undefined {
  return builtIn.find(({ path }) => path === `${list}.*.${field}`)?.value;
}

function exists(value: RawMap, steps: readonly string[]): boolean {
  let at: Raw = value;
  for (const step of steps) {
    if (!isMap(at)) return false;
    at = at[step];
  }
  return isMap(at);
}

function set(map: RawMap, [step, ...rest]: readonly string[], value: Raw): RawMap {
  if (step === undefined) return map;
  const below = map[step];
  return { ...map, [step]: rest.length === 0 ? value : set(isMap(below) ? below : {}, rest, value) };
}

function withMap(map: RawMap, path: Path): RawMap {
  const [step, ...rest] = path as readonly string[];
  if (step === undefined) return map;
  if (rest.length > 0 && !isMap(map[step])) return map;
  const below = map[step];
  return { ...map, [step]: withMap(isMap(below) ? below : {}, rest) };
}
