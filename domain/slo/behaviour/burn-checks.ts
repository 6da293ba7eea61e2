import type { Slo } from '../../catalog/model';
import type { AlertTier } from '../alert-windows';
import { stepSeconds } from '../series';
import type { Check } from './behaviour';
import { burningTiers, mayBeHidden } from './burning';
import { minutesOf, type Phase } from './scenario';
import type { BurnAlert, Burning } from './slo-alerts';

/**
 * How much later than the definition the engine may be, which is never earlier: three minutes; more where scrapes are
 * more than a minute apart, or windows are summed in steps of more than one.
 */
function lateMinutes(tiers: readonly AlertTier[], scrapeSeconds: number): number {
  const steps = tiers.map(({ longMinutes }) => stepSeconds(longMinutes) / 60);
  return 1 + Math.max(1, ...steps) + Math.max(1, (2 * scrapeSeconds) / 60 - 1);
}

/**
 * So near to a threshold nothing is promised: the first scrape of a series has no rate yet but counts as a minute, and
 * `rate` stretches the first minutes of a series by part of a scrape.
 */
const NEAR = 0.03;
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
  const burning = remembered((minute) => burningAt(phases, slo, tiers, minute));
  const nearly = remembered((minute) => burningAt(phases, slo, tiers, minute, 1 - NEAR));
  const surely = remembered((minute) => burningAt(phases, slo, tiers, minute, 1 + NEAR));
  const gaping = remembered((minute) => {
    const found = burning(minute);
    return mayBeHidden(phases, slo, tiers, minute) ? { ...found, page: true } : found;
  });
  const definitions = [burning, nearly, surely, gaping];
  const late = lateMinutes(tiers, scrapeSeconds);
  // the last failing sample leaves a window one scrape before the failure itself does
  const earlyMinutes = scrapeSeconds / 60 + GRID_MINUTES;
  const check = (atMinutes: number): Check => {
    const verdicts = alerts.map((alert) => ({
      name: alert.name,
      is: verdict(alert, atMinutes, definitions, { early: earlyMinutes, late }),
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

/** What burns at a moment; several, where thresholds are a little lower or higher, or a gap lets the page speak. */
type Definition = (minute: number) => Burning;

function verdict(
  alert: BurnAlert,
  at: number,
  definitions: readonly Definition[],
  { early, late }: { readonly early: number; readonly late: number },
): Verdict {
  const all = (from: number, to: number, holds: (minute: number) => boolean) => {
    for (let minute = Math.max(GRID_MINUTES, from); minute <= to; minute += GRID_MINUTES) {
      if (!holds(minute)) return false;
    }
    return true;
  };
  const fires = (minute: number) => definitions.every((by) => alert.holds(by(minute)));
  for (let last = at; last >= Math.max(late, at - alert.keepsMinutes); last -= GRID_MINUTES) {
    if (all(last - late, last + early, fires)) return 'fires';
  }
  // what is silent because the page speaks may begin as early as the page may end
  const until = definitions.some((by) => by(at).page) ? at + early : at;
  const silent = (minute: number) => definitions.every((by) => !alert.holds(by(minute)));
  return all(at - late - alert.keepsMinutes, until, silent) ? 'silent' : 'unsure';
}

function remembered(find: Definition): Definition {
  const known = new Map<number, Burning>();
  return (minute) => {
    const found = known.get(minute) ?? find(minute);
    known.set(minute, found);
    return found;
  };
}

function burningAt(
  phases: readonly Phase[],
  slo: Slo,
  tiers: readonly AlertTier[],
  minute: number,
  times = 1,
): Burning {
  const found = burningTiers(phases, slo, tiers, minute, times);
  return {
    page: found.some(({ severity }) => severity === 'page'),
    ticket: found.some(({ severity }) => severity === 'ticket'),
  };
}

function same(a: Check, b: Check | undefined): boolean {
  return b !== undefined && a.firing.join() === b.firing.join() && a.silent.join() === b.silent.join();
}
