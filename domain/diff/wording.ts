import type { LocalDateTime } from '@js-joda/core';
import { localAt } from '../time/zones';

/** `1.44`, `99.95`: three significant digits, or as many as stand there; without the noise of binary fractions. */
export function figure(value: number): string {
  if (value > 99 && value < 100) return String(Number(value.toPrecision(10)));
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** `0.04 min`, `0.8 min`, `43 min`, `1 h`, `3.6 h`, `2.5 d`. */
export function minutesText(minutes: number): string {
  if (minutes > 0 && minutes < 0.1) return `${Number(minutes.toPrecision(1))} min`;
  if (minutes < 10) return `${Number(minutes.toFixed(1))} min`;
  if (minutes < 100 && minutes !== 60) return `${Math.round(minutes)} min`;
  if (minutes < 48 * 60) return `${Number((minutes / 60).toFixed(1))} h`;
  return `${Number((minutes / 1440).toFixed(1))} d`;
}

export const NEVER = 'never';
export const neverOr = (minutes: number | undefined) => (minutes === undefined ? NEVER : minutesText(minutes));

/** `45s`, `10m`, `2h`, `30d`: a duration as an entry writes it. */
export function secondsText(seconds: number): string {
  if (seconds === 0) return '0s';
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${Math.round(seconds * 1000)}ms`;
}

/** `a → b`, with a unit that both share said once: `1.44 → 7.2 %`. */
export function arrow(before: string, after: string): string {
  if (before === after) return after;
  const [, left, unit] = /^(\S+) (\S+)$/.exec(before) ?? [];
  return left !== undefined && after.endsWith(` ${unit}`) && after.split(' ').length === 2
    ? `${left} → ${after}`
    : `${before} → ${after}`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon 7 Dec 10:00`, on the wall clock of `zone`. */
export function instantText(atMs: number, zone: string): string {
  return localText(localAt(atMs, zone));
}

/** `Mon 7 Dec 10:00 – Mon 14 Dec 10:00`; the day once where both are on it. */
export function spanText({ fromMs, toMs }: { fromMs: number; toMs: number }, zone: string): string {
  const [from, to] = [localAt(fromMs, zone), localAt(toMs, zone)];
  const sameDay = from.toLocalDate().equals(to.toLocalDate());
  return `${localText(from)} – ${sameDay ? timeText(to) : localText(to)}`;
}

function localText(local: LocalDateTime): string {
  const weekday = WEEKDAYS[local.dayOfWeek().value() - 1];
  return `${weekday} ${local.dayOfMonth()} ${MONTHS[local.monthValue() - 1]} ${timeText(local)}`;
}

const timeText = (local: LocalDateTime) => local.toLocalTime().toString().slice(0, 5);

/** `1 alert`, `3 alerts`. */
export const count = (amount: number, one: string, many = `${one}s`) => `${amount} ${amount === 1 ? one : many}`;

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Characters of a change of PromQL, about. */
export const longestExpression = 160;

/** As many names as a heading or a sentence lists. */
const mostNames = 6;

/** `a, b, c, d, e, f and 12 more`. */
export function shownNames(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return rest > 0 ? `${names.slice(0, mostNames).join(', ')} and ${rest} more` : names.join(', ');
}
