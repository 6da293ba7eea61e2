import { Dashboard } from '@cdktf/provider-grafana/lib/dashboard';
import type { Construct } from 'constructs';
import type { Environment, PagerDutySettings, Service } from '../../domain/catalog/model';
import { serviceDashboard } from '../../domain/dashboard/service-dashboard';
import { folderUid } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServiceDashboardProps {
  readonly service: Service;
  readonly environment: Environment;
  /** Of the on-call that answers for the environment: where links to PagerDuty lead. */
  readonly pagerduty: PagerDutySettings;
  /** A token: the `arn_suffix` of the service's target group, where it has one. */
  readonly targetGroup?: string;
}

/** The dashboard of a service, in the folder of its team. */
export class ServiceDashboard extends Dashboard {
  readonly dashboardUid: string;
  /** Id of each panel by its key, for the links of alerts. */
  readonly panelIds: ReadonlyMap<string, number>;

  constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    const { service, environment, pagerduty, targetGroup } = props;
    const { uid, json, panelIds } = serviceDashboard(service, environment, pagerduty, { targetGroup });
    super(scope, id, literal({ configJson: json, folder: folderUid(environment.name, service.owner) }));
    this.dashboardUid = uid;
    this.panelIds = panelIds;
    traced(
      this,
      { kind: 'service', name: service.name },
      { '': '', folder: 'owner', config_json: ['description', 'links', 'owner', 'tier', 'slos', 'scaling'] },
    );
  }
}
