import { LocalDateTime } from '@js-joda/core';
import { isZone, localTimeExists } from '../../time/zones';
import type { Path } from '../path';
import { pathText } from '../path';
import { isLocalDateTime } from '../units';
import { reportDuplicates, type ServiceSubject } from './rule';

/** Rules on the shape of `scaling`; what the sizes mean together is in `scaling-faults.ts`. */
export function checkScaling(subject: ServiceSubject): void {
  const { fields, report } = subject;
  if (!fields.map(['compute'])) return;
  for (const key of ['min', 'max'] as const) {
    if (fields.has(['scaling', key]) || !fields.valid(['scaling', key])) continue;
    const message = `scaling: "${key}" is missing, and no tier gives one`;
    report({
      path: ['scaling'],
      where: 'key',
      code: 'missing-key',
      message,
      expected: 'a whole number from 0 to 10000',
    });
  }
  for (const list of ['schedule', 'events'] as const) {
    const items = fields
      .items(['scaling', list])
      .map((item) => ({ path: [...item, 'name'], name: fields.text([...item, 'name']) ?? '' }));
    reportDuplicates(report, items, `scaling.${list}:`);
  }
  checkOneInstance(subject);
  for (const item of fields.items(['scaling', 'schedule'])) checkScheduleEntry(subject, item);
  for (const item of fields.items(['scaling', 'events'])) {
    checkSizes(subject, item);
    for (const key of ['from', 'to'] as const) checkExists(subject, item, key);
  }
}

/** A lost zone, a crash and every deploy are outages of a service with one instance. */
function checkOneInstance({ fields, report, service, environment, runs }: ServiceSubject): void {
  const min = fields.number(['scaling', 'min']);
  if (min === undefined || min >= 2 || service.tier > 2 || service.lifecycle === 'retired') return;
  if (!runs || environment.sandbox || !environment.paging) return;
  report({
    path: ['scaling', 'min'],
    code: 'one-instance',
    severity: 'warning',
    message: `a tier ${service.tier} service with ${min === 0 ? 'no instance' : 'one instance'} at least`,
    found: String(min),
    expected: 'at least 2, in two zones',
  });
}

function checkScheduleEntry(subject: ServiceSubject, item: Path): void {
  const { fields, report } = subject;
  const isCron = fields.has([...item, 'cron']);
  const isWindow = !isCron && fields.valid([...item, 'cron']);
  const wanted = isWindow ? ['from', 'to', 'timeZone'] : ['timeZone'];
  for (const key of wanted) {
    if (fields.has([...item, key]) || !fields.valid([...item, key])) continue;
    report({
      path: item,
      where: 'key',
      code: 'missing-key',
      message: `${pathText(item)}: ${JSON.stringify(key)} is missing`,
      expected: 'from, to and timeZone of a window, or cron and timeZone',
    });
  }
  for (const key of ['from', 'to', 'days']) {
    if (!isCron || !fields.has([...item, key])) continue;
    report({
      path: [...item, key],
      where: 'key',
      code: 'unknown-key',
      message: `${pathText(item)}: ${key} stands beside cron`,
      found: key,
      expected: 'a window (from, to, days) or cron, not both',
    });
  }
  checkSizes(subject, item);
}

function checkSizes({ fields, report }: ServiceSubject, item: Path): void {
  if (fields.has([...item, 'min']) || fields.has([...item, 'max']) || !fields.valid(item)) return;
  const message = `${pathText(item)} changes nothing: it has neither min nor max`;
  report({ path: item, where: 'key', code: 'missing-key', message, expected: 'min, max or both' });
}

function checkExists({ fields, report }: ServiceSubject, item: Path, key: 'from' | 'to'): void {
  const local = fields.text([...item, key]);
  const zone = fields.text([...item, 'timeZone']);
  if (local === undefined || zone === undefined || !isLocalDateTime(local) || !isZone(zone)) return;
  if (localTimeExists(LocalDateTime.parse(local), zone)) return;
  const message = `daylight saving skips ${local} in ${zone}`;
  report({
    path: [...item, key],
    code: 'skipped-local-time',
    message,
    found: local,
    expected: 'a local time that exists',
  });
}
