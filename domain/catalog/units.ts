import { LocalDate, LocalDateTime } from '@js-joda/core';

/**
 * Values with their units written out. Each parser takes the text as written and gives a number, or undefined where
 * the text is not of its form; ranges are the schema's.
 */

/** `99.95%` → 99.95. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?%$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** The part of 100 that a percentage leaves, as a ratio, in decimal arithmetic: 99.95 → 0.0005. */
export function remainderRatio(percent: number): number {
  return Number((Number((100 - percent).toFixed(10)) / 100).toPrecision(12));
}

const secondsPerUnit = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** `300ms`, `90s`, `10m`, `1h30m`, `30d`, `2w` → seconds. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) return undefined;
  const milliseconds = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * secondsPerUnit[unit as keyof typeof secondsPerUnit] * 1000,
    0,
  );
  return Math.round(milliseconds * 1000) / 1_000_000;
}

const longUnits =
  /^\s*(\d+(?:\.\d+)?)\s*(milliseconds?|msecs?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhdw])\s*$/i;

/** `5 min`, `30 Days` → as it would be written here; null where nothing comes to mind. */
export function durationMeant(text: string): string | null {
  const [, amount, unit] = longUnits.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return amount + (/^m(illi|sec)/i.test(unit) ? 'ms' : unit.slice(0, 1).toLowerCase());
}

/** `99.9`, `99.9 percent`, `0.999` → `99.9%`; null where nothing comes to mind. */
export function percentMeant(text: string): string | null {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*(percent|pct)?\s*$/i.exec(text) ?? [];
  if (amount === undefined) return null;
  return `${unit === undefined ? percentOf(Number(amount)) : amount}%`;
}

/** A number that was written without a unit: below 1, it is a ratio. */
export function percentOf(amount: number): number {
  return amount < 1 ? Number((amount * 100).toPrecision(12)) : amount;
}

/** `40 req/s`, `40/s`, `40 requests per second` → `40rps`; null where nothing comes to mind. */
export function rateMeant(text: string): string | null {
  const amount = /^\s*(\d+(?:\.\d+)?)\s*(?:[qr]ps|(?:req(?:uest)?s?)?\s*(?:\/|per)\s*s(?:ec(?:ond)?)?)?\s*$/i.exec(
    text,
  )?.[1];
  return amount === undefined ? null : `${amount}rps`;
}

/** `30GB`, `30 gib`, `30G` → `30GiB`; null where nothing comes to mind. */
export function sizeMeant(text: string): string | null {
  const [, amount, unit] = /^\s*(\d+)\s*([gt])(?:i?b|i)?\s*$/i.exec(text) ?? [];
  return amount === undefined || unit === undefined ? null : `${amount}${unit.toUpperCase()}iB`;
}

/** `40rps` → 40 requests per second. */
export function parseRate(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?rps$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** `30GiB` → 30, `1TiB` → 1024. */
export function parseSizeGiB(text: string): number | undefined {
  const match = /^(\d+)\s?(GiB|TiB)$/.exec(text);
  return match ? Number(match[1]) * (match[2] === 'TiB' ? 1024 : 1) : undefined;
}

/** `3d`, `2w` → days and whether they were counted in weeks. */
export function parseTurn(text: string): { days: number; weeks: boolean } | undefined {
  const match = /^([1-9]\d{0,2})([dw])$/.exec(text);
  return match ? { days: Number(match[1]) * (match[2] === 'w' ? 7 : 1), weeks: match[2] === 'w' } : undefined;
}

/** `HH:MM`, 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** `YYYY-MM-DD` that is in the calendar, years 2000 to 2099. */
export function isLocalDate(text: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(text) && parses(() => LocalDate.parse(text));
}

/** `YYYY-MM-DDTHH:MM` that is in the calendar, years 2000 to 2099. */
export function isLocalDateTime(text: string): boolean {
  return /^20\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/.test(text) && parses(() => LocalDateTime.parse(text));
}

/** An e-mail address as PagerDuty takes it. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>"'\\]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,}$/.test(text);
}

function parses(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
