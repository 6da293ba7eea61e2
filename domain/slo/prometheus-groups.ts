import type { Environment, Service } from '../catalog/model';
import type { RuleGroup } from '../rules/model';
import { ownAlertGroups } from '../rules/own-alert-groups';
import { sloRuleGroups } from './slo-rule-groups';

/**
 * A service's rules as Prometheus evaluates them: one group per SLO, in which recording comes before the alerts that
 * read it (Prometheus evaluates the rules of a group one after another, and groups at different moments).
 */
export function prometheusGroups(service: Service, environment: Environment): RuleGroup[] {
  const groups = service.slos.flatMap((slo) => {
    const ofSlo = sloRuleGroups({ ...service, slos: [slo] }, environment);
    const intervals = [...new Set(ofSlo.map(({ intervalSeconds }) => intervalSeconds))];
    return intervals.map((intervalSeconds, index) => ({
      name: `${service.name} ${slo.name}${index === 0 ? '' : ' budget'}`,
      intervalSeconds,
      rules: ofSlo.filter((group) => group.intervalSeconds === intervalSeconds).flatMap(({ rules }) => rules),
    }));
  });
  return [...groups, ...ownAlertGroups(service, environment)];
}
