import fc from 'fast-check';
import type { Service } from '../../../domain/catalog/model';
import { objectiveFindings } from '../../../domain/slo/objective-findings';
import { service, slo } from './fixtures';

const promising = (name: string, percents: readonly number[], needs: Service['dependsOn'] = []) =>
  service({
    name,
    dependsOn: needs,
    slos: percents.map((objectivePercent, index) => slo({ name: `slo-${index}`, objectivePercent })),
  });
const hard = (...names: string[]) => names.map((name) => ({ service: name, hard: true }));

test('a service promises no more than its hard dependencies together', () => {
  const [finding, ...others] = objectiveFindings([
    promising('shop', [99.9, 99], hard('cart', 'search')),
    promising('cart', [99.5]),
    promising('search', [99.9]),
  ]);
  expect(others).toEqual([]);
  expect(finding).toEqual({
    service: 'shop',
    path: 'slos[0].objective',
    severity: 'warning',
    code: 'objective-above-dependency',
    message: 'shop cannot work without cart (99.5%), search (99.9%), which together allow 99.4005%',
    found: '99.9%',
    expected: 'an objective of at most 99.4005%, or dependencies that are not hard',
    suggestion: '99.4005%',
  });
});

test.each([
  ['as much as its dependency', [promising('a', [99.95], hard('b')), promising('b', [99.95])]],
  ['as much as the best objective of its dependency', [promising('a', [99.9], hard('b')), promising('b', [99, 99.9])]],
  ['more than one that is not hard', [promising('a', [99.9], [{ service: 'b', hard: false }]), promising('b', [99])]],
  ['more than one without an SLO', [promising('a', [99.9], hard('b')), promising('b', [])]],
  ['more than one that is not in this environment', [promising('a', [99.9], hard('b'))]],
])('a service may promise %s', (_, services) => {
  expect(objectiveFindings(services)).toEqual([]);
});

test('what is proposed removes the finding, and the next higher objective does not', () => {
  const percent = fc.oneof(
    fc.integer({ min: 900, max: 1000 }).map((value) => value / 10),
    fc.integer({ min: 999_000, max: 1_000_000 }).map((value) => value / 10_000),
  );
  fc.assert(
    fc.property(percent, fc.array(percent, { minLength: 1, maxLength: 4 }), (own, promised) => {
      const names = promised.map((_, index) => `dependency-${index}`);
      const others = promised.map((value, index) => promising(names[index] as string, [value]));
      const withOwn = (value: number) => objectiveFindings([promising('a', [value], hard(...names)), ...others]);
      const [finding] = withOwn(own);
      if (finding === undefined) return;
      const proposed = Number.parseFloat(finding.suggestion ?? '');
      expect(proposed).toBeLessThan(own);
      expect(withOwn(proposed)).toEqual([]);
      expect(withOwn(Number((proposed + 0.0001).toFixed(4)))).toHaveLength(1);
    }),
    { numRuns: 1000 },
  );
});
