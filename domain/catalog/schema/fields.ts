import { z } from 'zod';
import { isZone } from '../../time/zones';
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

export const list = <Item extends z.ZodType>(item: Item, min = 0) =>
  z
    .array(item, { error: 'a list' })
    .min(min, { error: `a list of at least ${min}` })
    .max(1000, { error: 'at most 1000 items' });

export const flag = () => z.boolean({ error: 'true or false' });

export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

export function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** Text of one line or several; never empty. */
export function text(maxLength: number, expected = `text of 1 to ${maxLength} characters`) {
  return z.string({ error: expected }).min(1, { error: expected }).max(maxLength, { error: expected });
}

export const matching = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

/** Text with a unit, of a number in a range. */
function measured(parse: (text: string) => number | undefined, expected: string, min: number, max: number) {
  return z.string({ error: expected }).check((context) => {
    const value = parse(context.value);
    if (value === undefined) context.issues.push(issue(context.value, expected, 'bad-format'));
    else if (value < min || value > max) context.issues.push(issue(context.value, expected, 'out-of-range'));
  });
}

const issue = (input: unknown, message: string, code: string) => ({
  code: 'custom' as const,
  input,
  message,
  params: { code },
});

export const percent = (min: number, max: number) =>
  measured(
    units.parsePercent,
    `a percentage from ${min}% to ${max}%, such as ${max === 100 ? '99.9%' : `${max}%`}`,
    min,
    max,
  );

export const rate = () => measured(units.parseRate, 'requests per second above 0, such as 40rps', 1e-6, 1e9);

export const duration = (minText: string, maxText: string) =>
  measured(
    units.parseDuration,
    `a duration from ${minText} to ${maxText}`,
    units.parseDuration(minText) as number,
    units.parseDuration(maxText) as number,
  );

export const sizeGiB = (min: number, max: number) =>
  measured(units.parseSizeGiB, `a size from ${min}GiB to ${max}GiB, such as 30GiB`, min, max);

export const turn = () =>
  matching(/^[1-9]\d{0,2}[dw]$/, 'days or weeks, such as 1d or 2w').refine(
    (value) => (units.parseTurn(value)?.days ?? 0) <= 365,
    { error: 'a turn of at most 365d (PagerDuty’s limit)' },
  );

const checked = (holds: (value: string) => boolean, expected: string) =>
  z.string({ error: expected }).refine(holds, { error: expected });

export const localTime = () => checked(units.isLocalTime, 'a local time from "00:00" to "23:59"');
export const localDate = () => checked(units.isLocalDate, 'a date such as 2026-11-30');
export const localDateTime = () => checked(units.isLocalDateTime, 'a local date and time such as 2026-11-27T06:00');
export const zone = () =>
  z.string({ error: 'an IANA time zone such as Europe/Berlin' }).check((context) => {
    if (!isZone(context.value)) {
      context.issues.push(issue(context.value, 'an IANA time zone such as Europe/Berlin', 'unknown-time-zone'));
    }
  });

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const weekday = () => choice(weekdays);

/** Of a service or a team: it becomes part of names everywhere. */
export const serviceName = () =>
  matching(/^[a-z][a-z0-9-]{0,39}$/, 'a name of a-z, 0-9 and hyphens, beginning with a letter, at most 40 characters');

/** Of a rotation, an escalation, a schedule, an event or an SLO. */
export const partName = serviceName;

export const email = () => checked(units.isEmail, 'an e-mail address, spelled as PagerDuty has it');

export const url = () =>
  checked((value) => /^https?:\/\/[^\s<>"'`|\\^{}]+$/.test(value) && value.length <= 500, 'an http(s) address');
