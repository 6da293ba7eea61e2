import { Construct } from 'constructs';
import type { Environment, PagerDutySettings, Service } from '../../domain/catalog/model';
import { ownAlertGroups } from '../../domain/rules/own-alert-groups';
import { grafanaRuleGroups, sloRuleGroups } from '../../domain/slo/slo-rule-groups';
import { EvaluationGroup } from './evaluation-group';
import { ServiceContactPoint } from './service-contact-point';
import { ServiceDashboard } from './service-dashboard';

export interface ServiceMonitoringProps {
  readonly service: Service;
  readonly environment: Environment;
  /** Of the on-call that answers for the environment. */
  readonly pagerduty: PagerDutySettings;
  /** A token: the key of the service's integration for this environment; sensitive. */
  readonly integrationKey: string;
  /** What runs the service, if anything of ours does. */
  readonly compute?: {
    /** A token: `arn_suffix` of the target group, where there is one. */
    readonly targetGroupArnSuffix?: string;
  };
}

/** Everything that a service has in an environment's Grafana: contact point, dashboard, and its groups of rules. */
export class ServiceMonitoring extends Construct {
  constructor(scope: Construct, id: string, props: ServiceMonitoringProps) {
    super(scope, id);
    const { service, environment, pagerduty, integrationKey, compute } = props;
    const { name: contactPoint } = new ServiceContactPoint(this, 'contact-point', {
      service,
      environment,
      pagerduty,
      integrationKey,
    });
    const targetGroup = compute?.targetGroupArnSuffix;
    const dashboard = new ServiceDashboard(this, 'dashboard', { service, environment, pagerduty, targetGroup });
    const groups = [...sloRuleGroups(service, environment), ...ownAlertGroups(service, environment)];
    for (const group of grafanaRuleGroups(groups, environment)) {
      new EvaluationGroup(this, groupId(service, group.name), { service, environment, group, contactPoint, dashboard });
    }
  }
}

/** `checkout slo alerts` is the group `slo-alerts` of its service. */
function groupId(service: Service, name: string): string {
  return name.slice(service.name.length + 1).replaceAll(' ', '-');
}
