import { duration } from '../../promql/duration';
import type { AlertTier } from '../../slo/alert-windows';
import { rounded } from '../../slo/tiers';
import type { Fields } from '../fields';
import type { Path } from '../path';
import { tierAt } from '../resolve/alert-windows';
import type { Report } from './rule';

/** What makes tiers work together; each by itself is the schema's. */
export function checkAlertWindows(fields: Fields, report: Report): void {
  for (const window of Object.keys(fields.map([]) ?? {})) {
    if (!fields.valid([window])) continue;
    const tiers = fields.items([window]).map((path) => ({ path, tier: tierAt(fields, path) }));
    checkSeverities(window, tiers, report);
    for (const [index, { path, tier }] of tiers.entries()) {
      checkTier(window, path, tier, report);
      const faster = tiers[index - 1]?.tier;
      if (faster) checkOrder(path, tier, faster, report);
    }
  }
}

function checkSeverities(window: string, tiers: readonly { readonly tier: AlertTier }[], report: Report): void {
  for (const severity of ['page', 'ticket'] as const) {
    if (tiers.some(({ tier }) => tier.severity === severity)) continue;
    report({
      path: [window],
      where: 'key',
      code: 'out-of-range',
      message: `${window}: no tier has the severity ${severity}, so no SLO over ${window} could have one`,
      found: `no ${severity}`,
      expected: `a tier with severity: ${severity}; an SLO's own switches turn it off`,
    });
  }
}

function checkTier(window: string, path: Path, { longMinutes, shortMinutes, factor }: AlertTier, report: Report): void {
  if (longMinutes < 3 * shortMinutes) {
    report({
      path: [...path, 'short'],
      code: 'out-of-range',
      message: 'the short window is more than a third of the long one: it confirms nothing',
      found: text(shortMinutes),
      expected: `at most a third of ${text(longMinutes)}; the workbook has a twelfth`,
    });
  }
  const minutes = Number.parseInt(window, 10) * 24 * 60;
  const spent = (factor * longMinutes) / minutes;
  if (spent < 1) return;
  report({
    path: [...path, 'factor'],
    code: 'out-of-range',
    message: `at ${factor} times the budget over ${text(longMinutes)}, the alert comes after ${rounded(Math.round(100 * spent))} % of the budget of ${window} are spent`,
    found: String(factor),
    expected: `a factor below ${rounded(minutes / longMinutes)}`,
  });
}

/** The fastest first: findings, tables and texts read them in this order. */
function checkOrder(path: Path, tier: AlertTier, faster: AlertTier, report: Report): void {
  if (tier.factor >= faster.factor) {
    report({
      path: [...path, 'factor'],
      code: 'out-of-range',
      message: 'tiers go from the fastest burn to the slowest',
      found: String(tier.factor),
      expected: `a factor below ${faster.factor}, that of the tier before it`,
    });
  }
  if (tier.longMinutes <= faster.longMinutes) {
    report({
      path: [...path, 'long'],
      code: 'out-of-range',
      message: 'a slower tier looks at a longer window, or the one before it never speaks first',
      found: text(tier.longMinutes),
      expected: `more than ${text(faster.longMinutes)}, that of the tier before it`,
    });
  }
}

const text = (minutes: number) => duration(minutes * 60);
