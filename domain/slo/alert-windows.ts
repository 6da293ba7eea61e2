import type { Severity } from '../catalog/model';

/**
 * One tier of a multiwindow, multi-burn-rate alert: it fires when both windows burn the budget `factor` times faster
 * than the objective allows.
 */
export interface AlertTier {
  readonly severity: Severity;
  readonly longMinutes: number;
  readonly shortMinutes: number;
  /** At least 1: below it, an alert would fire while the objective is met. */
  readonly factor: number;
}

/** Tiers per SLO window in days, the fastest first. Plain data, since catalogs are compared as text. */
export type AlertWindows = Readonly<Record<number, readonly AlertTier[]>>;

const tier = (severity: Severity, longMinutes: number, shortMinutes: number, factor: number): AlertTier => ({
  severity,
  longMinutes,
  shortMinutes,
  factor,
});

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * What holds for every window that the catalog's own `config/alert-windows.yaml` does not have.
 *
 * 30 days: Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts", table 5-8: 2 % of the budget
 * in 1 h, 5 % in 6 h, 10 % in 3 d, and 10 % in 1 d, which the text adds. Short windows are a twelfth of the long ones.
 * 28 days: the same shares; the slowest at 64 h, since 72 h would give 0.93, which alerts while the objective is met.
 * 7 days: the same factors over shorter windows; scaled down exactly, the shortest would be 1 minute, less than `rate`
 * needs. 90 days: windows three times as long.
 */
export const workbookWindows: AlertWindows = {
  7: [
    tier('page', 30, 5, 14.4),
    tier('page', 2 * HOUR, 10, 6),
    tier('ticket', 6 * HOUR, 30, 3),
    tier('ticket', 16 * HOUR, 80, 1),
  ],
  28: [
    tier('page', HOUR, 5, 13.44),
    tier('page', 6 * HOUR, 30, 5.6),
    tier('ticket', DAY, 2 * HOUR, 2.8),
    tier('ticket', 64 * HOUR, 6 * HOUR, 1.05),
  ],
  30: [
    tier('page', HOUR, 5, 14.4),
    tier('page', 6 * HOUR, 30, 6),
    tier('ticket', DAY, 2 * HOUR, 3),
    tier('ticket', 3 * DAY, 6 * HOUR, 1),
  ],
  90: [
    tier('page', 3 * HOUR, 15, 14.4),
    tier('page', 18 * HOUR, 90, 6),
    tier('ticket', 3 * DAY, 6 * HOUR, 3),
    tier('ticket', 9 * DAY, 18 * HOUR, 1),
  ],
};
