import { type Path, stepText } from './path';
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
const implied: readonly string[] = ['slo', 'compute.volume', 'scaling', 'refresh'];

const applicable = builtIn
  .map(({ path, value }) => ({ steps: path.split('.'), value }))
  .filter(({ steps }) => !steps.includes('*'));

/** Merged values, and what is built in wherever they say nothing. */
export function withDefaults(value: RawMap): RawMap {
  return applicable.reduce((filled, one) => fill(filled, '', one.steps, one.value), value);
}

function fill(map: RawMap, path: string, [step, ...rest]: readonly string[], value: Raw): RawMap {
  if (step === undefined) return map;
  const below = map[step];
  if (rest.length === 0) return below === undefined ? { ...map, [step]: value } : map;
  const text = stepText(path, step);
  if (below === undefined ? !implied.includes(text) : !isMap(below)) return map;
  return { ...map, [step]: fill(isMap(below) ? below : {}, text, rest, value) };
}

/** What is built in for items of lists that say nothing, by its path. */
export function itemDefaults(value: RawMap): { path: Path; value: string | number | boolean }[] {
  return builtIn.flatMap(({ path, value: builtInValue }) => {
    const [list = '', item, field = ''] = path.split('.');
    const items = item === '*' ? value[list] : undefined;
    if (!Array.isArray(items)) return [];
    return items.flatMap((one: Raw, index) =>
      isMap(one) && one[field] === undefined ? [{ path: [list, index, field], value: builtInValue }] : [],
    );
  });
}

/** The default of a field of a list's items. */
export function itemDefault(list: string, field: string): string | number | boolean | undefined {
  return builtIn.find(({ path }) => path === `${list}.*.${field}`)?.value;
}
