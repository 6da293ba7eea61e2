import { LocalDateTime } from '@js-joda/core';
import * as fc from 'fast-check';
import type { Scaling, ScalingEvent, ScheduleEntry, Weekday } from '../../../domain/catalog/model';
import { instantOf } from '../../../domain/time/zones';

export const everyDay: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** Zones that differ in when, by how much and at which hour they change their clocks. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Etc/UTC',
];

const two = (value: number) => String(value).padStart(2, '0');
/** Quarters of an hour, so that entries meet often; with the small hours, in which clocks change, four times as likely. */
const time = fc
  .oneof(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 16 }))
  .map((quarter) => `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`);
const sizes = fc
  .record({
    min: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    max: fc.option(fc.integer({ min: 10, max: 40 }), { nil: undefined }),
  })
  .filter(({ min, max }) => min !== undefined || max !== undefined);
const days = fc.oneof(fc.constant(everyDay), fc.subarray([...everyDay], { minLength: 1 }));
const cron = fc.oneof(
  fc
    .record({ hour: fc.integer({ min: 0, max: 23 }), days: fc.constantFrom('*', '1-5', '6', '0', 'MON,THU', '0,6') })
    .map(({ hour, days }) => `0 ${hour} * * ${days}`),
  fc.constantFrom(
    '*/30 8-10 * * *',
    '15 3 1 * *',
    '0 0 1 12 *',
    '0 12 29 2 *',
    '0 6 13 * 5',
    '45 23 28-31 * *',
    '0 0 */2 * *',
  ),
);

function schedule(zone: fc.Arbitrary<string>): fc.Arbitrary<ScheduleEntry[]> {
  const entry = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('window' as const), timeZone: zone, from: time, to: time, days, sizes }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cron' as const), timeZone: zone, cron, sizes }) },
  );
  return fc.array(entry, { maxLength: 4 }).map((entries) =>
    entries.map(({ sizes: { min, max }, ...rest }, index) => ({
      ...rest,
      name: `entry${index}`,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    })),
  );
}

export const epochMs = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** Events one after another, at hours of which some are also those of the schedule. */
const events: fc.Arbitrary<ScalingEvent[]> = fc
  .array(
    fc.record({
      pauseHours: fc.integer({ min: 0, max: 24 * 30 }),
      hours: fc.integer({ min: 1, max: 24 * 8 }),
      sizes,
      zone: fc.constantFrom(...zones),
    }),
    { maxLength: 3 },
  )
  .map((list) => {
    let local = LocalDateTime.parse('2026-01-10T00:00');
    return list.map(({ pauseHours, hours, sizes: { min, max }, zone }, index) => {
      const from = local.plusHours(pauseHours);
      local = from.plusHours(hours);
      return {
        name: `event${index}`,
        timeZone: zone,
        from: from.toString(),
        to: local.toString(),
        fromMs: instantOf(from, zone),
        toMs: instantOf(local, zone),
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      };
    });
  });

const singleZone = fc.constantFrom(...zones).chain((zone) => schedule(fc.constant(zone)));
const severalZones = schedule(fc.constantFrom(...zones));

export const scaling: fc.Arbitrary<Scaling> = fc
  .record({ schedule: fc.oneof({ weight: 4, arbitrary: singleZone }, { weight: 1, arbitrary: severalZones }), events })
  .map((parts) => ({ min: 3, max: 12, warmupSeconds: 120, targets: {}, ...parts }));

/** Instants within two years, to the minute. */
export const instant = fc.integer({ min: 0, max: 2 * 364 * 24 * 60 }).map((minutes) => epochMs + minutes * 60_000);
export const pausesMs = fc
  .array(fc.integer({ min: 1, max: 24 * 60 * 9 }), { minLength: 1, maxLength: 40 })
  .map((list) => list.map((minutes) => minutes * (HOUR_MS / 60)));
