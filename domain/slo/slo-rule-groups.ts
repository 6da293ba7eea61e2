import type { Environment, Service, Severity, Slo } from '../catalog/model';
import { alertLabels, grafanaUid, seriesLabels } from '../names/names';
import type { AlertRule, RecordingRule, RuleGroup } from '../rules/model';
import { type SloAlertKind, sloAnnotations } from './annotations';
import { BUDGET_LEFT_SERIES, BURN_RATE_SERIES, budgetExpressions, OBJECTIVE_SERIES } from './budget-expressions';
import { type SloConditions, sloConditions } from './conditions';
import { sliInputs } from './inputs';
import { HOUR_MINUTES, recordedName, ruleIntervalSeconds, SloSeries } from './series';

/** Pages stay for these seconds after their condition ends, so that one outage is one incident. */
const PAGE_KEEP_FIRING_SECONDS = 600;
/** An absence that outlives the first scrapes after a restart of Prometheus itself. */
const ABSENCE_FOR_SECONDS = 120;
const BUDGET_INTERVAL_SECONDS = 300;

interface SloContext {
  readonly service: Service;
  readonly slo: Slo;
  readonly environment: Environment;
  /** Path of the SLO in its entry. */
  readonly source: string;
  readonly conditions: SloConditions;
}

/**
 * Every rule of a service's SLOs in both evaluators' terms: what is recorded, the budget's record, and the alerts. The
 * recording groups are evaluated by Grafana only where `environment.recording` says so; see `grafanaRuleGroups`.
 */
export function sloRuleGroups(service: Service, environment: Environment): RuleGroup[] {
  if (service.slos.length === 0) return [];
  const intervalSeconds = ruleIntervalSeconds(environment);
  const contexts = service.slos.map((slo, index) => ({
    service,
    slo,
    environment,
    source: `slos[${index}]`,
    conditions: sloConditions(service, slo, environment),
  }));
  const groups: RuleGroup[] = [
    { name: `${service.name} slo recording`, intervalSeconds, rules: contexts.flatMap(recordingRules) },
    { name: `${service.name} slo alerts`, intervalSeconds, rules: contexts.flatMap(alertRules) },
    {
      name: `${service.name} slo budget`,
      intervalSeconds: BUDGET_INTERVAL_SECONDS,
      rules: contexts.flatMap(budgetRules),
    },
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

/** `checkout/availability burns fast`: an alert of an SLO, in both evaluators. */
export function sloAlertName(service: Pick<Service, 'name'>, slo: Pick<Slo, 'name'>, kind: SloAlertKind): string {
  return `${service.name}/${slo.name} ${kind}`;
}

/** The groups that go into Grafana: all but those that somebody else evaluates. */
export function grafanaRuleGroups(groups: readonly RuleGroup[], environment: Environment): RuleGroup[] {
  return environment.recording === 'grafana'
    ? [...groups]
    : groups.map(withoutRecording).filter(({ rules }) => rules.length > 0);
}

/** The recording rules alone, for whoever evaluates them where Grafana does not. */
export function recordingGroups(groups: readonly RuleGroup[]): RuleGroup[] {
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter(({ kind }) => kind === 'record') }))
    .filter(({ rules }) => rules.length > 0);
}

function withoutRecording(group: RuleGroup): RuleGroup {
  return { ...group, rules: group.rules.filter(({ kind }) => kind !== 'record') };
}

function recordingRules(of: SloContext): RecordingRule[] {
  const { service, slo, environment, source } = of;
  const series = new SloSeries(service, slo, environment);
  return [series.baseMinutes, HOUR_MINUTES].flatMap((minutes) => {
    const seen = minutes === series.baseMinutes ? undefined : series.seenWithinHour();
    const inputs = sliInputs(slo.sli, minutes * 60, environment.scrapeIntervalSeconds, seen);
    return (['errors', 'total'] as const).map((counted) =>
      recording(of, `${source}.sli`, recordedName(counted, minutes), inputs[counted]),
    );
  });
}

function budgetRules(of: SloContext): (RecordingRule | AlertRule)[] {
  const { slo, source } = of;
  const expressions = budgetExpressions(of.service, slo, of.environment);
  const records = [
    recording(of, `${source}.objective`, OBJECTIVE_SERIES, expressions.objective),
    recording(of, `${source}.window`, BUDGET_LEFT_SERIES, expressions.budgetLeftNow),
    recording(of, `${source}.objective`, BURN_RATE_SERIES, expressions.burnRateNow),
  ];
  if (!slo.alerting.budgetSpent) return records;
  return [...records, alert(of, 'budget spent', 'ticket', `group(${expressions.budgetSpent})`)];
}

function recording({ service, slo }: SloContext, source: string, record: string, expr: string): RecordingRule {
  return {
    kind: 'record',
    source,
    get uid() {
      return grafanaUid(service.environment, service.name, slo.name, record);
    },
    record,
    expr,
    labels: seriesLabels(service, slo.name),
  };
}

/** What pages, what opens a ticket, and what nobody hears of, by the switches of the SLO and of the environment. */
function alertRules(of: SloContext): AlertRule[] {
  const { page, ticket, absent, seenWithinDay, either } = of.conditions;
  const { alerting } = of.slo;
  const pages = alerting.page && of.environment.paging;
  const rules: AlertRule[] = [];
  if (pages) rules.push(alert(of, 'burns fast', 'page', page, { keepFiringForSeconds: PAGE_KEEP_FIRING_SECONDS }));
  if (pages && alerting.ticket) rules.push(alert(of, 'burns slowly', 'ticket', `${ticket} unless ${page}`));
  if (!pages && alerting.ticket) rules.push(alert(of, 'burns', 'ticket', either));
  if (!pages && alerting.page && !alerting.ticket) rules.push(alert(of, 'burns', 'ticket', page));
  if (!alerting.absence || (rules.length === 0 && !alerting.budgetSpent)) return rules;
  const held = { forSeconds: ABSENCE_FOR_SECONDS };
  if (!pages) return [...rules, alert(of, 'has no data', 'ticket', absent, held)];
  rules.push(alert(of, 'vanished', 'page', `${absent} and ${seenWithinDay}`, held));
  if (alerting.ticket) rules.push(alert(of, 'has no data', 'ticket', `${absent} unless ${seenWithinDay}`, held));
  return rules;
}

function alert(
  { service, slo, environment, source, conditions }: SloContext,
  kind: SloAlertKind,
  severity: Severity,
  expr: string,
  { forSeconds = 0, keepFiringForSeconds = 0 } = {},
): AlertRule {
  return {
    kind: 'alert',
    source,
    get uid() {
      return grafanaUid(service.environment, service.name, slo.name, kind);
    },
    name: sloAlertName(service, slo, kind),
    severity,
    prometheusExpr: expr,
    grafana: { kind: 'binary', expr: `${expr} or vector(0)` },
    forSeconds,
    keepFiringForSeconds,
    labels: alertLabels(service, severity, slo.name),
    annotations: sloAnnotations(service, slo, environment, kind, conditions.tiers),
    panel: `slo/${slo.name}`,
  };
}
