import type { Scaling } from '../catalog/model';
import { BOUNDS, type Bound, holdingSince, type Timer, timersOf } from './firings';
import { instantAt, UTC } from './wall-clock';

/** What has to be set when the wall clock of `zone` shows `minute` on `day`; a bound that no entry sets is left out. */
export interface Setting {
  readonly zone: string;
  readonly minute: number;
  readonly day: number;
  /** Positions in the schedule of the entries that fire. */
  readonly entries: readonly number[];
  /** Of them, the one that decides, and its name: `evening-start` or `evening-end` for a window's. */
  readonly entry: number;
  readonly name: string;
  readonly sizes: Readonly<Partial<Record<Bound, number>>>;
  /** What holds from then on. */
  readonly holds: Readonly<Record<Bound, number>>;
  /** Only windows end here, and what they return to holds already. */
  readonly idle: boolean;
}

export interface Timetable {
  readonly settings: readonly Setting[];
  /** The days that are covered: `firstDay` up to, not including, `endDay`. */
  readonly firstDay: number;
  readonly endDay: number;
  /** Whether the covered days are one week that repeats for ever. */
  readonly weekly: boolean;
}

/** A Sunday. Fixed, so that what is emitted does not depend on the day of asking. */
const FIRST_DAY = 20_093;
const WEEK_DAYS = 7;
/** With dates in a schedule, or zones that change their clocks on different days: two leap days lie within. */
const LONG_DAYS = 8 * 365 + 2;
/** A window lasts a day at most, a week of windows has begun and ended once. */
const WARM_UP_DAYS = 8;

interface Firing {
  readonly atMs: number;
  readonly day: number;
  readonly minute: number;
  readonly timer: Timer;
  /** Of a window that starts: when it ends. */
  readonly untilMs: number;
  readonly start: boolean;
}

/**
 * Everything that a schedule sets, written out. Within one zone the wall clock alone decides what comes after what,
 * so days are counted as if clocks never changed; `faults.ts` refuses the schedules for which that is not so.
 */
export function timetableOf(scaling: Scaling): Timetable {
  const timers = timersOf(scaling);
  if (timers.length === 0) return { settings: [], firstDay: FIRST_DAY, endDay: FIRST_DAY, weekly: true };
  const oneZone = new Set(timers.map((timer) => timer.entry.timeZone)).size <= 1;
  const weekly = oneZone && timers.every((timer) => timer.starts.weekly);
  const endDay = FIRST_DAY + (weekly ? WEEK_DAYS : LONG_DAYS);
  const clock = (zone: string) => (oneZone ? UTC : zone);
  const firings = timers.flatMap((timer) => firingsOf(timer, clock(timer.entry.timeZone), endDay));
  const holding = new Holding(scaling, timers, clock, instantAt(FIRST_DAY - WARM_UP_DAYS, 0, UTC));
  const settings = [...byInstant(firings)].flatMap((together) => holding.settle(together));
  return {
    settings: settings.filter(({ day }) => day >= FIRST_DAY && day < endDay),
    firstDay: FIRST_DAY,
    endDay,
    weekly,
  };
}

function firingsOf(timer: Timer, zone: string, endDay: number): Firing[] {
  const firings: Firing[] = [];
  for (let day = FIRST_DAY - WARM_UP_DAYS; day < endDay; day++) {
    if (!timer.starts.firesOn(day)) continue;
    for (const minute of timer.starts.minutes) {
      const atMs = instantAt(day, minute, zone);
      const end = timer.endOf?.(day);
      const untilMs = end === undefined ? Number.POSITIVE_INFINITY : instantAt(end.day, end.minute, zone);
      firings.push({ atMs, day, minute, timer, untilMs, start: true });
      if (end !== undefined) firings.push({ atMs: untilMs, ...end, timer, untilMs, start: false });
    }
  }
  return firings;
}

function* byInstant(firings: Firing[]): Generator<Firing[]> {
  const sorted = [...firings].sort((a, b) => a.atMs - b.atMs);
  let together: Firing[] = [];
  for (const firing of sorted) {
    if (together[0] !== undefined && together[0].atMs !== firing.atMs) {
      yield together;
      together = [];
    }
    together.push(firing);
  }
  if (together.length > 0) yield together;
}

/** What holds while time passes from firing to firing. */
class Holding {
  private readonly since = new Map<Timer, { startMs: number; untilMs: number }>();
  private readonly current: Record<Bound, number>;

  constructor(
    private readonly base: Pick<Scaling, Bound>,
    private readonly timers: readonly Timer[],
    clock: (zone: string) => string,
    atMs: number,
  ) {
    this.current = { min: base.min, max: base.max };
    for (const timer of timers.filter(({ endOf }) => endOf === undefined)) {
      const startMs = holdingSince(
        { ...timer, entry: { ...timer.entry, timeZone: clock(timer.entry.timeZone) } },
        atMs,
      );
      if (startMs !== undefined) this.since.set(timer, { startMs, untilMs: Number.POSITIVE_INFINITY });
    }
    for (const bound of BOUNDS) this.current[bound] = this.valueAt(bound, atMs);
  }

  /** Lets the firings of one instant happen: one setting for each zone among them, those with a start first. */
  settle(together: readonly Firing[]): Setting[] {
    for (const { start, timer, atMs, untilMs } of together)
      if (start) this.since.set(timer, { startMs: atMs, untilMs });
    const zones = [...new Set(together.map(({ timer }) => timer.entry.timeZone))];
    const groups = zones.map((zone) => together.filter(({ timer }) => timer.entry.timeZone === zone));
    const starts = (group: Firing[]) => group.some(({ start }) => start);
    return groups.sort((a, b) => Number(starts(b)) - Number(starts(a))).flatMap((group) => this.settingOf(group));
  }

  private settingOf(group: readonly Firing[]): Setting[] {
    const deciding = group
      .toSorted((a, b) => Number(a.start) - Number(b.start) || a.timer.index - b.timer.index)
      .at(-1);
    if (deciding === undefined) return [];
    const bounds = BOUNDS.filter((bound) => group.some(({ timer }) => timer.entry[bound] !== undefined));
    const sizes = Object.fromEntries(bounds.map((bound) => [bound, this.valueAt(bound, deciding.atMs)]));
    const idle = !group.some(({ start }) => start) && bounds.every((bound) => sizes[bound] === this.current[bound]);
    Object.assign(this.current, sizes);
    const { day, minute, timer } = deciding;
    const entries = [...new Set(group.map((firing) => firing.timer.index))];
    return [
      {
        zone: timer.entry.timeZone,
        day,
        minute,
        entries,
        entry: timer.index,
        name: nameOf(deciding),
        sizes,
        holds: { ...this.current },
        idle,
      },
    ];
  }

  private valueAt(bound: Bound, atMs: number): number {
    let value = this.base[bound];
    let latest = Number.NEGATIVE_INFINITY;
    for (const timer of this.timers) {
      const held = this.since.get(timer);
      const set = timer.entry[bound];
      if (set === undefined || held === undefined || atMs >= held.untilMs || held.startMs < latest) continue;
      latest = held.startMs;
      value = set;
    }
    return value;
  }
}

function nameOf({ timer, start }: Firing): string {
  if (timer.endOf === undefined) return timer.entry.name;
  return `${timer.entry.name}-${start ? 'start' : 'end'}`;
}
