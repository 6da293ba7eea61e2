import type { Slo } from '../../catalog/model';
import type { AlertTier } from '../alert-windows';
import type { Check } from './behaviour';
import { burningTiers } from './burning';
import { minutesOf, type Phase } from './scenario';
import type { BurnAlert, Burning } from './slo-alerts';

/** How much later than the definition the engine may be; it is never earlier. */
const LATE_MINUTES = 3;
/** Between two looks at the definition. */
const GRID_MINUTES = 0.25;

export interface BurnSubject {
  readonly slo: Slo;
  readonly tiers: readonly AlertTier[];
  readonly alerts: readonly BurnAlert[];
}

/**
 * What must fire and what must be silent while the phases pass: right before and right after every change, and at the
 * end of every phase, wherever the definition and the engine's delay leave no doubt.
 */
export function burnChecks(
  phases: readonly Phase[],
  { evaluationSeconds, scrapeSeconds }: { readonly evaluationSeconds: number; readonly scrapeSeconds: number },
  { slo, tiers, alerts }: BurnSubject,
): Check[] {
  const known = new Map<number, Burning>();
  const burning = (minute: number): Burning => {
    const found = known.get(minute) ?? burningAt(phases, slo, tiers, minute);
    known.set(minute, found);
    return found;
  };
  // the last failing sample leaves a window one scrape before the failure itself does
  const earlyMinutes = scrapeSeconds / 60 + GRID_MINUTES;
  const check = (atMinutes: number): Check => {
    const verdicts = alerts.map((alert) => ({
      name: alert.name,
      is: verdict(alert, atMinutes, burning, earlyMinutes),
    }));
    const named = (is: Verdict) => verdicts.filter((one) => one.is === is).map(({ name }) => name);
    return { atMinutes, firing: named('fires'), silent: named('silent') };
  };
  const step = evaluationSeconds / 60;
  const checks = Array.from({ length: Math.floor(minutesOf(phases) / step) }, (_, index) => check((index + 1) * step));
  const ends = new Set(phases.map((_, index) => Math.floor(minutesOf(phases.slice(0, index + 1)) / step) * step));
  return checks.filter((one, index) => {
    if (one.firing.length + one.silent.length === 0) return false;
    return !same(one, checks[index - 1]) || !same(one, checks[index + 1]) || ends.has(one.atMinutes);
  });
}

type Verdict = 'fires' | 'silent' | 'unsure';

function verdict(alert: BurnAlert, at: number, burning: (minute: number) => Burning, earlyMinutes: number): Verdict {
  const all = (from: number, to: number, holds: boolean) => {
    for (let minute = Math.max(GRID_MINUTES, from); minute <= to; minute += GRID_MINUTES) {
      if (alert.holds(burning(minute)) !== holds) return false;
    }
    return true;
  };
  for (let last = at; last >= Math.max(LATE_MINUTES, at - alert.keepsMinutes); last -= GRID_MINUTES) {
    if (all(last - LATE_MINUTES, last + earlyMinutes, true)) return 'fires';
  }
  // what is silent because the page speaks may begin as early as the page may end
  const until = burning(at).page ? at + earlyMinutes : at;
  return all(at - LATE_MINUTES - alert.keepsMinutes, until, false) ? 'silent' : 'unsure';
}

function burningAt(phases: readonly Phase[], slo: Slo, tiers: readonly AlertTier[], minute: number): Burning {
  const found = burningTiers(phases, slo, tiers, minute);
  return {
    page: found.some(({ severity }) => severity === 'page'),
    ticket: found.some(({ severity }) => severity === 'ticket'),
  };
}

function same(a: Check, b: Check | undefined): boolean {
  return b !== undefined && a.firing.join() === b.firing.join() && a.silent.join() === b.silent.join();
}
