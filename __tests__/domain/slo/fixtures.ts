import fc from 'fast-check';
import type { Sli, Slo, SloAlerting, SloWindow } from '../../../domain/catalog/model';
import { remainderRatio } from '../../../domain/catalog/units';

export { environmentFixture as environment, serviceFixture as service } from '../../constructs/grafana/fixtures';

export const alerting: SloAlerting = {
  page: true,
  ticket: true,
  absence: true,
  budgetSpent: false,
  minFailures: 3,
  historyGuard: false,
};

/** An SLO whose budget is what its objective leaves. */
export function slo(over: Partial<Omit<Slo, 'budgetRatio'>> = {}): Slo {
  const objectivePercent = over.objectivePercent ?? 99.9;
  return {
    name: 'availability',
    description: '',
    window: { kind: 'rolling', days: 30 },
    sli: { kind: 'errors', errors: 'http_requests_total{code=~"5.."}', total: 'http_requests_total' },
    alerting,
    ...over,
    objectivePercent,
    budgetRatio: remainderRatio(objectivePercent),
  };
}

export const days = (count: number): SloWindow => ({ kind: 'rolling', days: count });

/** `30d`, `month`, `quarter`: as an entry writes it. */
export function windowOf(text: string): SloWindow {
  return text === 'month' || text === 'quarter' ? { kind: 'calendar', unit: text } : days(Number.parseInt(text, 10));
}

export const anyWindow: fc.Arbitrary<SloWindow> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 365 }).map(days) },
  { weight: 2, arbitrary: fc.constantFrom(7, 28, 30, 90).map(days) },
  { weight: 1, arbitrary: fc.constantFrom('month', 'quarter').map(windowOf) },
);

/** Of the intervals that an environment may have. */
export const anyScrapeInterval = fc.oneof(fc.constantFrom(5, 10, 15, 30, 60, 300), fc.integer({ min: 5, max: 300 }));

/** One SLI of each kind. */
export const slis: readonly (readonly [what: string, sli: Sli])[] = [
  ['errors', { kind: 'errors', errors: 'e_total{code=~"5..",path!="/x\\\\y"}', total: 'e_total{path!="/x\\\\y"}' }],
  ['good', { kind: 'good', good: 'g_total{outcome="ok"}', total: 'g_total' }],
  [
    'a classic histogram',
    { kind: 'histogram', metric: 'h_seconds', selector: 'a="}"', belowSeconds: 0.3, native: false },
  ],
  ['a histogram by le', { kind: 'histogram', metric: 'h', selector: '', belowSeconds: 1, le: '1000', native: false }],
  ['a native histogram', { kind: 'histogram', metric: 'n_seconds', selector: '', belowSeconds: 0.25, native: true }],
  ['up', { kind: 'up', metric: 'up{job="api"}' }],
  ['errorRatio', { kind: 'errorRatio', expr: 'rate(bad{a="$window"}[$window]) / rate(every[$window]) # of $window' }],
];
