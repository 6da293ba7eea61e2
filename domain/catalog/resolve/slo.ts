import { itemDefault } from '../defaults';
import type { Fields } from '../fields';
import type { Sli, Slo, SloAlerting, SloWindow } from '../model';
import type { Path } from '../path';
import { parseDuration, parsePercent, parseRate, remainderRatio } from '../units';

export function resolveSlos(fields: Fields): Slo[] {
  return fields.items(['slos']).map((item) => {
    const objectivePercent = fields.measure([...item, 'objective'], parsePercent) ?? 99;
    const expect = fields.measure([...item, 'expect'], parseRate);
    return {
      name: fields.text([...item, 'name']) ?? '',
      description: fields.text([...item, 'description']) ?? '',
      objectivePercent,
      budgetRatio: remainderRatio(objectivePercent),
      window: resolveWindow(fields.text([...item, 'window']) ?? String(itemDefault('slos', 'window'))),
      sli: resolveSli(fields, [...item, 'sli']),
      alerting: resolveAlerting(fields, [...item, 'alerting']),
      ...(expect === undefined ? {} : { expectRequestsPerSecond: expect }),
    };
  });
}

function resolveWindow(text: string): SloWindow {
  if (text === 'month' || text === 'quarter') return { kind: 'calendar', unit: text };
  return { kind: 'rolling', days: (parseDuration(text) ?? 2_592_000) / 86_400 };
}

/** Which form of SLI a map holds, by its keys; undefined where they fit none. */
export function sliKind(keys: readonly string[]): Sli['kind'] | undefined {
  const has = (...wanted: string[]) => wanted.every((key) => keys.includes(key));
  const only = (...allowed: string[]) => keys.every((key) => allowed.includes(key));
  if (has('errors', 'total') && only('errors', 'total')) return 'errors';
  if (has('good', 'total') && only('good', 'total')) return 'good';
  if (has('histogram', 'below') && only('histogram', 'below', 'selector', 'le', 'native')) return 'histogram';
  if (has('up') && only('up')) return 'up';
  if (has('errorRatio') && only('errorRatio')) return 'errorRatio';
  return undefined;
}

function resolveSli(fields: Fields, path: Path): Sli {
  const read = (key: string) => fields.text([...path, key]) ?? '';
  const le = fields.text([...path, 'le']);
  switch (sliKind(Object.keys(fields.map(path) ?? {}))) {
    case 'good':
      return { kind: 'good', good: read('good'), total: read('total') };
    case 'histogram':
      return {
        kind: 'histogram',
        metric: read('histogram'),
        selector: read('selector'),
        belowSeconds: fields.measure([...path, 'below'], parseDuration) ?? 1,
        ...(le === undefined ? {} : { le }),
        native: fields.flag([...path, 'native']) ?? false,
      };
    case 'up':
      return { kind: 'up', metric: read('up') };
    case 'errorRatio':
      return { kind: 'errorRatio', expr: read('errorRatio') };
    default:
      return { kind: 'errors', errors: read('errors'), total: read('total') };
  }
}

/** An SLO's own `alerting` above the service's `slo`. */
function resolveAlerting(fields: Fields, path: Path): SloAlerting {
  const flag = (key: string) => fields.flag([...path, key]) ?? fields.flag(['slo', key]) ?? false;
  return {
    page: flag('page'),
    ticket: flag('ticket'),
    absence: flag('absence'),
    budgetSpent: flag('budgetSpent'),
    minFailures: fields.number([...path, 'minFailures']) ?? fields.number(['slo', 'minFailures']) ?? 0,
    historyGuard: flag('historyGuard'),
  };
}
