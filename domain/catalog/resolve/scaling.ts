import { LocalDateTime } from '@js-joda/core';
import { instantOf, isZone } from '../../time/zones';
import type { Fields } from '../fields';
import type { Refresh, Scaling, ScalingEvent, ScheduleEntry, Weekday } from '../model';
import type { Path } from '../path';
import { weekdays } from '../schema/fields';
import { isLocalDateTime, parseDuration, parsePercent, parseRate } from '../units';

export function resolveScaling(fields: Fields): Scaling {
  const cpu = fields.measure(['scaling', 'targets', 'cpu'], parsePercent);
  const requests = fields.measure(['scaling', 'targets', 'requestsPerTarget'], parseRate);
  const predictive = fields.text(['scaling', 'predictive']);
  return {
    min: fields.number(['scaling', 'min']) ?? 0,
    max: fields.number(['scaling', 'max']) ?? 0,
    warmupSeconds: fields.measure(['scaling', 'warmup'], parseDuration) ?? 0,
    targets: {
      ...(cpu === undefined ? {} : { cpuPercent: cpu }),
      ...(requests === undefined ? {} : { requestsPerTargetPerSecond: requests }),
    },
    ...(predictive === undefined ? {} : { predictive: predictive as NonNullable<Scaling['predictive']> }),
    schedule: fields.items(['scaling', 'schedule']).map((item) => resolveScheduleEntry(fields, item)),
    events: fields.items(['scaling', 'events']).map((item) => resolveEvent(fields, item)),
  };
}

function resolveScheduleEntry(fields: Fields, item: Path): ScheduleEntry {
  const common = {
    name: fields.text([...item, 'name']) ?? '',
    timeZone: fields.text([...item, 'timeZone']) ?? 'Etc/UTC',
    ...sizesOf(fields, item),
  };
  const cron = fields.text([...item, 'cron']);
  if (cron !== undefined) return { ...common, kind: 'cron', cron };
  const days = fields.texts([...item, 'days']) as Weekday[];
  return {
    ...common,
    kind: 'window',
    from: fields.text([...item, 'from']) ?? '00:00',
    to: fields.text([...item, 'to']) ?? '00:00',
    days: days.length === 0 ? weekdays : weekdays.filter((day) => days.includes(day)),
  };
}

function resolveEvent(fields: Fields, item: Path): ScalingEvent {
  const timeZone = fields.text([...item, 'timeZone']) ?? 'Etc/UTC';
  const from = fields.text([...item, 'from']) ?? '';
  const to = fields.text([...item, 'to']) ?? '';
  const expect = fields.measure([...item, 'expect'], parseRate);
  return {
    name: fields.text([...item, 'name']) ?? '',
    timeZone,
    from,
    to,
    fromMs: instantIn(from, timeZone),
    toMs: instantIn(to, timeZone),
    ...(expect === undefined ? {} : { expectRequestsPerSecond: expect }),
    ...sizesOf(fields, item),
  };
}

/** NaN where the text has a fault of its own: no rule compares it. */
function instantIn(local: string, zone: string): number {
  return isLocalDateTime(local) && isZone(zone) ? instantOf(LocalDateTime.parse(local), zone) : Number.NaN;
}

function sizesOf(fields: Fields, item: Path): { min?: number; max?: number } {
  const min = fields.number([...item, 'min']);
  const max = fields.number([...item, 'max']);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

export function resolveRefresh(fields: Fields): Refresh {
  return {
    ...(fields.map(['refresh', 'checkpoints'])
      ? {
          checkpoints: {
            atPercent: fields.items(['refresh', 'checkpoints', 'at']).flatMap((item) => fields.number(item) ?? []),
            waitSeconds: fields.measure(['refresh', 'checkpoints', 'wait'], parseDuration) ?? 600,
          },
        }
      : {}),
    stopOnAlarm: fields.flag(['refresh', 'stopOnAlarm']) ?? false,
  };
}
