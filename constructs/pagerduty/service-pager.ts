import { Service } from '@cdktf/provider-pagerduty/lib/service';
import { ServiceIntegration } from '@cdktf/provider-pagerduty/lib/service-integration';
import type { Construct } from 'constructs';
import { pathText } from '../../domain/catalog/path';
import { pagerdutyName } from '../../domain/names/names';
import type { PagedService } from '../../domain/oncall/paged-service';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServicePagerProps {
  readonly service: PagedService;
  /** Set when the on-call is the environment's own. */
  readonly environment?: string;
  /** PagerDuty's id of the escalation policy, a token. */
  readonly escalationPolicyId: string;
}

/**
 * A service that can page, with one integration per environment: two Grafanas with equal alerts would resolve each
 * other's incidents on a shared one.
 *
 * An alert's severity decides the urgency. Nothing resolves by itself: Grafana does, and a ticket may rightly be open
 * for longer than PagerDuty's default of four hours.
 */
export class ServicePager extends Service {
  private readonly integrations = new Map<string, ServiceIntegration>();

  constructor(scope: Construct, id: string, { service, environment, escalationPolicyId }: ServicePagerProps) {
    const minutes = service.retriggerAcknowledgedAfterMinutes;
    super(
      scope,
      id,
      literal({
        name: pagerdutyName(environment, service.name),
        description: descriptionOf(service),
        escalationPolicy: escalationPolicyId,
        autoResolveTimeout: 'null',
        acknowledgementTimeout: minutes === undefined ? 'null' : String(minutes * 60),
        incidentUrgencyRule: { type: 'constant', urgency: 'severity_based' },
      }),
    );
    const of = { kind: 'service', name: service.name } as const;
    traced(this, of, {
      '': '',
      name: 'name',
      description: ['description', ...Object.keys(service.links).map((link) => pathText(['links', link]))],
      escalation_policy: ['owner', 'oncall.escalation'],
      acknowledgement_timeout: 'oncall.retriggerAcknowledgedAfter',
    });
    for (const from of service.environments) {
      const config = literal({ name: from, service: this.id, type: 'events_api_v2_inbound_integration' });
      const integration = new ServiceIntegration(this, from, config);
      this.integrations.set(from, traced(integration, of, { '': 'runsIn' }));
    }
  }

  /** The key under which an environment's alerts reach the service: a token, and a secret. */
  integrationKey(environment: string): string {
    const integration = this.integrations.get(environment);
    if (integration === undefined) throw new RangeError(`${this.node.id} has no integration for ${environment}`);
    return integration.integrationKey;
  }
}

/** The service's description and its links, a line each; PagerDuty keeps the old text where the new one is empty. */
function descriptionOf({ name, description, links }: PagedService): string {
  const lines = Object.entries(links).map(([link, url]) => `${link}: ${url}`);
  return [description || `Service ${name}`, ...lines.sort()].join('\n');
}
