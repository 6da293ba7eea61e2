import type { Scaling, ScalingEvent } from '../catalog/model';
import { type Bound, holdingSince, type Timer, timersOf } from './firings';

/** Instances that an Auto Scaling group keeps between. */
export interface Sizes {
  readonly min: number;
  readonly max: number;
}

/**
 * The sizes of a service at an instant (epoch milliseconds): a running event wins, else the entry of the schedule that
 * began last among the windows that run and the latest firings of crons, else the base. Each bound is settled alone,
 * so an entry that sets one leaves the other as it would be without it. Of two that begin together, the later in the
 * list wins. A window ends before the instant of its end, an event likewise.
 */
export function sizesAt(scaling: Scaling, atMs: number): Sizes {
  const event = runningEvent(scaling, atMs);
  const timers = timersOf(scaling);
  const bound = (name: Bound) => event?.[name] ?? scheduledBound(scaling, timers, name, atMs);
  return { min: bound('min'), max: bound('max') };
}

export function runningEvent(scaling: Pick<Scaling, 'events'>, atMs: number): ScalingEvent | undefined {
  return scaling.events.find((event) => event.fromMs <= atMs && atMs < event.toMs);
}

function scheduledBound(scaling: Scaling, timers: readonly Timer[], bound: Bound, atMs: number): number {
  let value = scaling[bound];
  let since = Number.NEGATIVE_INFINITY;
  for (const timer of timers) {
    const set = timer.entry[bound];
    if (set === undefined) continue;
    const start = holdingSince(timer, atMs);
    if (start === undefined || start < since) continue;
    since = start;
    value = set;
  }
  return value;
}
