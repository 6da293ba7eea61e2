import type { Slo, SloWindow } from '../../../domain/catalog/model';
import { isCounted } from '../../../domain/slo/counted';
import type { Traffic } from './traffic';

/**
 * Share of the budget that is left at an instant, from the simulated events themselves: what went wrong since the
 * window began, over what its traffic so far allows.
 */
export function expectedBudgetLeft(slo: Slo, traffic: Traffic, atSeconds: number): number {
  return 1 - expectedBurnRate(slo, traffic, beginning(slo.window, atSeconds), atSeconds);
}

/** How many times too fast the budget burned between two instants. */
export function expectedBurnRate(slo: Slo, traffic: Traffic, fromSeconds: number, toSeconds: number): number {
  const { good, bad, meanErrorRatio } = traffic.between(fromSeconds, toSeconds);
  return (isCounted(slo) ? bad / (good + bad) : meanErrorRatio) / slo.budgetRatio;
}

/** When a window began, in epoch seconds; calendar windows begin at midnight UTC. */
function beginning(window: SloWindow, atSeconds: number): number {
  if (window.kind === 'rolling') return atSeconds - window.days * 86_400;
  const at = new Date(atSeconds * 1000);
  const month = window.unit === 'month' ? at.getUTCMonth() : at.getUTCMonth() - (at.getUTCMonth() % 3);
  return Date.UTC(at.getUTCFullYear(), month) / 1000;
}
