import type { RuleGroupRule } from '@cdktf/provider-grafana/lib/rule-group';
import type { Environment } from '../../domain/catalog/model';
import type { AlertRule, RecordingRule } from '../../domain/rules/model';
import { grafanaTemplate } from './annotation-template';
import { prometheusDuration } from './prometheus-duration';
import { aboveZero, presence, promqlQuery } from './queries';

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

/** Titles share the namespace of a folder, across the services of a team and its groups. */
export function recordingRule(rule: RecordingRule, environment: Environment): RuleGroupRule {
  return {
    uid: rule.uid,
    name: [rule.labels.service, rule.labels.slo, rule.record].filter(Boolean).join(' '),
    labels: { ...rule.labels },
    data: [promqlQuery('A', environment.grafana.prometheus, rule.expr)],
    record: { metric: rule.record, from: 'A', targetDatasourceUid: environment.grafana.recordingTarget },
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
  const query = promqlQuery('A', environment.grafana.prometheus, rule.grafana.expr);
  return {
    uid: rule.uid,
    name: rule.name,
    labels: { ...rule.labels },
    annotations: { ...annotations(rule), ...panelLink(rule, dashboard) },
    data:
      rule.grafana.kind === 'binary' ? [query, aboveZero('C', 'A')] : [query, presence('B', 'A'), aboveZero('C', 'B')],
    condition: 'C',
    for: prometheusDuration(rule.forSeconds),
    ...(rule.keepFiringForSeconds > 0 ? { keepFiringFor: prometheusDuration(rule.keepFiringForSeconds) } : {}),
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

function annotations(rule: AlertRule): Record<string, string> {
  return Object.fromEntries(Object.entries(rule.annotations).map(([name, text]) => [name, grafanaTemplate(text)]));
}

/** Both annotations or none: Grafana refuses one without the other. */
function panelLink(rule: AlertRule, dashboard: AlertLinks['dashboard']): Record<string, string> {
  if (rule.panel === undefined) return {};
  const id = dashboard.panelIds.get(rule.panel);
  if (id === undefined) throw new Error(`Expected: a panel of the dashboard, got: ${rule.panel} of alert ${rule.name}`);
  return { __dashboardUid__: dashboard.dashboardUid, __panelId__: String(id) };
}
