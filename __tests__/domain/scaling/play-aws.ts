import { LocalDateTime, ZoneOffset } from '@js-joda/core';
import { CronExpressionParser } from 'cron-parser';
import type { ScheduledAction } from '../../../domain/scaling/scheduled-actions';
import type { Sizes } from '../../../domain/scaling/sizes-at';
import { instantOf, localAt } from '../../../domain/time/zones';

/**
 * Plays EC2 Auto Scaling on emitted actions, from its documentation alone: a one-time action fires at its start and is
 * gone; a recurring one fires at its start if it has one, then as its cron says on the wall clock of its zone, until
 * its end, after which it is gone. -1 leaves a bound as it is.
 */
export interface World {
  readonly sizes: Sizes;
  readonly actions: readonly ScheduledAction[];
}

export function playAws(world: World, fromMs: number, toMs: number): World {
  let { sizes, actions } = world;
  let nowMs = fromMs;
  for (;;) {
    const due = actions.map((action) => ({ action, atMs: nextAt(action, nowMs) ?? Number.POSITIVE_INFINITY }));
    const atMs = Math.min(...due.map((one) => one.atMs));
    if (atMs > toMs)
      return { sizes, actions: due.filter((one) => one.atMs < Number.POSITIVE_INFINITY).map(({ action }) => action) };
    const firing = due.filter((one) => one.atMs === atMs).map((one) => one.action);
    if (firing.length > 1) throw new Error(`${firing.map(({ name }) => name).join(' and ')} fire together`);
    for (const { minSize, maxSize } of firing) {
      sizes = { min: minSize === -1 ? sizes.min : minSize, max: maxSize === -1 ? sizes.max : maxSize };
    }
    nowMs = atMs;
  }
}

/** When an action fires next after an instant. */
function nextAt(action: ScheduledAction, afterMs: number): number | undefined {
  const { recurrence, startMs, endMs } = action;
  if (startMs !== undefined && startMs > afterMs) return startMs;
  if (recurrence === undefined) return undefined;
  const firings = known.get(action) ?? new Firings(recurrence, action.timeZone ?? 'UTC', afterMs);
  known.set(action, firings);
  const atMs = firings.nextAfter(afterMs);
  return endMs !== undefined && atMs > endMs ? undefined : atMs;
}

const known = new WeakMap<ScheduledAction, Firings>();
const DAY_MS = 24 * 3_600_000;

/** Firings of a cron on a wall clock from an instant on, found as far as they are asked for. */
class Firings {
  private readonly cron;
  private readonly found: number[] = [];

  constructor(
    recurrence: string,
    private readonly zone: string,
    fromMs: number,
  ) {
    const wall = localAt(fromMs - DAY_MS, zone)
      .toInstant(ZoneOffset.UTC)
      .toEpochMilli();
    this.cron = CronExpressionParser.parse(recurrence, { tz: 'UTC', currentDate: new Date(wall) });
  }

  nextAfter(afterMs: number): number {
    // a firing that was skipped forward may come after ones that are written later
    while ((this.found.at(-1) ?? 0) <= afterMs + DAY_MS) this.found.push(this.nextWritten());
    while ((this.found[0] ?? 0) < afterMs - DAY_MS) this.found.shift();
    return Math.min(...this.found.filter((atMs) => atMs > afterMs));
  }

  private nextWritten(): number {
    const wall = Math.floor(this.cron.next().getTime() / 1000);
    return instantOf(LocalDateTime.ofEpochSecond(wall, 0, ZoneOffset.UTC), this.zone);
  }
}
