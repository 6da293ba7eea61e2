import type { Environment, Service, Slo } from '../../catalog/model';
import { alertTiers, baseMinutes } from '../tiers';
import type { Behaviour } from './behaviour';
import { budgetBehaviours } from './budget-behaviours';
import { burnBehaviours } from './burn-behaviours';
import { dataBehaviours } from './data-behaviours';
import { sloAlerts } from './slo-alerts';

/** How the rules of an SLO are to behave: what the emitted tests say. */
export function sloBehaviours(service: Service, slo: Slo, environment: Environment): Behaviour[] {
  const alerts = sloAlerts(service, slo, environment);
  const tiers = alertTiers(slo.window, environment);
  const scrape = environment.scrapeIntervalSeconds;
  return [
    ...burnBehaviours({ slo, tiers, alerts: alerts.burning }, scrape),
    ...dataBehaviours({ slo, tiers, alerts, baseMinutes: baseMinutes(environment) }, scrape),
    ...budgetBehaviours(slo, alerts),
  ].filter(({ checks }) => checks.length > 0);
}
