import type { Scaling, ScheduleEntry } from '../../../domain/catalog/model';
import { sizesAt } from '../../../domain/scaling/sizes-at';
import { everyDay } from './arbitraries';

const window = (name: string, from: string, to: string, rest: object): ScheduleEntry => ({
  kind: 'window',
  name,
  timeZone: 'Europe/Berlin',
  from,
  to,
  days: everyDay,
  ...rest,
});
const scaling = (schedule: ScheduleEntry[], events: Scaling['events'] = []): Scaling => ({
  min: 3,
  max: 24,
  warmupSeconds: 120,
  targets: {},
  schedule,
  events,
});
/** In winter, Berlin is an hour ahead of UTC. */
const at = (text: string) => Date.parse(`${text}+01:00`);

test('without schedule and events the base holds', () => {
  expect(sizesAt(scaling([]), at('2026-11-24T12:00'))).toEqual({ min: 3, max: 24 });
});

test('a window holds from its start, and no longer at its end', () => {
  const one = scaling([window('evening', '17:00', '23:00', { min: 6 })]);
  expect(sizesAt(one, at('2026-11-24T16:59')).min).toBe(3);
  expect(sizesAt(one, at('2026-11-24T17:00'))).toEqual({ min: 6, max: 24 });
  expect(sizesAt(one, at('2026-11-24T22:59')).min).toBe(6);
  expect(sizesAt(one, at('2026-11-24T23:00')).min).toBe(3);
});

test('a window that passes midnight belongs to the day on which it starts', () => {
  const night = scaling([window('night', '22:00', '06:00', { min: 5, days: ['friday'] })]);
  expect(sizesAt(night, at('2026-11-27T23:00')).min).toBe(5); // a Friday
  expect(sizesAt(night, at('2026-11-28T05:59')).min).toBe(5);
  expect(sizesAt(night, at('2026-11-28T06:00')).min).toBe(3);
  expect(sizesAt(night, at('2026-11-27T05:00')).min).toBe(3);
});

test('after a window inside another one, the outer one holds again', () => {
  const nested = scaling([window('day', '08:00', '20:00', { min: 4 }), window('noon', '12:00', '14:00', { min: 8 })]);
  expect(
    [7, 9, 13, 15, 21].map((hour) => sizesAt(nested, at(`2026-11-24T${String(hour).padStart(2, '0')}:00`)).min),
  ).toEqual([3, 4, 8, 4, 3]);
});

test('a window that ends while a later one runs does not undercut it', () => {
  const crossed = scaling([window('day', '08:00', '14:00', { min: 4 }), window('noon', '12:00', '18:00', { min: 8 })]);
  expect(
    [9, 13, 15, 19].map((hour) => sizesAt(crossed, at(`2026-11-24T${String(hour).padStart(2, '0')}:00`)).min),
  ).toEqual([4, 8, 8, 3]);
});

test('of two windows that follow each other, the second sets its own sizes and goes back to the base', () => {
  const adjacent = scaling([window('a', '08:00', '12:00', { min: 4 }), window('b', '12:00', '18:00', { min: 6 })]);
  expect(
    [9, 12, 18].map((hour) => sizesAt(adjacent, at(`2026-11-24T${String(hour).padStart(2, '0')}:00`)).min),
  ).toEqual([4, 6, 3]);
});

test('a cron holds until another entry fires, also long before anything was deployed', () => {
  const crons = scaling([
    { kind: 'cron', name: 'winter', timeZone: 'Europe/Berlin', cron: '0 0 1 11 *', min: 7 },
    { kind: 'cron', name: 'summer', timeZone: 'Europe/Berlin', cron: '0 0 1 4 *', min: 4 },
  ]);
  expect(sizesAt(crons, at('2026-11-01T00:00')).min).toBe(7);
  expect(sizesAt(crons, at('2027-03-31T00:00')).min).toBe(7);
  expect(sizesAt(crons, Date.parse('2027-04-01T00:00+02:00')).min).toBe(4);
});

test('an event wins over the schedule in what it sets, and only in that', () => {
  const event = {
    name: 'sale',
    timeZone: 'Europe/Berlin',
    from: '2026-11-24T12:00',
    to: '2026-11-25T12:00',
    fromMs: at('2026-11-24T12:00'),
    toMs: at('2026-11-25T12:00'),
    min: 20,
  };
  const during = scaling([window('evening', '17:00', '23:00', { min: 6, max: 40 })], [event]);
  expect(sizesAt(during, at('2026-11-24T12:00'))).toEqual({ min: 20, max: 24 });
  expect(sizesAt(during, at('2026-11-24T18:00'))).toEqual({ min: 20, max: 40 });
  expect(sizesAt(during, at('2026-11-25T12:00'))).toEqual({ min: 3, max: 24 });
});

test('a start that daylight saving skips comes later by the gap', () => {
  const early = scaling([window('early', '02:30', '06:00', { min: 5 })]);
  const minAt = (utc: string) => sizesAt(early, Date.parse(utc)).min;
  // 2027-03-28: 02:00 becomes 03:00 in Berlin
  expect(['01:00', '01:29', '01:30', '03:59', '04:00'].map((time) => minAt(`2027-03-28T${time}Z`))).toEqual([
    3, 3, 5, 5, 3,
  ]);
});

test('a time that exists twice means the first', () => {
  const early = scaling([window('early', '02:30', '06:00', { min: 5 })]);
  expect(sizesAt(early, Date.parse('2026-10-25T00:29Z')).min).toBe(3);
  expect(sizesAt(early, Date.parse('2026-10-25T00:30Z')).min).toBe(5);
  expect(sizesAt(early, Date.parse('2026-10-25T01:29Z')).min).toBe(5);
});
