import type { Counts } from '../../../domain/slo/behaviour/raw-series';

/** Good and bad events of a stretch of time, and for SLIs that weigh time the mean share of bad ones, 0..1. */
export interface Stretch {
  readonly good: number;
  readonly bad: number;
  readonly meanErrorRatio: number;
}

/** When errors come how many times faster than the objective allows, in UTC. */
interface Incident {
  readonly from: string;
  readonly to: string;
  readonly burn: number;
}

/** What is simulated ends here: in the middle of a quarter, a month, a week and an hour. Epoch seconds. */
export const NOW = Date.UTC(2025, 4, 8, 12, 25) / 1000;

const HOUR_SECONDS = 3600;

/** When a simulation begins, in epoch seconds: its coarse part at a full hour, since budgets are read at full hours. */
export function simulatedSince(coarseSeconds: number, fineSeconds: number): number {
  const from = NOW - fineSeconds - coarseSeconds;
  return coarseSeconds === 0 ? from : Math.floor(from / HOUR_SECONDS) * HOUR_SECONDS;
}

const USUAL_BURN = 0.5;
/**
 * One outage within every window and outside of the next shorter one, so that no two windows have the same budget left
 * or burn rate. None begins or ends within five minutes of where a window does.
 */
const INCIDENTS: readonly Incident[] = [
  { from: '2025-03-30T02:00Z', to: '2025-03-30T06:00Z', burn: 40 }, // 90d, before the quarter
  { from: '2025-04-03T09:00Z', to: '2025-04-03T12:00Z', burn: 30 }, // quarter, before 30d
  { from: '2025-04-09T09:00Z', to: '2025-04-09T12:00Z', burn: 20 }, // 30d, before 28d
  { from: '2025-04-20T09:00Z', to: '2025-04-20T12:00Z', burn: 15 }, // 28d, before the month
  { from: '2025-05-01T05:00Z', to: '2025-05-01T07:00Z', burn: 25 }, // month, before 7d
  { from: '2025-05-04T02:00Z', to: '2025-05-04T05:00Z', burn: 9 }, // 7d, before 3d
  { from: '2025-05-07T05:00Z', to: '2025-05-07T07:00Z', burn: 12 }, // 3d, before 1d
  { from: '2025-05-08T07:40Z', to: '2025-05-08T08:20Z', burn: 8 }, // 6h, before 3h
  { from: '2025-05-08T11:35Z', to: '2025-05-08T11:45Z', burn: 10 }, // 1h, before 30m
  { from: '2025-05-08T12:05Z', to: '2025-05-08T13:00Z', burn: 3 }, // now
];

const SLOT_SECONDS = 300;
/** So many that a rounded count says as much as the exact one. */
const EVENTS_PER_SECOND = 20_000;

interface Slot {
  readonly events: number;
  readonly errorRatio: number;
}

/** Events that an SLO judges, from `fromSeconds` to `NOW`: busy by day, with incidents in the measure of its budget. */
export class Traffic {
  private readonly slots: Slot[] = [];

  /** @param fromSeconds epoch seconds, a multiple of 300 */
  constructor(
    readonly fromSeconds: number,
    budgetRatio: number,
  ) {
    for (let from = fromSeconds; from < NOW; from += SLOT_SECONDS) {
      const hour = Math.floor(from / 3600) % 24;
      const perSecond = Math.round(EVENTS_PER_SECOND * (1 - 0.6 * Math.cos((2 * Math.PI * hour) / 24)));
      this.slots.push({ events: perSecond * SLOT_SECONDS, errorRatio: Math.min(1, budgetRatio * burnAt(from)) });
    }
  }

  /** What counters have reached at an instant, and what a gauge then shows of the moment before. */
  counts(atSeconds: number): Counts {
    if (this.last?.atSeconds !== atSeconds) this.last = { atSeconds, counts: this.countsAt(atSeconds) };
    return this.last.counts;
  }

  /** Several series ask for the same instant, one after the other. */
  private last: { readonly atSeconds: number; readonly counts: Counts } | undefined;

  private countsAt(atSeconds: number): Counts {
    const { good, bad } = this.between(this.fromSeconds, atSeconds);
    const slot = this.slots[Math.max(0, Math.ceil((atSeconds - this.fromSeconds) / SLOT_SECONDS) - 1)];
    return { good: Math.round(good), bad: Math.round(bad), errorRatio: slot?.errorRatio ?? 0 };
  }

  /** Events from one instant to another, as far as anything is simulated. */
  between(fromSeconds: number, toSeconds: number): Stretch {
    const from = this.sums(fromSeconds);
    const to = this.sums(toSeconds);
    const bad = to.bad - from.bad;
    const seconds = to.seconds - from.seconds;
    return {
      good: to.events - from.events - bad,
      bad,
      meanErrorRatio: seconds === 0 ? 0 : (to.badSeconds - from.badSeconds) / seconds,
    };
  }

  private sums(atSeconds: number): Sums {
    const seconds = Math.min(Math.max(atSeconds - this.fromSeconds, 0), this.slots.length * SLOT_SECONDS);
    const whole = Math.floor(seconds / SLOT_SECONDS);
    const begun = seconds % SLOT_SECONDS;
    const before = this.sumsOfSlots()[whole] as Sums;
    const { events, errorRatio } = this.slots[whole] ?? { events: 0, errorRatio: 0 };
    const share = begun / SLOT_SECONDS;
    return {
      seconds,
      events: before.events + share * events,
      bad: before.bad + share * events * errorRatio,
      badSeconds: before.badSeconds + begun * errorRatio,
    };
  }

  private summed: readonly Sums[] | undefined;

  /** Up to the beginning of each slot, and to the end of the last. */
  private sumsOfSlots(): readonly Sums[] {
    if (this.summed !== undefined) return this.summed;
    const sums: Sums[] = [{ seconds: 0, events: 0, bad: 0, badSeconds: 0 }];
    for (const { events, errorRatio } of this.slots) {
      const last = sums.at(-1) as Sums;
      sums.push({
        seconds: last.seconds + SLOT_SECONDS,
        events: last.events + events,
        bad: last.bad + events * errorRatio,
        badSeconds: last.badSeconds + SLOT_SECONDS * errorRatio,
      });
    }
    this.summed = sums;
    return sums;
  }
}

interface Sums {
  readonly seconds: number;
  readonly events: number;
  readonly bad: number;
  readonly badSeconds: number;
}

function burnAt(seconds: number): number {
  const at = seconds * 1000;
  const incident = INCIDENTS.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
  return incident?.burn ?? USUAL_BURN;
}
