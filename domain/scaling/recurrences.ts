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
const EVERY_WEEKDAY = '0-6';

/**
 * The recurrences that set what a schedule says, no two of one zone at the same time. A cron that never meets another
 * entry stays as it was written.
 */
export function recurrencesOf(scaling: Scaling): Recurrences {
  if (scaling.schedule.length === 0) return { recurrences: [], irregular: [] };
  const timetable = timetableOf(scaling);
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
      of === 'nothing' || of.every(({ idle }) => idle) ? [] : [{ key, setting: of[0] as Setting }],
    );
    return groups(busy, ({ setting }) => settingText(setting)).flatMap((same) => dayRules(same, fields.text));
  }
  return undefined;
}

function settingText({ name, sizes }: Setting): string {
  return `${sizes.min} ${sizes.max} ${name}`;
}

/** Months that have the same days share a rule. */
function dayRules(
  same: readonly { key: string; setting: Setting }[],
  text: (months: string, days: string) => string,
): Rule[] {
  const days = same.map(({ key, setting }) => ({
    month: Number(key.split(',')[0]),
    value: Number(key.split(',')[1]),
    setting,
  }));
  const months = groups(days, ({ month }) => String(month)).map((of) => ({
    month: of[0]?.month ?? 0,
    values: fieldText(of.map(({ value }) => value)),
    setting: of[0]?.setting as Setting,
  }));
  return groups(months, ({ values }) => values).map((of) => ({
    setting: of[0]?.setting as Setting,
    days: text(fieldText(of.map(({ month }) => month)), of[0]?.values ?? '').replace(`* * ${EVERY_WEEKDAY}`, '* * *'),
  }));
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
      key: index === 0 ? name : `${name}-${shortHash([recurrence.cron, recurrence.timeZone], 4)}`,
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
