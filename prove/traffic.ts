import type { Step } from './reference';

export type TrafficKind = 'steady' | 'daily' | 'bursty' | 'sparse';

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Requests of every minute, with errors in the background and outages of random depth and length. */
export function traffic(kind: TrafficKind, minutes: number, objective: number, next: () => number): Step[] {
  const outages = outagesOf(minutes, objective, next);
  let burst = 1;
  return Array.from({ length: minutes }, (_, minute) => {
    if (next() < 0.02) burst = 10 ** (2 * next() - 1);
    const perMinute = {
      steady: 6000,
      daily: 3000 * (1.2 + Math.sin((2 * Math.PI * minute) / 1440)),
      bursty: 2000 * burst,
      sparse: 0.5,
    }[kind];
    const events = sample(perMinute, next);
    const outage = outages.find(({ from, to }) => minute >= from && minute < to);
    const bad = Math.min(events, sample(events * (outage?.depth ?? 0.3 * (1 - objective)), next));
    return { good: events - bad, bad };
  });
}

interface Outage {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** About two a day: from half the budget's rate to everything, from two minutes to half a day. */
function outagesOf(minutes: number, objective: number, next: () => number): Outage[] {
  const found: Outage[] = [];
  for (let from = 240 + next() * 720; from < minutes; from += 120 + next() * 1200) {
    const length = 2 * 10 ** (2.5 * next());
    const depth = Math.min(1, 0.5 * (1 - objective) * (2 / (1 - objective)) ** next());
    found.push({ from: Math.round(from), to: Math.round(from + length), depth });
    from += length;
  }
  return found;
}

/** A whole number around the mean, near enough to Poisson's. */
function sample(mean: number, next: () => number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * (next() + next() + next() - 1.5) * 2));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
}
