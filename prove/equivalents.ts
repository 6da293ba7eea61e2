import type { SloUnderTest } from '../promtool/test-slos';
import type { RuleMutant } from './mutation';

/** A change that no data can tell from the rule as it was, and the proof. */
interface Equivalence {
  readonly rule: RegExp;
  readonly what: RegExp;
  /** The original expression in front of the change, and from it on. */
  readonly before?: RegExp;
  readonly from?: RegExp;
  readonly holds?: (under: SloUnderTest) => boolean;
  readonly proof: string;
}

const isRatio = ({ slo }: SloUnderTest) => slo.sli.kind === 'errorRatio';

const equivalences: readonly Equivalence[] = [
  {
    rule: /has no data$/,
    what: /^10m → /,
    from: / unless /,
    proof: 'what was not seen within a day was not seen within any part of it',
  },
  {
    rule: /burns/,
    what: /^0\.5 → 0\.625/,
    before: / \/ 6 - $/,
    proof: 'counts are whole: six times the one less the other is -3 or more where it is -3.75 or more',
  },
  {
    rule: /^slo:budget_left:/,
    what: /^1h → 2h/,
    before: /\/ 3600\)\)\[$/,
    proof: 'the filter inside leaves nothing from before the full hour, which is within one',
  },
  {
    rule: /^slo:budget_left:/,
    what: /^\+ → -/,
    from: /^\+ 0 \* /,
    proof: 'less 0 times a finite number is as much as more of it',
  },
  {
    rule: /^slo:errors:/,
    what: /^rate → increase/,
    before: /histogram_fraction\([^()]*, sum\($/,
    proof: 'a share of a histogram is the same of all its buckets times a constant',
  },
  {
    rule: /^slo:total:rate5m$/,
    what: /^(sum → max|rate → increase)/,
    before: /^\(avg\((sum\(|sum\(rate\([^()]*\)\) \/ (sum\()?)?$/,
    holds: isRatio,
    proof:
      'asked is only whether there is a ratio: it is NaN where its divisor is 0, and a sum, its greatest part and their multiples are 0 together',
  },
  {
    rule: /burns/,
    what: /^\* → \//,
    from: /^\* sum\(slo:total:rate5m\{[^{}]*\}\) and /,
    holds: isRatio,
    proof:
      'the total of the base window is 1, or it is 0 and so are the errors: 0 is neither more than 0 nor than infinity',
  },
];

/** Why a changed rule says the same as before whatever the data, where that is proven. */
export function equivalenceOf({ rule, what, original }: RuleMutant, under: SloUnderTest): string | undefined {
  const at = Number(/ at (\d+)$/.exec(what)?.[1]);
  const expr = original.kind === 'record' ? original.expr : original.prometheusExpr;
  return equivalences.find(
    ({ rule: ofRule, what: change, before, from, holds }) =>
      ofRule.test(rule) &&
      change.test(what) &&
      (before?.test(expr.slice(0, at)) ?? true) &&
      (from?.test(expr.slice(at)) ?? true) &&
      (holds?.(under) ?? true),
  )?.proof;
}
