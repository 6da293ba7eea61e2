import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CronExpressionParser } from 'cron-parser';
import { parse } from 'yaml';

/**
 * A catalog's times as its YAML says them, read on the wall clock that node's own zone data shows. Nothing of it comes
 * from `domain/`. It does not know what a skipped or doubled local time means: no shipped time is one.
 */
const DAY = 1_440;
const DAY_MS = DAY * 60_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

interface Hours {
  readonly days?: readonly string[];
  readonly from: string;
  readonly to: string;
}

interface WrittenRotation {
  readonly name: string;
  readonly timeZone?: string;
  readonly every: string;
  readonly handoff: { readonly time: string };
  readonly members: readonly string[];
  readonly anchor: { readonly on: string; readonly member: string };
  readonly hours?: Hours;
  readonly follows?: string;
  readonly offset?: number;
}

export interface WrittenTeam {
  readonly name: string;
  readonly timeZone: string;
  readonly rotations: readonly WrittenRotation[];
  readonly escalations: readonly {
    readonly name: string;
    readonly steps: readonly { readonly notify: readonly string[] }[];
  }[];
}

interface Sizes {
  readonly min: number;
  readonly max: number;
}

interface WrittenScaling extends Sizes {
  readonly schedule?: readonly (Partial<Sizes> & Hours & { readonly cron?: string; readonly timeZone: string })[];
  readonly events?: readonly (Partial<Sizes> & { from: string; to: string; timeZone: string })[];
}

interface HasScaling {
  readonly scaling?: Partial<WrittenScaling>;
}

export interface WrittenCatalog {
  readonly teams: readonly WrittenTeam[];
  scaling(service: string, environment: string): WrittenScaling;
}

export function writtenCatalog(root: string): WrittenCatalog {
  const read = (path: string) => parse(readFileSync(join(root, path), 'utf8'));
  const tiers = read('config/tiers.yaml') as Readonly<Record<number, HasScaling>>;
  return {
    teams: readdirSync(join(root, 'config/teams')).map((file) => read(`config/teams/${file}`)),
    scaling(service, environment) {
      const entry = read(`services/${service}.yaml`);
      const layers: HasScaling[] = [
        tiers[entry.tier as number] ?? {},
        read(`config/environments/${environment}.yaml`).defaults ?? {},
        entry,
        entry.environments?.[environment] ?? {},
      ];
      return Object.assign({}, ...layers.map(({ scaling }) => scaling));
    },
  };
}

/** Minutes of local time since 1970 began; asked for as often as there are instants, so each quarter is kept. */
function wallMinutes(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const offsets = new Map<number, number>();
  return (atMs) => {
    const quarter = Math.floor(atMs / 900_000);
    const minutes = Math.floor(atMs / 60_000);
    const offset = offsets.get(quarter) ?? Date.parse(`${format.format(atMs).replace(' ', 'T')}Z`) / 60_000 - minutes;
    offsets.set(quarter, offset);
    return minutes + offset;
  };
}

const clocks = new Map<string, (atMs: number) => number>();
function wall(atMs: number, zone: string): number {
  const clock = clocks.get(zone) ?? wallMinutes(zone);
  clocks.set(zone, clock);
  return clock(atMs);
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const minutesOf = (local: string) => Date.parse(`${local}:00Z`) / 60_000;

/** How many minutes ago the hours that run at a wall-clock minute began. */
function runningFor({ days = WEEKDAYS, from, to }: Hours, now: number): number | undefined {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const length = end - start + (end <= start ? DAY : 0);
  const today = Math.floor(now / DAY);
  return [today, today - 1]
    .filter((day) => days.includes(WEEKDAYS[new Date(day * DAY_MS).getUTCDay()] as string))
    .map((day) => now - day * DAY - start)
    .find((ago) => 0 <= ago && ago < length);
}

/** Who is on call in a rotation of a team. */
export function onCallAsWritten(team: WrittenTeam, name: string): (atMs: number) => string | undefined {
  const named = (wanted: string | undefined) => team.rotations.find((one) => one.name === wanted);
  const own = named(name) as WrittenRotation;
  const { members, anchor, handoff, every, hours, offset = 0, timeZone } = { ...named(own.follows), ...own };
  const turn = Number.parseInt(every, 10) * (every.endsWith('w') ? 7 : 1) * DAY;
  const first = minutesOf(`${anchor.on}T${handoff.time}`);
  const place = members.indexOf(anchor.member) + offset;
  return (atMs) => {
    const now = wall(atMs, timeZone ?? team.timeZone);
    if (hours !== undefined && runningFor(hours, now) === undefined) return undefined;
    const turns = Math.floor((now - first) / turn) + place;
    return members[((turns % members.length) + members.length) % members.length];
  };
}

/** Between which sizes a group is kept. */
export function sizesAsWritten(scaling: WrittenScaling, firstYear: number, lastYear: number): (atMs: number) => Sizes {
  const since = (scaling.schedule ?? []).map((entry) => {
    if (entry.cron === undefined) return (now: number) => runningFor(entry, now);
    const firings = firingsOf(entry.cron, firstYear, lastYear);
    return (now: number) => now - (firings.findLast((firing) => firing <= now) ?? Number.NaN);
  });
  return (atMs) => {
    const sizes = { min: scaling.min, max: scaling.max };
    const held = { min: Number.POSITIVE_INFINITY, max: Number.POSITIVE_INFINITY };
    for (const [index, entry] of (scaling.schedule ?? []).entries()) {
      const ago = since[index]?.(wall(atMs, entry.timeZone));
      for (const bound of ['min', 'max'] as const) {
        const value = entry[bound];
        if (value === undefined || ago === undefined || !(ago <= held[bound])) continue;
        sizes[bound] = value;
        held[bound] = ago;
      }
    }
    const event = (scaling.events ?? []).find(({ from, to, timeZone }) => {
      const now = wall(atMs, timeZone);
      return minutesOf(from) <= now && now < minutesOf(to);
    });
    return { min: event?.min ?? sizes.min, max: event?.max ?? sizes.max };
  };
}

/** Wall-clock minutes at which a cron fires, in order. */
function firingsOf(cron: string, firstYear: number, lastYear: number): number[] {
  const start = new Date(Date.UTC(firstYear - 1, 11, 1));
  const next = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: start });
  const firings: number[] = [];
  for (let at = next.next(); at.getUTCFullYear() <= lastYear; at = next.next()) firings.push(at.getTime() / 60_000);
  return firings;
}
