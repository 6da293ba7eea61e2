import type { RuleGroupRule } from '@cdktf/provider-grafana/lib/rule-group';
import type { Environment } from '../../domain/catalog/model';
import type { AlertRule, RecordingRule } from '../../domain/rules/model';
import { annotationTemplates, GRAFANA_QUERY_REF_ID } from '../../domain/rules/template';
import { prometheusDuration } from './prometheus-duration';
import { aboveZero, presence, promqlQuery } from './queries';

const QUERY = GRAFANA_QUERY_REF_ID;

/** What alerts point to. */
export interface AlertLinks {
  /** A token: the contact point's name attribute, so that it is made before the rules and goes after them. */
  readonly contactPoint: string;
  readonly dashboard: { readonly dashboardUid: string; readonly panelIds: ReadonlyMap<string, number> };
}

/**
 * Grouped by everything that an incident is about; `severity` so that it is a common label, which the contact point
 * reads the urgency from. Alertmanager's defaults (30s, 5m, 4h) with shorter waits: an SLO has one alert per severity,
 * so there is nothing to wait for, and what is over should be resolved within a minute.
 */
const notification = {
  groupBy: ['alertname', 'grafana_folder', 'environment', 'service', 'severity', 'slo'],
  groupWait: '10s',
  groupInterval: '1m',
  repeatInterval: '4h',
};

export function recordingRule(rule: RecordingRule, environment: Environment): RuleGroupRule {
  return {
    uid: rule.uid,
    name: title(rule.labels, [rule.labels.slo, rule.record].filter(Boolean).join(' ')),
    labels: { ...rule.labels },
    data: [promqlQuery(QUERY, environment.grafana.prometheus, rule.expr)],
    record: { metric: rule.record, from: QUERY, targetDatasourceUid: environment.grafana.recordingTarget },
  };
}

/**
 * No data means healthy (an absence alert of its own watches the series), and while the data source fails every alert
 * keeps its state: the health alert of the environment speaks for all of them.
 */
export function alertRule(
  rule: AlertRule,
  environment: Environment,
  intervalSeconds: number,
  { contactPoint, dashboard }: AlertLinks,
): RuleGroupRule {
  const query = promqlQuery(QUERY, environment.grafana.prometheus, rule.grafana.expr);
  return {
    uid: rule.uid,
    name: title(rule.labels, rule.name),
    labels: { ...rule.labels },
    annotations: { ...annotationTemplates(rule, 'grafana'), ...panelLink(rule, dashboard) },
    data:
      rule.grafana.kind === 'binary'
        ? [query, aboveZero('C', QUERY)]
        : [query, presence('B', QUERY), aboveZero('C', 'B')],
    condition: 'C',
    for: prometheusDuration(rule.forSeconds),
    ...(rule.keepFiringForSeconds > 0 ? { keepFiringFor: prometheusDuration(rule.keepFiringForSeconds) } : {}),
    ...(rule.paused ? { isPaused: true } : {}),
    noDataState: 'OK',
    execErrState: 'KeepLast',
    ...(rule.grafana.kind === 'presence'
      ? { missingSeriesEvalsToResolve: missingEvaluations(rule, intervalSeconds) }
      : {}),
    notificationSettings: { contactPoint, ...notification },
  };
}

/**
 * Evaluations without one series among others until its alert is resolved. Grafana's default is 2, Prometheus' rule
 * is the next one; Grafana does not count `keep_firing_for` for a series that vanishes, so it is counted in here.
 */
function missingEvaluations(rule: AlertRule, intervalSeconds: number): number {
  return 1 + Math.ceil(rule.keepFiringForSeconds / intervalSeconds);
}

/** Begins with the service, since titles share the namespace of the team's folder, across services and groups. */
function title(labels: Readonly<Record<string, string>>, name: string): string {
  const prefix = `${labels.service}/`;
  return name.startsWith(prefix) ? name : prefix + name;
}

/** Both annotations or none: Grafana refuses one without the other. */
function panelLink(rule: AlertRule, dashboard: AlertLinks['dashboard']): Record<string, string> {
  if (rule.panel === undefined) return {};
  const id = dashboard.panelIds.get(rule.panel);
  if (id === undefined) throw new Error(`Expected: a panel of the dashboard, got: ${rule.panel} of alert ${rule.name}`);
  return { __dashboardUid__: dashboard.dashboardUid, __panelId__: String(id) };
}
