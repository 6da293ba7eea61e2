import type { Scaling, ScheduleEntry, Weekday } from '../catalog/model';
import { type Cron, cronOrThrow, lastFiring } from './cron';
import { dayAt, instantAt, minuteOfDay, weekdayOf } from './wall-clock';

export type Bound = 'min' | 'max';
export const BOUNDS: readonly Bound[] = ['min', 'max'];

/** One entry of a schedule, ready to be asked when it fires. */
export interface Timer {
  readonly entry: ScheduleEntry;
  /** Position in the schedule: of two that start at the same instant, the later one wins. */
  readonly index: number;
  readonly starts: Cron;
  /** Present for windows: when the one that starts on `day` ends. */
  readonly endOf?: (day: number) => { readonly day: number; readonly minute: number };
}

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** @throws RangeError for a cron expression that `parseCron` refuses. */
export function timersOf(scaling: Pick<Scaling, 'schedule'>): Timer[] {
  return scaling.schedule.map(timerOf);
}

function timerOf(entry: ScheduleEntry, index: number): Timer {
  if (entry.kind === 'cron') {
    return { entry, index, starts: cronOrThrow(entry.cron) };
  }
  const from = minuteOfDay(entry.from);
  const to = minuteOfDay(entry.to);
  const days = new Set(entry.days.map((day) => WEEKDAYS.indexOf(day)));
  return {
    entry,
    index,
    starts: { minutes: [from], firesOn: (day) => days.has(weekdayOf(day)), weekly: true },
    endOf: (day) => ({ day: to <= from ? day + 1 : day, minute: to }),
  };
}

/** When the window that runs at an instant began, or the cron last fired; undefined where no window runs. */
export function holdingSince(timer: Timer, atMs: number): number | undefined {
  const { timeZone } = timer.entry;
  const { endOf, starts } = timer;
  if (endOf === undefined) return lastFiring(starts, timeZone, atMs + 1);
  const today = dayAt(atMs, timeZone);
  return [today, today - 1]
    .filter((day) => starts.firesOn(day))
    .map((day) => {
      const end = endOf(day);
      return {
        startMs: instantAt(day, starts.minutes[0] ?? 0, timeZone),
        endMs: instantAt(end.day, end.minute, timeZone),
      };
    })
    .find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs)?.startMs;
}
