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
    what: /^\d+[mh] → \d+[mhs]/,
    why: 'the window beyond its joint: only history as long as twice the window, bad in its older half alone, would tell',
  },
  {
    rule: burns,
    what: /^(5|60) → |^\+ → -/,
    why: 'the weight of the newest and the oldest piece of a window: decides within minutes of a threshold, where nothing is promised',
  },
  {
    rule: /burns slowly/,
    what: /^0\.(144 → 0\.18|072 → 0\.09)/,
    why: 'the fastest page within the ticket: while its short window alone is below, the next page keeps the ticket silent',
  },
  {
    rule: burns,
    what: /^0\.(144|06) → 0\.(108|045)/,
    why: 'the threshold of a short window, lower: the long window decides',
  },
  {
    rule: burns,
    what: /^0\.72 → |^> → < at 1\d{3}/,
    why: 'an outage in a gap of which an objective of 95 % bears more than the gap holds: nothing to see',
  },
  {
    rule: burns,
    what: /^\* → \//,
    why: 'where time is weighed, the total of the shortest window is 1: times 1 or divided by it',
  },
  {
    rule: burns,
    what: /^slo:total:rate5m → slo:errors:rate5m/,
    why: 'the short window then holds with any error at all: the long window decides',
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
    rule: budget,
    what: /^\d+d → /,
    why: 'events before the window only dilute: with no errors left in it, all of the budget is left',
  },
  {
    rule: budget,
    what: /^or → (and|unless)|^1 → |^\* → \//,
    why: 'what is left where nothing was counted: a gauge that is there always counts',
  },
  {
    rule: /^slo:errors:/,
    what: /^1 → 1\.25/,
    why: 'a share of more than 1 is no share',
  },
  {
    rule: /^slo:errors:/,
    what: /^\* → \//,
    why: '0 divided by all events instead of times them, before there is any series of the good ones',
  },
  {
    rule: /^slo:total:rate5m$/,
    what: /./,
    why: 'where time is weighed, the total says that there is a value: whichever it is',
  },
];

/** Why a changed rule passes all tests, where that is known. */
export function reasonOf({ rule, what }: Pick<RuleMutant, 'rule' | 'what'>): string | undefined {
  return reasons.find((one) => one.rule.test(rule) && one.what.test(what))?.why;
}
