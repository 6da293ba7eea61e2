import type { Scaling } from '../catalog/model';
import { shortHash } from '../names/shorten';
import { fieldText } from './cron';
import { BOUNDS, type Bound } from './firings';
import { type Setting, type Timetable, timetableOf } from './timetable';
import { dateOf, weekdayOf } from './wall-clock';

/** One repeated change of sizes: what a scheduled action with a recurrence says. */
export interface Recurrence {
  /** Readable and unique within the schedule: `evening-start`. */
  readonly key: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly sizes: Readonly<Partial<Record<Bound, number>>>;
  /** Position in the schedule of the entry that decides. */
  readonly entry: number;
}

export interface Recurrences {
  readonly recurrences: readonly Recurrence[];
  /** What no recurrence can say: at this time of day, the sizes differ from date to date without a rule. */
  readonly irregular: readonly Setting[];
}

/** One value at one time of day, and the day fields of the cron that sets it. */
interface Rule {
  readonly setting: Setting;
  readonly days: string;
}

/** Ways in which the day fields of a cron tell days apart, the plainest first. Month 0 stands for all. */
const DAY_FIELDS = [
  { of: (day: number) => [0, weekdayOf(day)], text: (_: string, weekdays: string) => `* * ${weekdays}` },
  { of: (day: number) => [0, dateOf(day).dayOfMonth], text: (_: string, days: string) => `${days} * *` },
  {
    of: (day: number) => [dateOf(day).month, weekdayOf(day)],
    text: (months: string, weekdays: string) => `* ${months} ${weekdays}`,
  },
  {
    of: (day: number) => [dateOf(day).month, dateOf(day).dayOfMonth],
    text: (months: string, days: string) => `${days} ${months} *`,
  },
] as const;

/**
 * The recurrences that set what a schedule says, no two of one zone at the same time. A cron that never meets another
 * entry stays as it was written.
 */
export function recurrencesOf(scaling: Scaling, timetable: Timetable = timetableOf(scaling)): Recurrences {
  const plain = plainCrons(scaling, timetable.settings);
  const plainEntries = new Set(plain.map(({ entry }) => entry));
  const times = groups(
    timetable.settings.filter(({ entry }) => !plainEntries.has(entry)),
    ({ zone, minute }) => `${minute} ${zone}`,
  );
  const irregular: Setting[] = [];
  const rules = times.flatMap((settings) => {
    const found = rulesOf(settings, timetable);
    if (found === undefined && settings[0] !== undefined) irregular.push(settings[0]);
    return found ?? [];
  });
  return { recurrences: withKeys([...plain, ...joined(rules)]), irregular };
}

type Unnamed = Omit<Recurrence, 'key'> & { readonly name: string };

function plainCrons(scaling: Scaling, settings: readonly Setting[]): Unnamed[] {
  return scaling.schedule.flatMap((entry, index) => {
    if (entry.kind !== 'cron') return [];
    const own = settings.filter(({ entries }) => entries.includes(index));
    const alone = own.every(
      ({ entries, sizes }) => entries.length === 1 && BOUNDS.every((bound) => sizes[bound] === entry[bound]),
    );
    if (!alone) return [];
    const cron = entry.cron.trim().split(/\s+/).join(' ');
    const { name, timeZone, min, max } = entry;
    const sizes = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    return [{ name, cron, timeZone, sizes, entry: index }];
  });
}

/** The rules that say what is set at one time of day, on which days; undefined where no day fields can tell. */
function rulesOf(settings: readonly Setting[], { firstDay, endDay, weekly }: Timetable): Rule[] | undefined {
  const byDay = new Map(settings.map((setting) => [setting.day, setting]));
  for (const fields of weekly ? DAY_FIELDS.slice(0, 1) : DAY_FIELDS) {
    const found = new Map<string, Setting[] | 'nothing'>();
    let told = true;
    for (let day = firstDay; told && day < endDay; day++) {
      const key = fields.of(day).join();
      const setting = byDay.get(day);
      const others = found.get(key);
      if (others === undefined) found.set(key, setting === undefined ? 'nothing' : [setting]);
      else if (others === 'nothing') told = setting === undefined;
      else if (setting === undefined || settingText(setting) !== settingText(others[0] as Setting)) told = false;
      else others.push(setting);
    }
    if (!told) continue;
    const busy = [...found].flatMap(([key, of]) =>
      of === 'nothing' || of.every(({ idle }) => idle) ? [] : [{ ...fieldsOf(key), setting: of[0] as Setting }],
    );
    const all = groups([...found.keys()].map(fieldsOf), ({ month }) => String(month));
    const daysIn = new Map(all.map((days) => [days[0]?.month ?? 0, days.length]));
    return groups(busy, ({ setting }) => settingText(setting)).flatMap((same) => dayRules(same, daysIn, fields.text));
  }
  return undefined;
}

function fieldsOf(key: string): { month: number; value: number } {
  const [month = 0, value = 0] = key.split(',').map(Number);
  return { month, value };
}

function settingText({ name, sizes }: Setting): string {
  return `${sizes.min} ${sizes.max} ${name}`;
}

/** Months that have the same days share a rule. `daysIn` counts the days that a month can have. */
function dayRules(
  same: readonly { month: number; value: number; setting: Setting }[],
  daysIn: ReadonlyMap<number, number>,
  text: (months: string, days: string) => string,
): Rule[] {
  const months = groups(same, ({ month }) => String(month)).map((of) => {
    const { month, setting } = of[0] as (typeof of)[number];
    const values = of.length === daysIn.get(month) ? '*' : fieldText(of.map(({ value }) => value));
    return { month, values, setting };
  });
  return groups(months, ({ values }) => values).map((of) => {
    const { setting, values } = of[0] as (typeof of)[number];
    return { setting, days: text(fieldText(of.map(({ month }) => month)), values) };
  });
}

/** One recurrence for all times of day that share days and value, where the hours share their minutes. */
function joined(rules: readonly Rule[]): Unnamed[] {
  const alike = groups(rules, ({ days, setting }) => `${days} ${settingText(setting)} ${setting.zone}`);
  return alike.flatMap((same) => {
    const hours = groups(same, ({ setting }) => String(Math.floor(setting.minute / 60))).map((of) => ({
      hour: Math.floor((of[0]?.setting.minute ?? 0) / 60),
      minutes: fieldText(of.map(({ setting }) => setting.minute % 60)),
    }));
    const { days, setting } = same[0] as Rule;
    return groups(hours, ({ minutes }) => minutes).map((of) => ({
      name: setting.name,
      cron: `${of[0]?.minutes} ${fieldText(of.map(({ hour }) => hour))} ${days}`,
      timeZone: setting.zone,
      sizes: setting.sizes,
      entry: setting.entry,
    }));
  });
}

/** The name alone where one recurrence has it; a hash of the cron tells further ones apart, whatever their order. */
function withKeys(unnamed: readonly Unnamed[]): Recurrence[] {
  return groups(unnamed, ({ name }) => name).flatMap((same) => {
    const sorted = same.toSorted((a, b) => compare(a.cron, b.cron) || compare(a.timeZone, b.timeZone));
    return sorted.map(({ name, ...recurrence }, index) => ({
      ...recurrence,
      key: index === 0 ? name : `${name}-${shortHash([recurrence.cron, recurrence.timeZone])}`,
    }));
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = found.get(key);
    if (same === undefined) found.set(key, [item]);
    else same.push(item);
  }
  return [...found.values()];
}
