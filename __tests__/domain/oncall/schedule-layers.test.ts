import type { LocalDateTime } from '@js-joda/core';
import fc from 'fast-check';
import type { Rotation } from '../../../domain/catalog/model';
import { type ScheduleLayer, scheduleLayers } from '../../../domain/oncall/schedule-layers';
import { onCallAt } from '../../../domain/oncall/shifts';
import { turnAt, turnStartMs } from '../../../domain/oncall/turns';
import { localAt, localTimeExists } from '../../../domain/time/zones';
import { anyRotation, rotation, weekdays } from './rotations';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The only layer of a rotation. */
function layerOf(one: Rotation): ScheduleLayer {
  const [layer, ...more] = scheduleLayers(one);
  if (layer === undefined || more.length > 0) throw new Error('expected one layer');
  return layer;
}

/** Minutes of local time since 1970 began, on the wall clock. */
const wallMinutes = (local: LocalDateTime) =>
  local.toLocalDate().toEpochDay() * 1440 + local.hour() * 60 + local.minute();

/** How PagerDuty reads a layer: turns and restrictions on the wall clock of the schedule's time zone. */
function pagerDutyOnCall(layer: ScheduleLayer, timeZone: string, atMs: number): string | undefined {
  const now = wallMinutes(localAt(atMs, timeZone));
  const start = wallMinutes(localAt(Date.parse(layer.rotationVirtualStart), timeZone));
  const turn = Math.floor((now - start) / (layer.rotationTurnLengthSeconds / 60));
  const open = layer.restrictions.some(({ type, startTimeOfDay, startDayOfWeek, durationSeconds }) => {
    const [hour = 0, minute = 0] = startTimeOfDay.split(':').map(Number);
    const period = type === 'daily_restriction' ? 1440 : 7 * 1440;
    // 1970-01-01 was a Thursday: minute 0 of the week is Monday, three days before
    const first = (type === 'daily_restriction' ? 0 : ((startDayOfWeek ?? 0) - 1 - 3) * 1440) + hour * 60 + minute;
    return (((now - first) % period) + period) % period < durationSeconds / 60;
  });
  return open || layer.restrictions.length === 0 ? layer.users[turn % layer.users.length] : undefined;
}

test('the layer puts the same people on call as the rotation, away from the hours of a DST change', () => {
  fc.assert(
    fc.property(anyRotation, fc.integer({ min: 0, max: 900 * 24 * 4 }), (one, quarter) => {
      const instant = Date.UTC(2026, 10, 1) + quarter * 15 * minuteMs;
      const offset = (ms: number) => wallMinutes(localAt(ms, one.timeZone)) - ms / minuteMs;
      fc.pre(offset(instant - 2 * dayMs) === offset(instant) && offset(instant + 2 * dayMs) === offset(instant));
      expect(pagerDutyOnCall(layerOf(one), one.timeZone, instant)).toBe(onCallAt(one, instant));
    }),
    { numRuns: 1000 },
  );
});

test('the virtual start is a handoff to the first member, in the past, at a local time that exists', () => {
  fc.assert(
    fc.property(anyRotation, (one) => {
      const layer = layerOf(one);
      const virtualStart = Date.parse(layer.rotationVirtualStart);
      expect(layer.start).toMatch(/^2024-01-01T00:00:00Z$/);
      expect(layer.rotationVirtualStart).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
      expect(virtualStart).toBeLessThanOrEqual(Date.parse(layer.start));
      expect(turnStartMs(one, turnAt(one, virtualStart))).toBe(virtualStart);
      const local = localAt(virtualStart, one.timeZone);
      expect(local.toLocalTime().toString()).toBe(one.handoffTime);
      expect(localTimeExists(local, one.timeZone)).toBe(true);
    }),
  );
});

test('a handoff that daylight saving skips is never the virtual start: its local time would be wrong for good', () => {
  // a turn of 365 days begins on 2023-03-26, when 02:30 does not exist in Berlin
  const yearly = rotation({
    turnDays: 365,
    handoffTime: '02:30',
    anchorDate: '2024-03-25',
    members: ['ada@example.com'],
  });
  expect(layerOf({ ...yearly, anchorMember: 0 }).rotationVirtualStart).toBe('2022-03-26T01:30:00Z');
});

test('another anchor that means the same calendar gives the same layer', () => {
  const later = rotation({ anchorDate: '2026-12-07', anchorMember: 2 });
  const farAhead = rotation({ anchorDate: '2035-12-31', anchorMember: (1 + 474) % 3 });
  const ahead = rotation({ anchorMember: 0, offsetTurns: 1 });
  for (const same of [later, farAhead, ahead]) expect(scheduleLayers(same)).toEqual(scheduleLayers(rotation()));
});

test('an anchor on another person gives another virtual start and the same order of users', () => {
  const other = layerOf(rotation({ anchorMember: 0 }));
  expect(other.users).toEqual(layerOf(rotation()).users);
  expect(other.rotationVirtualStart).not.toBe(layerOf(rotation()).rotationVirtualStart);
});

test('a rotation around the clock has no restriction; seven days of hours are one daily restriction', () => {
  expect(layerOf(rotation()).restrictions).toEqual([]);
  expect(layerOf(rotation({ hours: { days: weekdays, from: '08:00', to: '08:00' } })).restrictions).toEqual([]);
  expect(layerOf(rotation({ hours: { days: weekdays, from: '20:00', to: '06:30' } })).restrictions).toEqual([
    { type: 'daily_restriction', startTimeOfDay: '20:00:00', durationSeconds: 37_800 },
  ]);
});

test('some days are weekly restrictions, Monday first, whatever their order in the entry', () => {
  const hours = { days: ['sunday', 'monday', 'friday'] as const, from: '09:00', to: '21:00' };
  expect(layerOf(rotation({ hours })).restrictions).toEqual(
    [1, 5, 7].map((startDayOfWeek) => ({
      type: 'weekly_restriction',
      startTimeOfDay: '09:00:00',
      startDayOfWeek,
      durationSeconds: 43_200,
    })),
  );
});
