import { scalingFaults, type ScalingFaultKind } from '../../scaling/faults';
import type { DiagnosticCode } from '../codes';
import { parsePath } from '../path';
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

/** What sizes, schedule and events mean together, where their own fields are sound. */
export function checkSizes({ service, fields, report }: ServiceSubject, nowMs: number): void {
  if (!service.scaling || !fields.valid(['scaling'])) return;
  for (const { kind, path, message, found, expected } of scalingFaults(service.scaling, nowMs)) {
    report({ path: parsePath(path), code: codeOf[kind], message, found, expected });
  }
}
