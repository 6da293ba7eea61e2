import type { Environment, Service, Slo } from '../catalog/model';
import { dashboardUrl } from '../dashboard/dashboard-url';
import { duration } from '../promql/duration';
import type { AlertTier } from './alert-windows';
import { windowText } from './tiers';

/** What an SLO's alerts are called, behind `<service>/<slo>`. */
export type SloAlertKind = 'burns fast' | 'burns slowly' | 'burns' | 'vanished' | 'has no data' | 'budget spent';

/** What whoever is woken reads: what happens, what it means, where to look. Free text of an entry stays as it is. */
export function sloAnnotations(
  service: Service,
  slo: Slo,
  environment: Environment,
  kind: SloAlertKind,
  tiers: readonly AlertTier[],
): Record<string, string> {
  const what = `${service.name} ${slo.name}`;
  const target = `${slo.objectivePercent} % over ${windowText(slo.window)}`;
  const promise = slo.description === '' ? '' : ` What it promises: ${slo.description}.`;
  const texts: Record<SloAlertKind, readonly [string, string]> = {
    'burns fast': [
      `${what}: errors burn the budget of ${target} fast`,
      `${tierText(tiers, 'page')} Clears when the short window has recovered; a ticket may stay longer.`,
    ],
    'burns slowly': [
      `${what}: errors burn the budget of ${target} steadily`,
      `${tierText(tiers, 'ticket')} Silent while the page of the same SLO fires; may stay for hours after recovery.`,
    ],
    burns: [
      `${what}: errors burn the budget of ${target}`,
      `${tierText(tiers)} Nobody is paged for this SLO here; this ticket speaks for fast and slow burns.`,
    ],
    vanished: [
      `${what}: the metrics have vanished`,
      'Nothing was recorded for 10 minutes, though there was data within a day: the service, its scraping or Prometheus is down. Until it returns, no alert watches this SLO.',
    ],
    'has no data': [
      `${what}: no metrics to judge by`,
      'Nothing was recorded for 10 minutes. Never seen: look at the names and labels of the SLI. Seen before: at the service, its scraping and Prometheus. Until data arrives, no alert watches this SLO.',
    ],
    'budget spent': [
      `${what}: the budget of ${target} is spent`,
      'Errors so far exceed what the traffic of the whole window allows. Fires until the window has moved on.',
    ],
  };
  const [summary, description] = texts[kind];
  const runbook = service.links.runbook;
  return {
    summary,
    description: `${description}${promise}`,
    ...(runbook === undefined ? {} : { runbook_url: runbook }),
    dashboard_url: dashboardUrl(environment, service),
  };
}

function tierText(tiers: readonly AlertTier[], severity?: AlertTier['severity']): string {
  const texts = tiers
    .filter((tier) => severity === undefined || tier.severity === severity)
    .map((tier) => `${tier.factor}× over ${minutes(tier.longMinutes)} and ${minutes(tier.shortMinutes)}`);
  return `Errors come faster than the objective allows: ${texts.join(', or ')}.`;
}

function minutes(count: number): string {
  return duration(count * 60);
}
