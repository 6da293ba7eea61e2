import type { SloUnderTest } from '../promtool/test-slos';
import { againstReference, type Comparison } from './against-reference';
import { thirtyDays } from './reference';
import { random, type TrafficKind, traffic } from './traffic';

export const trafficKinds: readonly TrafficKind[] = ['steady', 'daily', 'bursty', 'sparse'];

export interface Stretch {
  readonly kind: TrafficKind;
  readonly seed: number;
  readonly days: number;
}

/** Stretches of days that make up months, every kind of traffic in each; each stretch repeats with its seed. */
export function stretchesOf(months: number, firstSeed: number): Stretch[] {
  const [perMonth, days] = [3, 10];
  return Array.from({ length: months * perMonth }, (_, index) =>
    trafficKinds.map((kind, at) => ({ kind, seed: firstSeed + index * trafficKinds.length + at, days })),
  ).flat();
}

/**
 * Plays random traffic on the rules of an SLO on errors over 30 days, and on the reference.
 * @param budgetRatio what the reference takes for the budget, 0..1
 */
export function playStretch(
  { kind, seed, days }: Stretch,
  like: SloUnderTest,
  budgetRatio = like.slo.budgetRatio,
): Promise<Comparison> {
  const under: SloUnderTest = {
    ...like,
    environment: { ...like.environment, scrapeIntervalSeconds: 60 },
    slo: {
      ...like.slo,
      window: { kind: 'rolling', days: 30 },
      sli: { kind: 'errors', errors: 'requests_total{code="500"}', total: 'requests_total' },
    },
  };
  const steps = traffic(kind, days * 1440, 1 - budgetRatio, random(seed));
  return againstReference(steps, under, thirtyDays, 1 - budgetRatio);
}

/** `seed 7, bursty, minute 4711: the page fires, and should not`. */
export function disagreementText({ kind, seed }: Stretch, comparison: Comparison): string[] {
  return comparison.disagreements.map(({ minute, alert, rulesFire, reference }) => {
    const guarded = reference.guarded ? ' (the guard on few failures holds)' : '';
    const says = rulesFire ? 'fires, and should not' : 'is silent, and should fire';
    const margin = `${(100 * reference.margin).toFixed(2)} % from the threshold`;
    return `seed ${seed}, ${kind}, minute ${minute}: the ${alert} ${says}, ${margin}${guarded}`;
  });
}
