import type { RuleMutant } from './mutation';

/** Why no behaviour test can, or need, notice a change: patterns of the rule's name and of what was changed. */
interface Reason {
  readonly rule: RegExp;
  readonly what: RegExp;
  readonly why: string;
}

const burns = /burns/;
const data = /vanished|has no data/;
const budget = /^slo:budget_left:ratio$/;

const reasons: readonly Reason[] = [
  {
    rule: burns,
    what: /^0\.0006944444444|^0\.04166666667/,
    why: 'the guard lies between two whole numbers of failures, and so does what it was changed to, unless exactly as many fail in this window and fewer in all others',
  },
  {
    rule: burns,
    what: /^(0\.5|6) → /,
    why: 'how many samples make ten minutes complete: whole numbers, of which an outage in a gap lacks several',
  },
  {
    rule: burns,
    what: /^\d+[mh] → \d+[mh]/,
    why: 'the window beyond its joint: only history as long as twice the window, bad in its older half alone, would tell',
  },
  {
    rule: burns,
    what: /^or → (and|unless)/,
    why: 'what lies back is 0 where it is missing: another tier decides while a service is that young',
  },
  {
    rule: burns,
    what: /^slo:(errors|total):rate\w+ → slo:(errors|total):rate(5m|1h)/,
    why: 'the newest or the oldest piece of a window that another tier, which reads the same series, decides before',
  },
  {
    rule: data,
    what: /^1d → /,
    why: 'seen within a day: only a silence of half a day to two days would tell',
  },
  {
    rule: data,
    what: /^10m → /,
    why: 'what was not seen within a day was not seen within ten minutes either: the same alert',
  },
  {
    rule: budget,
    what: /^1h → /,
    why: 'a filter beside it takes the samples of the hour that runs: a longer range has no more of them',
  },
  {
    rule: budget,
    what: /^\d+d → /,
    why: 'events before the window only dilute: with no errors left in it, all of the budget is left',
  },
  {
    rule: budget,
    what: /^\+ → -/,
    why: 'adds 0 times something, to be absent where it is',
  },
];

/** Why a changed rule passes all tests, where that is known. */
export function reasonOf({ rule, what }: Pick<RuleMutant, 'rule' | 'what'>): string | undefined {
  return reasons.find((one) => one.rule.test(rule) && one.what.test(what))?.why;
}
