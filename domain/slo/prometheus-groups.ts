import type { Environment, Service, Slo } from '../catalog/model';
import type { RuleGroup } from '../rules/model';
import { ownAlertGroups } from '../rules/own-alert-groups';
import { sloRuleGroups } from './slo-rule-groups';

/** A service's rules as Prometheus evaluates them: those of each SLO, then its own alerts. */
export function prometheusGroups(service: Service, environment: Environment): RuleGroup[] {
  return [
    ...service.slos.flatMap((slo) => prometheusSloGroups(service, slo, environment)),
    ...ownAlertGroups(service, environment),
  ];
}

/**
 * The rules of one SLO: a group for each pace, in which recording comes before the alerts that read it (Prometheus
 * evaluates the rules of a group one after another, and groups at different moments).
 */
export function prometheusSloGroups(service: Service, slo: Slo, environment: Environment): RuleGroup[] {
  const groups = sloRuleGroups({ ...service, slos: [slo] }, environment);
  const intervals = [...new Set(groups.map(({ intervalSeconds }) => intervalSeconds))];
  return intervals.map((intervalSeconds, index) => ({
    name: `${service.name} ${slo.name}${index === 0 ? '' : ' budget'}`,
    intervalSeconds,
    rules: groups.filter((group) => group.intervalSeconds === intervalSeconds).flatMap(({ rules }) => rules),
  }));
}
