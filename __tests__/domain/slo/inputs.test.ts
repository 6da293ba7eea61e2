import fc from 'fast-check';
import type { Sli } from '../../../domain/catalog/model';
import { promqlFaults } from '../../../domain/promql/faults';
import { selectorText } from '../../../domain/promql/insert';
import { sliInputs } from '../../../domain/slo/inputs';
import { odd } from '../promql/arbitraries';
import { slis } from './fixtures';

const faults = (expr: string) => promqlFaults(expr, { kind: 'alert' });

describe('over five minutes, scraped every 30 s', () => {
  const inputs = (sli: Sli, seen?: string) => sliInputs(sli, 300, 30, seen);

  test('errors are 0 where no error series exists yet, and absent where the total is', () => {
    expect(inputs({ kind: 'errors', errors: 'e{code="5"}', total: 'e' })).toEqual({
      errors: '0 * sum(rate(e[5m30s])) + (sum(rate(e{code="5"}[5m30s])) or vector(0))',
      total: 'sum(rate(e[5m30s]))',
    });
  });

  test('good events are taken from the total, and never give less than no errors', () => {
    expect(inputs({ kind: 'good', good: 'g', total: 't' })).toEqual({
      errors: 'clamp_min(sum(rate(t[5m30s])) - (sum(rate(g[5m30s])) or 0 * sum(rate(t[5m30s]))), 0)',
      total: 'sum(rate(t[5m30s]))',
    });
  });

  test('a bucket that does not exist leaves a classic histogram absent, not perfect', () => {
    const histogram = { kind: 'histogram', metric: 'h', selector: 'a="b",', belowSeconds: 0.3, native: false } as const;
    const { errors, total } = inputs(histogram);
    expect(errors).toBe(
      'clamp_min(sum(rate(h_count{a="b"}[5m30s])) - sum(rate(h_bucket{a="b",le=~"0\\\\.3"}[5m30s])), 0)',
    );
    expect(errors).not.toContain(' or ');
    expect(total).toBe('sum(rate(h_count{a="b"}[5m30s]))');
  });

  test.each([
    ['a whole number', { belowSeconds: 1 }, '1|1\\.0'],
    ['a fraction', { belowSeconds: 0.25 }, '0\\.25'],
    ['ten seconds', { belowSeconds: 10 }, '10|10\\.0'],
    ['a bound as the metric writes it', { belowSeconds: 1, le: '1000' }, '1000|1000\\.0'],
    ['a bound with a zero behind it', { belowSeconds: 1, le: '0.50' }, '0\\.50|0\\.5'],
    ['a bound that Go writes with an exponent', { belowSeconds: 1, le: '1000000' }, '1000000|1000000\\.0|1e\\+06'],
    ['a tiny bound', { belowSeconds: 1, le: '0.00005' }, '0\\.00005|5e-05'],
  ])('finds the bucket of %s in every spelling', (_, bound, pattern) => {
    const { errors } = inputs({ kind: 'histogram', metric: 'h', selector: '', native: false, ...bound });
    expect(errors).toContain(`h_bucket{le=~${JSON.stringify(pattern)}}`);
  });

  test('an idle native histogram is filtered, so that its NaN is never recorded', () => {
    const { errors, total } = inputs({ kind: 'histogram', metric: 'n', selector: '', belowSeconds: 0.3, native: true });
    expect(total).toBe('histogram_count(sum(rate(n[5m30s])))');
    expect(errors).toBe(`(${total} * (1 - histogram_fraction(-Inf, 0.3, sum(rate(n[5m30s])))) >= 0) or 0 * ${total}`);
  });

  test('a gauge weighs each target by what was seen of it', () => {
    expect(inputs({ kind: 'up', metric: 'up{job="a"}' })).toEqual({
      errors: 'sum(count_over_time(up{job="a"}[5m]) * (1 - clamp(avg_over_time(up{job="a"}[5m]), 0, 1))) * 30 / 300',
      total: 'sum(count_over_time(up{job="a"}[5m])) * 30 / 300',
    });
  });

  test('a ratio stays between 0 and 1, and weighs nothing while it is NaN', () => {
    const { errors, total } = inputs({ kind: 'errorRatio', expr: 'rate(e[$window]) / rate(t[$window]) # x' });
    const ratio = 'avg(rate(e[5m30s]) / rate(t[5m30s]))';
    expect(errors).toBe(`clamp(${ratio}, 0, 1) >= 0 or 0 * (${ratio} >= bool 0)`);
    expect(total).toBe(`(${ratio} >= bool 0)`);
  });

  test('a ratio over an hour weighs as much of it as there was a ratio', () => {
    const { errors, total } = inputs({ kind: 'errorRatio', expr: 'rate(e[$window])' }, 'seen');
    expect(errors).toContain(' * seen >= 0 or ');
    expect(total).toBe('seen');
  });
});

test.each(slis)('what is recorded for %s is PromQL, over any window and at any scrape interval', (_, sli) => {
  for (const windowSeconds of [300, 900, 1200, 3600]) {
    for (const scrape of [5, 15, 30, 60, 300]) {
      const { errors, total } = sliInputs(sli, windowSeconds, scrape, 'vector(0.5)');
      expect(faults(errors)).toEqual([]);
      expect(faults(total)).toEqual([]);
    }
  }
});

test('label values go in as data, whatever they hold', () => {
  fc.assert(
    fc.property(odd, odd, (value, name) => {
      const matchers = [
        { label: 'a', operator: '=' as const, value },
        { label: 'b', operator: '!=' as const, value: name },
      ];
      const selector = selectorText({ metric: 'e', matchers });
      const inside = selector.slice(2, -1);
      const kinds: Sli[] = [
        { kind: 'errors', errors: selector, total: 'e' },
        { kind: 'good', good: selector, total: 'e' },
        { kind: 'histogram', metric: 'h', selector: inside, belowSeconds: 1, native: false },
        { kind: 'histogram', metric: 'h', selector: inside, belowSeconds: 1, native: true },
        { kind: 'up', metric: selector },
        { kind: 'errorRatio', expr: `rate(${selector}[$window])` },
      ];
      for (const sli of kinds) {
        const { errors } = sliInputs(sli, 300, 60);
        expect(faults(errors)).toEqual([]);
        expect(errors).toContain(inside);
      }
    }),
    { numRuns: 200 },
  );
});
