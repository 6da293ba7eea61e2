import { join } from 'node:path';
import { mutants } from '../../prove/mutants';
import { ruleMutants, survivors } from '../../prove/mutation';
import { kindOf, oneOfEachKind, slosOf } from '../../prove/slos-under-test';
import { reasonOf } from '../../prove/survivors';
import { describeWith } from './needs-program';

jest.setTimeout(900_000);

const LEAST_SHARE = 0.95;
/** The alerts read what is recorded, and are the same text for whatever is counted: one kind's stand for them. */
const ALERTS_LIKE_ERRORS = ['good', 'histogram', 'native histogram'];
const slos = slosOf(join(__dirname, '..', '..'), 'production', Date.parse('2026-11-23T12:00:00Z'));

describeWith('promtool')('a rule that is changed by hand', () => {
  test.each(oneOfEachKind(slos).map((one) => [kindOf(one), one] as const))(
    'fails a test of an SLO on %s, or it is known why not',
    async (kind, under) => {
      const all = ruleMutants(under);
      const candidates = ALERTS_LIKE_ERRORS.includes(kind)
        ? all.filter(({ original }) => original.kind === 'record')
        : all;
      const left = await survivors(under, candidates);
      expect(left.filter((one) => reasonOf(one) === undefined).map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
      expect(1 - left.length / all.length).toBeGreaterThanOrEqual(LEAST_SHARE);
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
