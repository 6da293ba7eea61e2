import { ContactPoint } from '@cdktf/provider-grafana/lib/contact-point';
import type { Construct } from 'constructs';
import type { Environment, PagerDutySettings, Service } from '../../domain/catalog/model';
import { dashboardUrl } from '../../domain/dashboard/dashboard-url';
import { contactPointName } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface ServiceContactPointProps {
  readonly service: Service;
  readonly environment: Environment;
  /** Of the on-call that answers for the environment: whose events service is told. */
  readonly pagerduty: PagerDutySettings;
  /** A token: the key of the service's integration for this environment, from the on-call stack; sensitive. */
  readonly integrationKey: string;
}

/**
 * Grafana sends to the events service of the United States unless told otherwise. It knows no European key: PagerDuty
 * passes such events on, out of Europe and back, for as long as it likes (PagerDuty Knowledge Base, "Service Regions";
 * grafana/grafana, issue 77256).
 */
const EUROPEAN_EVENTS = 'https://events.eu.pagerduty.com/v2/enqueue';

/**
 * Where the alerts of a service go: its PagerDuty integration for this environment. The environment is in the name,
 * since Grafana's deduplication key would let equal names in two Grafanas resolve each other's incidents.
 *
 * Only the typed `pagerduty` block (a `settings` map shows a difference forever, terraform-provider-grafana #1525).
 * Texts here are Go templates, so nothing of an entry's free text stands in them; it comes through the annotations.
 */
export class ServiceContactPoint extends ContactPoint {
  constructor(
    scope: Construct,
    id: string,
    { service, environment, pagerduty, integrationKey }: ServiceContactPointProps,
  ) {
    super(
      scope,
      id,
      literal({
        name: contactPointName(environment.name, service.name),
        pagerduty: [
          {
            integrationKey,
            ...(pagerduty.region === 'eu' ? { url: EUROPEAN_EVENTS } : {}),
            // PagerDuty takes its urgency from here. Whatever is not plainly a ticket pages.
            severity: '{{ if eq .CommonLabels.severity "ticket" }}warning{{ else }}critical{{ end }}',
            summary:
              '{{ with index .Alerts 0 }}{{ if .Annotations.summary }}{{ .Annotations.summary }}{{ else }}{{ .Labels.alertname }}{{ end }}{{ end }}',
            class: '{{ .CommonLabels.alertname }}',
            component: service.name,
            group: environment.name,
            source: `${environment.name}/${service.name}`,
            client: 'Grafana',
            clientUrl: dashboardUrl(environment, service),
            details: {
              description: '{{ .CommonAnnotations.description }}',
              runbook: '{{ .CommonAnnotations.runbook_url }}',
              environment: environment.name,
              service: service.name,
            },
          },
        ],
        // Grafana deletes no contact point that a rule still names: under a new name it is made first, then the rules
        // move over, then the old one goes.
        lifecycle: { createBeforeDestroy: true },
      }),
    );
    traced(this, { kind: 'service', name: service.name }, { '': 'oncall', name: 'name' });
  }
}
