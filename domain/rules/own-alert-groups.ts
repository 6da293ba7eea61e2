import type { Alert, Environment, Service } from '../catalog/model';
import { dashboardUrl } from '../dashboard/dashboard-url';
import { alertLabels, grafanaUid } from '../names/names';
import { expressionText } from '../promql/insert';
import type { AlertRule, RuleGroup } from './model';

const INTERVAL_SECONDS = 60;

/** The alerts that an entry brings itself: a series that comes back fires, whatever its value, as in Prometheus. */
export function ownAlertGroups(service: Service, environment: Environment): RuleGroup[] {
  if (service.alerts.length === 0) return [];
  const rules = service.alerts.map((alert, index) => ownAlert(service, environment, alert, `alerts[${index}]`));
  return [{ name: `${service.name} alerts`, intervalSeconds: INTERVAL_SECONDS, rules }];
}

function ownAlert(service: Service, environment: Environment, alert: Alert, source: string): AlertRule {
  const expr = expressionText(alert.expr);
  const severity = environment.paging ? alert.severity : 'ticket';
  const runbook = alert.runbook ?? service.links.runbook;
  return {
    kind: 'alert',
    source,
    get uid() {
      return grafanaUid(service.environment, service.name, 'alert', alert.name);
    },
    name: alert.name,
    severity,
    ...(alert.paused ? { paused: true as const } : {}),
    prometheusExpr: expr,
    grafana: { kind: 'presence', expr },
    forSeconds: alert.forSeconds,
    keepFiringForSeconds: 0,
    labels: alertLabels(service, severity),
    annotations: {
      summary: alert.summary,
      ...(alert.description === '' ? {} : { description: alert.description }),
      ...(runbook === undefined ? {} : { runbook_url: runbook }),
      dashboard_url: dashboardUrl(environment, service),
    },
  };
}
