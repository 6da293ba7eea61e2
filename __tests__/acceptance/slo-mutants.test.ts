import { join } from 'node:path';
import { canBeIdle, isCounted } from '../../domain/slo/counted';
import type { SloUnderTest } from '../../promtool/test-slos';
import { equivalenceOf } from '../../prove/equivalents';
import { mutants } from '../../prove/mutants';
import { type RuleMutant, ruleMutants, survivors } from '../../prove/mutation';
import { kindOf, oneOfEachKind, slosOf } from '../../prove/slos-under-test';
import { reasonOf } from '../../prove/survivors';
import { describeWith } from './needs-program';

jest.setTimeout(900_000);

/** At least so many of the changes to the rules of an SLO are noticed, whatever it counts. */
const LEAST_SHARE = 0.95;
const slos = slosOf(join(__dirname, '..', '..'), 'production', Date.parse('2026-11-23T12:00:00Z'));
const isOfAlert = ({ original }: RuleMutant) => original.kind === 'alert';

const textOf = ({ rule, what }: RuleMutant) => `${rule}: ${what}`;

/** Alerts of one shape read what is recorded in the same words, and see the same behaviours, whatever is counted. */
function shapeOf({ slo }: SloUnderTest, all: readonly RuleMutant[]): string {
  const names = all.filter(isOfAlert).map(({ rule }) => rule.replace(/^\S+ /, ''));
  return [isCounted(slo), canBeIdle(slo), ...new Set(names)].join();
}

describeWith('promtool')('a rule that is changed by hand', () => {
  const alertSurvivors = new Map<string, readonly RuleMutant[]>();

  test.each(oneOfEachKind(slos).map((one) => [kindOf(one), one] as const))(
    'fails a test of an SLO on %s, or it is known why not',
    async (_, under) => {
      const isSame = (one: RuleMutant) => equivalenceOf(one, under) !== undefined;
      const all = ruleMutants(under);
      const shape = shapeOf(under, all);
      const known = alertSurvivors.get(shape);
      const asked = known === undefined ? all : all.filter((one) => !isOfAlert(one));
      const found = await survivors(under, asked);
      // what is proven to be the same is never noticed
      expect(asked.filter((one) => isSame(one) && !found.includes(one)).map(textOf)).toEqual([]);
      const left = found.filter((one) => !isSame(one));
      if (known === undefined) alertSurvivors.set(shape, left.filter(isOfAlert));
      else left.push(...known);
      expect(left.filter((one) => reasonOf(one) === undefined).map(textOf)).toEqual([]);
      expect(1 - left.length / all.filter((one) => !isSame(one)).length).toBeGreaterThanOrEqual(LEAST_SHARE);
    },
  );
});

describe('the changes', () => {
  test('reach every number, window, operator and series of an expression', () => {
    const changed = mutants('sum(rate(slo:errors:rate5m[1h])) > 0.5 * b and c').map(({ what }) =>
      what.replace(/ at \d+$/, ''),
    );
    expect(changed).toEqual(
      expect.arrayContaining([
        '0.5 → 0.625',
        '0.5 → 0.375',
        '1h → 2h',
        '1h → 30m',
        '> → <',
        '* → /',
        'and → or',
        'and → unless',
      ]),
    );
    expect(changed).toContain('slo:errors:rate5m → slo:total:rate5m');
  });
});
