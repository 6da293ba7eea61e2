import { z } from 'zod';
import { pagerdutyTimeZones } from '../../limits/pagerduty-time-zones';
import { isZone, zoneNames } from '../../time/zones';
import type { DiagnosticCode } from '../codes';
import { nearest } from '../nearest';
import type { IssueParams } from '../shape';
import * as units from '../units';

/**
 * Building blocks of the schema of the raw text. A message is what is expected, in words: the rest of a diagnostic
 * (what was found, where, the nearest spelling) is worked out from the place.
 */

/** A map with these keys and no others. The message lists the keys, for the nearest spelling. */
export function map<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : 'a map'),
  });
}

export const list = <Item extends z.ZodType>(item: Item, min = 0, max = 1000) =>
  z
    .array(item, { error: 'a list' })
    .min(min, { error: `a list of at least ${min}` })
    .max(max, { error: `at most ${max} items` });

export const flag = () => z.boolean({ error: 'true or false' });

export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

export function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

export function number(min: number, max: number) {
  const error = `a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** Text of one line or several; never blank. */
export function text(maxLength: number, expected = `text of 1 to ${maxLength} characters`) {
  return z
    .string({ error: expected })
    .max(maxLength, { error: expected })
    .check(verdict(expected, (value) => (/\S/.test(value) ? undefined : { code: 'out-of-range' })));
}

export const matching = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

/** A check that gives the code, and perhaps what was meant, where a text is wrong. */
function verdict(expected: string, judge: (text: string) => IssueParams | undefined) {
  return (context: z.core.ParsePayload<string>) => {
    const params = judge(context.value);
    if (params) context.issues.push({ code: 'custom', input: context.value, message: expected, params: { ...params } });
  };
}

/** Text with a unit, of a number in a range. */
function measured(
  parse: (text: string) => number | undefined,
  expected: string,
  { min, max, step }: { min: number; max: number; step?: number },
  meant: (text: string) => string | null = () => null,
) {
  const codeOf = (text: string): DiagnosticCode | undefined => {
    const value = parse(text);
    if (value === undefined) return 'bad-format';
    if (value < min || value > max) return 'out-of-range';
    return step !== undefined && !isWhole(value / step) ? 'bad-format' : undefined;
  };
  return z.string({ error: expected }).check(
    verdict(expected, (text) => {
      const code = codeOf(text);
      if (code === undefined) return undefined;
      const suggestion = code === 'bad-format' ? meant(text) : null;
      return { code, suggestion: suggestion !== null && codeOf(suggestion) === undefined ? suggestion : null };
    }),
  );
}

/** As far as binary fractions can tell. */
const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;

export const percent = (min: number, max: number, example = '99.9%') =>
  measured(
    units.parsePercent,
    `a percentage from ${min}% to ${max}%, such as ${example}`,
    { min, max },
    units.percentMeant,
  );

export const wholePercent = (min: number, max: number) =>
  measured(
    units.parsePercent,
    `a whole percentage from ${min}% to ${max}%, such as 50%`,
    { min, max, step: 1 },
    units.percentMeant,
  );

export const rate = () =>
  measured(units.parseRate, 'requests per second above 0, such as 40rps', { min: 1e-6, max: 1e9 }, units.rateMeant);

const stepWords: Readonly<Record<string, string>> = { '1m': ', in whole minutes', '5m': ', in steps of 5m' };

/** In whole steps of `step`, such as `1s` or `1m`. */
export const duration = (min: string, max: string, step = '1s') =>
  measured(
    units.parseDuration,
    `a duration from ${min} to ${max}${stepWords[step] ?? ''}`,
    { min: seconds(min), max: seconds(max), step: seconds(step) },
    units.durationMeant,
  );

const seconds = (duration: string) => units.parseDuration(duration) as number;

export const sizeGiB = (min: number, max: number) =>
  measured(
    units.parseSizeGiB,
    `a size from ${min}GiB to ${max}GiB, such as 30GiB`,
    { min, max, step: 1 },
    units.sizeMeant,
  );

export const turn = () => {
  const expected = 'a turn of 1d to 365d (PagerDuty’s limit), in days or weeks, such as 7d or 1w';
  return z.string({ error: expected }).check(
    verdict(expected, (value) => {
      const days = units.parseTurn(value)?.days;
      if (days === undefined) return { code: 'bad-format', suggestion: turnMeant(value) };
      return days > 365 ? { code: 'out-of-range' } : undefined;
    }),
  );
};

export const sloWindow = () => {
  const expected = 'days or weeks up to 365d such as 30d or 4w, month, or quarter';
  return z.string({ error: expected }).check(
    verdict(expected, (value) => {
      const days = value === 'month' || value === 'quarter' ? 30 : units.parseTurn(value)?.days;
      if (days === undefined)
        return { code: 'bad-format', suggestion: turnMeant(value) ?? nearest(value, ['month', 'quarter']) };
      return days > 365 ? { code: 'out-of-range' } : undefined;
    }),
  );
};

/** `7 days` → `7d`. */
function turnMeant(text: string): string | null {
  const meant = units.durationMeant(text);
  return (units.parseTurn(meant ?? '')?.days ?? 366) <= 365 ? meant : null;
}

/** @param meant what might have been; suggested where it holds */
function checked(holds: (text: string) => boolean, expected: string, meant = (text: string) => text) {
  return z.string({ error: expected }).check(
    verdict(expected, (text) => {
      if (holds(text)) return undefined;
      return { code: 'bad-format', suggestion: holds(meant(text)) ? meant(text) : null };
    }),
  );
}

export const localTime = () =>
  checked(units.isLocalTime, 'a local time from "00:00" to "23:59"', (text) => text.padStart(5, '0'));
export const localDate = () => checked(units.isLocalDate, 'a date such as 2026-11-30');
export const localDateTime = () =>
  checked(units.isLocalDateTime, 'a local date and time such as 2026-11-27T06:00', (text) => text.replace(/[ _]/, 'T'));

const zoneIn = (known: (zone: string) => boolean, names: () => readonly string[], expected: string) =>
  z
    .string({ error: expected })
    .check(
      verdict(expected, (value) =>
        known(value) ? undefined : { code: 'unknown-time-zone', suggestion: zoneMeant(value, names()) },
      ),
    );

/** `Berlin` and `UTC` are parts of names, others misspelled. */
function zoneMeant(value: string, names: readonly string[]): string | null {
  const ending = `/${value.toLowerCase()}`;
  return names.find((name) => name.toLowerCase().endsWith(ending)) ?? nearest(value, names);
}

export const zone = () => zoneIn(isZone, zoneNames, 'an IANA time zone such as Europe/Berlin');

/** Of a schedule: PagerDuty knows fewer zones than there are. */
export const pagerdutyZone = () =>
  zoneIn(
    (value) => pagerdutyTimeZones.includes(value),
    () => pagerdutyTimeZones,
    'a time zone that PagerDuty has, such as Europe/Berlin or Etc/UTC',
  );

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const weekday = () => choice(weekdays);

/** A name that becomes part of other names; what was meant is the same in small letters and hyphens. */
function name(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).check(
    verdict(expected, (value) => {
      if (pattern.test(value)) return undefined;
      const meant = spelledAsName(value);
      return { code: 'bad-name', suggestion: pattern.test(meant) ? meant : null };
    }),
  );
}

export const spelledAsName = (text: string) =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');

/** Of a service, a team, a rotation, an escalation, a schedule, an event or an SLO. */
export const entryName = () =>
  name(/^[a-z][a-z0-9-]{0,39}$/, 'a name of a-z, 0-9 and hyphens, beginning with a letter, at most 40 characters');

export const environmentName = () =>
  name(/^[a-z][a-z0-9]{0,11}$/, 'a name of a-z and 0-9, beginning with a letter, at most 12 characters');

export const email = () => checked(units.isEmail, 'an e-mail address, spelled as PagerDuty has it');

/** Without a password in it, and without what would end it in somebody's text. */
export const url = () =>
  checked(
    (value) =>
      /^https?:\/\/[^\s<>"'`|\\^{}@/?#]+([/?#][^\s<>"'`|\\^{}]*)?$/.test(value) &&
      value.length <= 500 &&
      URL.canParse(value),
    'an http(s) address without a user name',
  );
