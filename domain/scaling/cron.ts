import { CronExpressionParser } from 'cron-parser';
import { dateOf, dayAt, instantAt, weekdayOf } from './wall-clock';

/**
 * A five-field crontab expression on the wall clock of a zone. Where both day fields are narrowed, either one
 * suffices (crontab(5)). A time that daylight saving skips fires later by the gap, one that exists twice fires the
 * first time.
 */
export interface Cron {
  /** Minutes since midnight, ascending. */
  readonly minutes: readonly number[];
  readonly firesOn: (day: number) => boolean;
  /** Whether weekdays alone decide about the days. */
  readonly weekly: boolean;
}

/** No two 29ths of February lie further apart, 1900 and its like included. */
const LONGEST_GAP_DAYS = 8 * 366;

/** What EC2 Auto Scaling documents: numbers, names, `*`, lists, ranges and steps; none of the extensions of other crons. */
const FIELD = /^[0-9A-Za-z*,/-]+$/;
/** A step from a single number on, which some crons take and others do not. */
const STEP_OF_ONE = /(^|,)[0-9A-Za-z]+\//;
const NAMES = /[A-Za-z]+/g;
const MONTHS = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i;
const WEEKDAYS = /^(sun|mon|tue|wed|thu|fri|sat)$/i;

type Refused = 'malformed' | 'ambiguous' | 'never';

const parsed = new Map<string, Cron | Refused>();

/**
 * `malformed` for text that is no such expression; `ambiguous` where both day fields are narrowed and one has a `*`,
 * since crontab(5) then wants both to hold, and others either one; `never` where no day satisfies it (`0 0 30 2 *`).
 */
export function parseCron(text: string): Cron | Refused {
  const cron = parsed.get(text) ?? parse(text.trim().split(/\s+/));
  parsed.set(text, cron);
  return cron;
}

function parse(fields: readonly string[]): Cron | Refused {
  const written = fields.every((field) => FIELD.test(field) && !STEP_OF_ONE.test(field));
  if (fields.length !== 5 || !written || !namesBelong(fields)) return 'malformed';
  const days = [fields[2] as string, fields[4] as string];
  try {
    const cron = cronOf(CronExpressionParser.parse(fields.join(' '), { tz: 'UTC' }).fields);
    return !days.includes('*') && days.some((field) => field.includes('*')) ? 'ambiguous' : cron;
  } catch (error) {
    return String(error).includes('day of month') ? 'never' : 'malformed';
  }
}

/** @throws RangeError for text that `parseCron` refuses. */
export function cronOrThrow(text: string): Cron {
  const cron = parseCron(text);
  if (typeof cron === 'string') throw new RangeError(`a cron expression that is ${cron}: ${text}`);
  return cron;
}

function namesBelong(fields: readonly string[]): boolean {
  const allowed = [undefined, undefined, undefined, MONTHS, WEEKDAYS];
  return fields.every((field, index) =>
    (field.match(NAMES) ?? []).every((name) => allowed[index]?.test(name) ?? false),
  );
}

type Fields = ReturnType<typeof CronExpressionParser.parse>['fields'];

function cronOf(fields: Fields): Cron | 'never' {
  const minutes = fields.hour.values.flatMap((hour) => fields.minute.values.map((minute) => hour * 60 + minute));
  const months = new Set<unknown>(fields.month.values);
  const daysOfMonth = new Set<unknown>(fields.dayOfMonth.values);
  const weekdays = new Set<unknown>(fields.dayOfWeek.values.map((weekday) => Number(weekday) % 7));
  const anyDayOfMonth = fields.dayOfMonth.isWildcard;
  const anyWeekday = fields.dayOfWeek.isWildcard;
  const weekly = anyDayOfMonth && months.size === 12;
  const firesOn = (day: number) => {
    if (weekly) return weekdays.has(weekdayOf(day));
    const { month, dayOfMonth } = dateOf(day);
    if (!months.has(month)) return false;
    if (anyDayOfMonth) return weekdays.has(weekdayOf(day));
    return daysOfMonth.has(dayOfMonth) || (!anyWeekday && weekdays.has(weekdayOf(day)));
  };
  const fires = Array.from({ length: LONGEST_GAP_DAYS }, (_, day) => day).some(firesOn);
  return fires ? { minutes, firesOn, weekly } : 'never';
}

/** Whether it fires at an instant (epoch milliseconds). */
export function firesAt({ firesOn, minutes }: Cron, zone: string, atMs: number): boolean {
  const day = dayAt(atMs, zone);
  return firesOn(day) && minutes.some((minute) => instantAt(day, minute, zone) === atMs);
}

/** The latest firing before an instant (epoch milliseconds). */
export function lastFiring(cron: Cron, zone: string, beforeMs: number): number {
  return nearest(cron, zone, beforeMs, -1);
}

/** The first firing after an instant (epoch milliseconds). */
export function nextFiring(cron: Cron, zone: string, afterMs: number): number {
  return nearest(cron, zone, afterMs, 1);
}

function nearest(cron: Cron, zone: string, fromMs: number, step: 1 | -1): number {
  // a skipped time may fire on the next day
  const first = dayAt(fromMs, zone) - step;
  for (let day = first; Math.abs(day - first) <= 2 * LONGEST_GAP_DAYS; day += step) {
    if (!cron.firesOn(day)) continue;
    const firings = cron.minutes.map((minute) => instantAt(day, minute, zone)).filter((ms) => (ms - fromMs) * step > 0);
    if (firings.length > 0) return step * Math.min(...firings.map((ms) => ms * step));
  }
  throw new Error('parseCron refuses what never fires');
}

/** `1-3,5`: ascending numbers with runs of three or more as ranges. */
export function fieldText(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const value of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && value === (run.at(-1) ?? 0) + 1) run.push(value);
    else runs.push([value]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}
