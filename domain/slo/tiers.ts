import type { Environment, Slo, SloWindow } from '../catalog/model';
import { type AlertTier, type AlertWindows, workbookWindows } from './alert-windows';

/** Days that alert windows are chosen for; a calendar window counts as its usual length. */
export function nominalDays(window: SloWindow): number {
  if (window.kind === 'rolling') return window.days;
  return window.unit === 'month' ? 30 : 90;
}

/** `30d`, `month`, `quarter`: the window as an entry writes it. */
export function windowText(window: SloWindow): string {
  return window.kind === 'rolling' ? `${window.days}d` : window.unit;
}

/** Minutes of full outage, evenly loaded, that spend the whole budget: 43.2 for 99.9 % over 30 days. */
export function budgetMinutes(slo: Pick<Slo, 'window' | 'budgetRatio'>): number {
  return rounded(nominalDays(slo.window) * 24 * 60 * slo.budgetRatio);
}

/**
 * The shortest window that `rate` can be trusted with: four scrapes (fewer are empty or noise; the rule of
 * Prometheus' own documentation, and of Grafana's `$__rate_interval`), and never less than 5 minutes; in whole steps
 * of 5 minutes.
 */
export function baseMinutes(environment: Pick<Environment, 'scrapeIntervalSeconds'>): number {
  return Math.max(5, Math.ceil((4 * environment.scrapeIntervalSeconds) / 300) * 5);
}

/**
 * The tiers of an SLO window, the fastest first: those of the environment's data where it has the window, else the 30-day ones
 * scaled with the window, each factor from the share of the budget that its tier stands for. No short window is below
 * the base window, no factor below 1.
 */
export function alertTiers(
  window: SloWindow,
  environment: Pick<Environment, 'scrapeIntervalSeconds' | 'alertWindows'>,
): readonly AlertTier[] {
  const windows = environment.alertWindows ?? workbookWindows;
  const days = nominalDays(window);
  const base = baseMinutes(environment);
  const tiers = windows[days] ?? scaled(windows, days, base);
  return tiers.map((tier) => {
    const shortMinutes = Math.max(tier.shortMinutes, base);
    return { ...tier, shortMinutes, longMinutes: Math.max(tier.longMinutes, 3 * shortMinutes) };
  });
}

/** A tier that another of the same severity and long window contains is left out. */
function scaled(windows: AlertWindows, days: number, base: number): AlertTier[] {
  const scale = days / 30;
  const tiers = (windows[30] ?? []).map((tier) => {
    const wanted = step(tier.longMinutes * scale);
    const longMinutes = Math.max(wanted, 6 * base);
    const sameShare = (tier.factor * tier.longMinutes * scale) / longMinutes;
    // a long window held at its least keeps the factor and spends a larger share
    const factor = wanted < longMinutes ? tier.factor : Math.max(1, sameShare);
    return { ...tier, longMinutes, shortMinutes: Math.max(step(longMinutes / 12), base), factor: rounded(factor) };
  });
  return tiers.filter(
    ({ severity, longMinutes }, index) =>
      !tiers.some((other, at) => at > index && other.severity === severity && other.longMinutes === longMinutes),
  );
}

/** Whole hours from half a day on, else whole five minutes. */
function step(minutes: number): number {
  const unit = minutes >= 12 * 60 ? 60 : 5;
  return Math.max(unit, Math.round(minutes / unit) * unit);
}

/** Ten significant digits: what is printed, without the noise of binary fractions. */
export function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
