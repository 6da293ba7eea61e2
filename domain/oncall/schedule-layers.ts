import { LocalTime } from '@js-joda/core';
import type { Rotation, RotationHours } from '../catalog/model';
import { localTimeExists, utcText } from '../time/zones';
import { isoDaysOf, passMidnight } from './hours';
import { turnAt, turnStart, turnStartMs } from './turns';

/** A layer of a PagerDuty schedule (v1), independent of the Terraform resource. */
export interface ScheduleLayer {
  readonly name: string;
  /** RFC 3339 in UTC, on a full minute, in the past. */
  readonly start: string;
  /** RFC 3339 in UTC, on a full minute: a handoff to the first of `users`, at or before `start`. */
  readonly rotationVirtualStart: string;
  readonly rotationTurnLengthSeconds: number;
  /** E-mail addresses in order of turns, as the members are written. */
  readonly users: readonly string[];
  /** Empty: on call around the clock. */
  readonly restrictions: readonly LayerRestriction[];
}

interface LayerRestriction {
  readonly type: 'daily_restriction' | 'weekly_restriction';
  /** `HH:MM:SS`, local. */
  readonly startTimeOfDay: string;
  /** ISO 8601, Monday is 1; only for weekly ones (the provider refuses it elsewhere). */
  readonly startDayOfWeek?: number;
  readonly durationSeconds: number;
}

/**
 * Every layer starts here. A constant of the past: PagerDuty replaces a start in the past by the time of the update,
 * and the provider shows no difference between two starts in the past (`SuppressScheduleLayerStartDiff`, issues 200
 * and 330 of PagerDuty/terraform-provider-pagerduty), so the layer is in force from its creation on, wherever the
 * anchor lies, and nothing that is emitted depends on the current time.
 */
const layerStartMs = Date.UTC(2024, 0, 1);

const daySeconds = 86_400;

/**
 * The layers that put the same people on call as the rotation does: one, named after the rotation (layers can only be
 * ended, never deleted, and the provider reads several back in reverse order).
 *
 * Who is on call follows from `rotation_virtual_start`, turn length and the order of the users alone: the first user's
 * turn begins at the virtual start, which may lie long before `start` (PagerDuty REST API reference, ScheduleLayer).
 * The virtual start is the last handoff to the first member at or before `start`, on a local time that exists.
 * It depends on the calendar and not on how the anchor is written: another anchor that means the same people on the
 * same days gives the same bytes.
 *
 * Turns are sent in seconds, but kept in local days: a handoff stays at its local time in the schedule's time zone
 * over daylight saving (PagerDuty Knowledge Base, "Time Zone Settings", section Daylight Saving Time; restrictions
 * "respect the time_zone parameter", REST API reference). What PagerDuty does with a handoff, or an end of hours, that
 * daylight saving skips or doubles is not documented: there, for the length of the gap, it may differ from the rotation.
 */
export function scheduleLayers(rotation: Rotation): readonly ScheduleLayer[] {
  return [
    {
      name: rotation.name,
      start: utcText(layerStartMs),
      rotationVirtualStart: utcText(turnStartMs(rotation, virtualStartTurn(rotation))),
      rotationTurnLengthSeconds: rotation.turnDays * daySeconds,
      users: rotation.members,
      restrictions: rotation.hours === undefined ? [] : restrictionsOf(rotation.hours),
    },
  ];
}

/** The last turn of the first member that begins at or before the layer's start, at a local time that exists. */
function virtualStartTurn(rotation: Rotation): number {
  const { anchorMember, offsetTurns, members, timeZone } = rotation;
  const cycle = members.length;
  const firstMembers = -(anchorMember + offsetTurns);
  let n = firstMembers + Math.floor((turnAt(rotation, layerStartMs) - firstMembers) / cycle) * cycle;
  while (!localTimeExists(turnStart(rotation, n), timeZone)) n -= cycle;
  return n;
}

/** One daily restriction for all seven days, else one weekly restriction for each day; none for the whole week. */
function restrictionsOf(hours: RotationHours): LayerRestriction[] {
  const from = LocalTime.parse(hours.from).toSecondOfDay();
  const to = LocalTime.parse(hours.to).toSecondOfDay();
  const durationSeconds = to - from + (passMidnight(hours) ? daySeconds : 0);
  const startTimeOfDay = `${hours.from}:00`;
  const days = isoDaysOf(hours);
  if (days.length < 7) {
    return days.map((startDayOfWeek) => ({
      type: 'weekly_restriction',
      startTimeOfDay,
      startDayOfWeek,
      durationSeconds,
    }));
  }
  if (durationSeconds === daySeconds) return [];
  return [{ type: 'daily_restriction', startTimeOfDay, durationSeconds }];
}
