import type { Environment, Service, Slo } from '../catalog/model';
import type { AlertTier } from './alert-windows';
import { alertTiers, nominalDays, rounded } from './tiers';

/** One line of `alerts table`: what an outage of a given depth does. Minutes count from its start; null is never. */
export interface AlertTableRow {
  readonly service: string;
  readonly environment: string;
  readonly slo: string;
  /** Share of events that fail, from the start of the outage on, after faultless traffic; 0..1. */
  readonly errorRatio: number;
  readonly minutesToPage: number | null;
  /** Null also where the page comes first. */
  readonly minutesToTicket: number | null;
  /** Share of the window's budget, 0..1 and above. */
  readonly budgetSpentAtPage: number | null;
  /** From the end of a long outage until the page, or where there is none the ticket, clears. */
  readonly minutesToResolve: number | null;
}

/** Depths that are listed: everything fails, down to twice the budget of 99.9 %. */
const tableErrorRatios: readonly number[] = [1, 0.5, 0.1, 0.05, 0.01, 0.002];

/**
 * Minutes until a tier fires: its long window must hold `factor × budget` of errors, which takes
 * `long × factor × budget / errorRatio` (Site Reliability Workbook, chapter 5, "detection time"). Its short window, a
 * twelfth or so of it, is there earlier.
 */
export function minutesToFire(tier: AlertTier, slo: Pick<Slo, 'budgetRatio'>, errorRatio: number): number | null {
  const threshold = tier.factor * slo.budgetRatio;
  return errorRatio > threshold ? rounded((tier.longMinutes * threshold) / errorRatio) : null;
}

/** The tiers whose condition pages, and those whose condition opens a ticket, by the switches. */
export function watchingTiers(
  slo: Slo,
  environment: Environment,
): { readonly page: readonly AlertTier[]; readonly ticket: readonly AlertTier[] } {
  const tiers = alertTiers(slo.window, environment);
  const fast = tiers.filter(({ severity }) => severity === 'page');
  const slow = tiers.filter(({ severity }) => severity === 'ticket');
  const { page, ticket } = slo.alerting;
  if (page && environment.paging) return { page: fast, ticket: ticket ? slow : [] };
  if (ticket) return { page: [], ticket: tiers };
  return { page: [], ticket: page ? fast : [] };
}

/** The table of one SLO. */
export function alertTable(service: Service, slo: Slo, environment: Environment): AlertTableRow[] {
  const { page, ticket } = watchingTiers(slo, environment);
  const windowMinutes = nominalDays(slo.window) * 24 * 60;
  return tableErrorRatios.map((errorRatio) => {
    const minutesToPage = soonest(page, slo, errorRatio);
    const toTicket = soonest(ticket, slo, errorRatio);
    const resolving = (minutesToPage === null ? ticket : page).filter((tier) => minutesToFire(tier, slo, errorRatio));
    return {
      service: service.name,
      environment: service.environment,
      slo: slo.name,
      errorRatio,
      minutesToPage,
      minutesToTicket: toTicket !== null && (minutesToPage === null || toTicket < minutesToPage) ? toTicket : null,
      budgetSpentAtPage:
        minutesToPage === null ? null : rounded((minutesToPage * errorRatio) / (slo.budgetRatio * windowMinutes)),
      minutesToResolve: resolving.length === 0 ? null : Math.max(...resolving.map(({ shortMinutes }) => shortMinutes)),
    };
  });
}

function soonest(tiers: readonly AlertTier[], slo: Slo, errorRatio: number): number | null {
  const minutes = tiers.map((tier) => minutesToFire(tier, slo, errorRatio)).filter((one) => one !== null);
  return minutes.length === 0 ? null : Math.min(...minutes);
}
