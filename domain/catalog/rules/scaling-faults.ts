import type { ScalingFault, ScalingFaultKind } from '../../scaling/faults';
import type { DiagnosticCode } from '../codes';
import type { Fields } from '../fields';
import type { Scaling } from '../model';
import { type Path, parsePath } from '../path';
import type { ServiceSubject } from './rule';

const codeOf: Readonly<Record<ScalingFaultKind, DiagnosticCode>> = {
  'bad-cron': 'bad-cron',
  'cron-never-fires': 'cron-never-fires',
  'cron-too-often': 'cron-too-often',
  'min-above-max': 'min-above-max',
  'event-order': 'event-order',
  'events-overlap': 'events-overlap',
  'expect-not-carried': 'expect-not-carried',
  'schedule-irregular': 'schedule-irregular',
  'actions-collide': 'actions-collide',
  'too-many-actions': 'too-many-actions',
};

export type FaultsOfScaling = (scaling: Scaling) => readonly ScalingFault[];

/** What sizes, schedule and events mean together, as far as their own fields are sound. */
export function checkSizes({ service, fields, report }: ServiceSubject, faultsOf: FaultsOfScaling): void {
  if (!service.scaling) return;
  const { scaling, positions } = soundPart(service.scaling, fields);
  for (const { kind, path, message, found, expected, other } of faultsOf(scaling)) {
    const at = (text: string) => written(parsePath(text), positions);
    const one = { path: at(path), code: codeOf[kind], message, found, expected };
    report(other ? { ...one, other: { ...other, path: at(other.path) } } : one);
  }
}

/** Position in the sound part → position in the entry. */
type Positions = Readonly<Record<string, readonly number[]>>;

/**
 * The scaling without its faulty items; where a bound of the service is faulty, or an item that may set one, any size
 * is possible, and no size is a fault.
 */
function soundPart(scaling: Scaling, fields: Fields): { scaling: Scaling; positions: Positions } {
  const soundItems = (list: 'schedule' | 'events', isComplete: (item: Path) => boolean) =>
    scaling[list].flatMap((_, index) => {
      const item = ['scaling', list, index];
      return fields.valid(item) && isComplete(item) ? [index] : [];
    });
  const positions = {
    schedule: soundItems('schedule', (item) => saysWhen(fields, item)),
    events: soundItems('events', () => true),
  };
  const settled =
    fields.number(['scaling', 'min']) !== undefined &&
    fields.number(['scaling', 'max']) !== undefined &&
    fields.valid(['scaling', 'schedule']) &&
    positions.schedule.length === scaling.schedule.length;
  return {
    scaling: {
      ...scaling,
      ...(settled ? {} : { min: 0, max: Number.MAX_SAFE_INTEGER }),
      schedule: positions.schedule.map((index) => scaling.schedule[index] as Scaling['schedule'][number]),
      events: positions.events.map((index) => scaling.events[index] as Scaling['events'][number]),
    },
    positions,
  };
}

function saysWhen(fields: Fields, item: Path): boolean {
  const has = (key: string) => fields.has([...item, key]);
  return has('timeZone') && (has('cron') || (has('from') && has('to')));
}

function written(path: Path, positions: Positions): Path {
  const [scaling, list, index, ...rest] = path;
  if (typeof list !== 'string' || typeof index !== 'number') return path;
  return [scaling as string, list, positions[list]?.[index] ?? index, ...rest];
}
