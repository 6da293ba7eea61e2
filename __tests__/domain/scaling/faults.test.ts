import type { Scaling, ScheduleEntry } from '../../../domain/catalog/model';
import { scalingFaults } from '../../../domain/scaling/faults';
import { everyDay } from './arbitraries';

const nowMs = Date.parse('2026-11-24T12:00Z');
const window = (name: string, from: string, to: string, rest: object): ScheduleEntry => ({
  kind: 'window',
  name,
  timeZone: 'Europe/Berlin',
  from,
  to,
  days: everyDay,
  ...rest,
});
const cron = (expression: string, rest: object = { min: 4 }): ScheduleEntry => ({
  kind: 'cron',
  name: 'cron',
  timeZone: 'Europe/Berlin',
  cron: expression,
  ...rest,
});
const event = (name: string, from: string, to: string, rest: object) => ({
  name,
  timeZone: 'Etc/UTC',
  from,
  to,
  fromMs: Date.parse(`${from}Z`),
  toMs: Date.parse(`${to}Z`),
  ...rest,
});
const scaling = (parts: Partial<Scaling>): Scaling => ({
  min: 3,
  max: 15,
  warmupSeconds: 120,
  targets: { requestsPerTargetPerSecond: 40 },
  schedule: [],
  events: [],
  ...parts,
});
const faults = (parts: Partial<Scaling>) =>
  scalingFaults(scaling(parts), nowMs).map(({ kind, path }) => `${kind} at ${path}`);

test('an ordinary schedule with events has no faults', () => {
  expect(
    faults({
      schedule: [window('evening', '17:00', '23:00', { min: 6 }), cron('0 8 * * 1-5')],
      events: [
        event('sale', '2026-12-01T06:00', '2026-12-03T06:00', { min: 10, max: 20, expectRequestsPerSecond: 800 }),
      ],
    }),
  ).toEqual([]);
});

test('rejects more requests than max carries, and says how many instances would', () => {
  const sale = event('sale', '2026-12-01T06:00', '2026-12-03T06:00', {
    min: 10,
    max: 20,
    expectRequestsPerSecond: 801,
  });
  expect(scalingFaults(scaling({ events: [sale] }), nowMs)).toEqual([
    {
      kind: 'expect-not-carried',
      path: 'scaling.events[0].expect',
      message: 'sale expects 801rps, and max 20 × 40rps carry 800rps',
      found: '801rps',
      expected: 'at most 800rps, or a max of at least 21',
    },
  ]);
});

test('an event without a max of its own is measured at the lowest max that holds while it runs', () => {
  const sale = event('sale', '2026-12-01T06:00', '2026-12-03T06:00', { min: 4, expectRequestsPerSecond: 500 });
  const night = window('night', '00:00', '05:00', { max: 12 });
  expect(faults({ events: [sale] })).toEqual([]);
  expect(faults({ events: [sale], schedule: [night] })).toEqual(['expect-not-carried at scaling.events[0].expect']);
});

test('rejects events that overlap, at the later one, and lets one begin as another ends', () => {
  const first = event('first', '2026-12-01T06:00', '2026-12-03T06:00', { min: 4 });
  const second = event('second', '2026-12-03T05:59', '2026-12-04T06:00', { min: 5 });
  expect(faults({ events: [second, first] })).toEqual(['events-overlap at scaling.events[0].from']);
  expect(faults({ events: [first, { ...second, fromMs: first.toMs }] })).toEqual([]);
});

test('rejects an event that ends before it begins', () => {
  expect(faults({ events: [event('back', '2026-12-03T06:00', '2026-12-01T06:00', { min: 4 })] })).toEqual([
    'event-order at scaling.events[0].to',
  ]);
});

test('an event whose instants are unknown is left to the fault of its own text', () => {
  expect(faults({ events: [event('bad', 'soon', '2026-12-01T06:00', { min: 4, max: 20 })] })).toEqual([]);
});

test.each([
  ['the base', { min: 16 }, 'scaling.min'],
  ['an entry', { schedule: [window('w', '08:00', '10:00', { min: 9, max: 8 })] }, 'scaling.schedule[0].min'],
  ['an entry and the base', { schedule: [window('w', '08:00', '10:00', { min: 16 })] }, 'scaling.schedule[0].min'],
  [
    'two entries',
    { schedule: [window('w', '08:00', '10:00', { min: 9 }), window('v', '09:00', '11:00', { max: 8 })] },
    'scaling.schedule[1].max',
  ],
  [
    'an event and an entry',
    {
      events: [event('e', '2026-12-01T06:00', '2026-12-03T06:00', { min: 12 })],
      schedule: [window('night', '00:00', '05:00', { max: 11 })],
    },
    'scaling.events[0].min',
  ],
])('rejects a min above the max of %s', (_, parts, path) => {
  expect(faults(parts)).toEqual([`min-above-max at ${path}`]);
});

test.each([
  '',
  '@daily',
  '0 8 * *',
  '0 0 8 * * *',
  '0 24 * * *',
  '0 8 L * *',
  '0 8 * * 1#2',
  '0 8 ? * *',
  'H 8 * * *',
  '0 8 * * monday',
  '5-1 * * * *',
  '10/5 * * * *',
  '0 0 */2 * 1',
  '0 0 13 * */2',
  '0 8 * jan,foo *',
])('rejects the cron %j', (expression) =>
  expect(faults({ schedule: [cron(expression)] })).toEqual(['bad-cron at scaling.schedule[0].cron']),
);

test.each(['0 8 * * MON-SAT', '*/30 8-18 1,15 * *', '0 0 1-31/2 * 1', '0 0 1 JAN *', '5 4 * * 7', '0 0 29 2 *'])(
  'the cron %j is fine',
  (expression) => expect(faults({ schedule: [cron(expression)] })).toEqual([]),
);

test.each(['0 0 30 2 *', '0 0 31 4,6 *'])('rejects the cron %j, which never fires', (expression) =>
  expect(faults({ schedule: [cron(expression)] })).toEqual(['cron-never-fires at scaling.schedule[0].cron']),
);

test('rejects a cron that fires all the time', () => {
  expect(faults({ schedule: [cron('*/15 * * * *')] })).toEqual([]);
  expect(faults({ schedule: [cron('*/14 * * * *')] })).toEqual(['cron-too-often at scaling.schedule[0].cron']);
});

test('rejects what no recurring action can say', () => {
  const schedule = [
    cron('0 0 13 * *', { min: 5 }),
    { ...cron('0 0 * * 5', { min: 4 }), name: 'friday' },
    window('w', '08:00', '10:00', { min: 6 }),
  ];
  expect(faults({ schedule })).toContain('schedule-irregular at scaling.schedule[2]');
});

test('rejects entries that change places when the clocks change', () => {
  const short = window('short', '02:30', '03:15', { min: 5 });
  expect(faults({ schedule: [short] })).toEqual(['actions-collide at scaling.schedule[0]']);
  expect(faults({ schedule: [{ ...short, days: ['monday'] } as ScheduleEntry] })).toEqual([]);
  expect(faults({ schedule: [{ ...short, timeZone: 'Asia/Kolkata' }] })).toEqual([]);
  expect(faults({ schedule: [window('longer', '02:30', '03:45', { min: 5 })] })).toEqual([]);
});

test('rejects entries of two zones that start together', () => {
  const inZone = (name: string, timeZone: string, time: string) => ({ ...cron(`0 ${time} * * *`), name, timeZone });
  expect(faults({ schedule: [inZone('a', 'Asia/Kolkata', '12'), inZone('b', 'Etc/UTC', '6')] })).toEqual([]);
  const meeting = { ...cron('30 6 * * *'), name: 'b', timeZone: 'Etc/UTC' };
  expect(faults({ schedule: [inZone('a', 'Asia/Kolkata', '12'), meeting] })).toEqual([
    'actions-collide at scaling.schedule[1]',
  ]);
});

test('rejects more than 125 actions', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const day = new Date(nowMs + (index + 1) * 86_400_000).toISOString().slice(0, 10);
      return event(`e${index}`, `${day}T06:00`, `${day}T07:00`, { min: 4 });
    });
  expect(faults({ events: many(62) })).toEqual([]);
  expect(faults({ events: many(63) })).toEqual(['too-many-actions at scaling.schedule']);
});
