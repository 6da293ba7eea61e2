import { LocalDate, LocalDateTime, LocalTime, ZoneOffset } from '@js-joda/core';
import { CronExpressionParser } from 'cron-parser';
import type { Scaling, ScheduleEntry } from '../../../domain/catalog/model';
import { instantOf } from '../../../domain/time/zones';

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The sizes by the rule's own words: every window and every firing of the years around is written out, and the one
 * that began last decides.
 */
export function naiveSizes(scaling: Scaling, firstYear: number, lastYear: number) {
  const spans = scaling.schedule.map((entry) => spansOf(entry, firstYear, lastYear));
  return (atMs: number) => {
    const event = scaling.events.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    const bound = (name: 'min' | 'max') => {
      if (event?.[name] !== undefined) return event[name];
      let held = { value: scaling[name], startMs: Number.NEGATIVE_INFINITY };
      for (const [index, entry] of scaling.schedule.entries()) {
        const value = entry[name];
        if (value === undefined) continue;
        for (const { startMs, endMs } of spans[index] ?? []) {
          if (startMs <= atMs && atMs < endMs && startMs >= held.startMs) held = { value, startMs };
        }
      }
      return held.value;
    };
    return { min: bound('min'), max: bound('max') };
  };
}

function spansOf(entry: ScheduleEntry, firstYear: number, lastYear: number): Span[] {
  const spans: Span[] = [];
  const zone = entry.timeZone;
  if (entry.kind === 'cron') {
    const cron = CronExpressionParser.parse(entry.cron, {
      tz: 'UTC',
      currentDate: new Date(Date.UTC(firstYear - 9, 0, 1)),
    });
    for (let wall = cron.next(); wall.getUTCFullYear() <= lastYear; wall = cron.next()) {
      const local = LocalDateTime.ofEpochSecond(Math.floor(wall.getTime() / 1000), 0, ZoneOffset.UTC);
      if (local.year() < firstYear - 1) spans.pop();
      spans.push({ startMs: instantOf(local, zone), endMs: Number.POSITIVE_INFINITY });
    }
    return spans;
  }
  const [fromTime, toTime] = [LocalTime.parse(entry.from), LocalTime.parse(entry.to)];
  for (let day = LocalDate.of(firstYear - 1, 12, 25); day.year() <= lastYear; day = day.plusDays(1)) {
    if (!entry.days.some((name) => name.toUpperCase() === day.dayOfWeek().name())) continue;
    const from = day.atTime(fromTime);
    const to = (toTime.isAfter(fromTime) ? day : day.plusDays(1)).atTime(toTime);
    spans.push({ startMs: instantOf(from, zone), endMs: instantOf(to, zone) });
  }
  return spans;
}
