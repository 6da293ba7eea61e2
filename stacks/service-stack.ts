import type { Construct } from 'constructs';
import { RecordedRules } from '../constructs/aws/recorded-rules';
import { ServiceCompute } from '../constructs/aws/service-compute';
import { ServiceMonitoring } from '../constructs/grafana/service-monitoring';
import type { Environment, PagerDutySettings, Service } from '../domain/catalog/model';
import { recordingGroups, sloRuleGroups } from '../domain/slo/slo-rule-groups';
import { addBackend, type StateLocation } from './backend';
import { CatalogStack } from './catalog-stack';
import { outputName, published } from './cross-stack';
import { addAws, addGrafana } from './providers';

export interface ServiceStackProps {
  readonly service: Service;
  readonly environment: Environment;
  /** Epoch milliseconds: sizes and scheduled actions depend on it, and nothing else. */
  readonly nowMs: number;
  /** Of the on-call that answers for the environment: where links to PagerDuty lead. */
  readonly pagerduty: PagerDutySettings;
  /** State of the owning team's on-call stack. */
  readonly oncall: StateLocation;
  /** State of the environment's platform stack. */
  readonly platform: StateLocation;
  /** Names of the services that may call this one: what `allowFrom` lists, as far as it runs in the environment. */
  readonly callers: readonly string[];
}

/**
 * What lives and dies with a service in an environment. A retired one keeps backend and providers, so that applying it
 * removes everything it had.
 */
export class ServiceStack extends CatalogStack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id);
    const { service, environment, nowMs, oncall, platform } = props;
    addBackend(this, environment.backend, environment.aws.role);
    addAws(this, environment);
    addGrafana(this, environment);
    if (service.lifecycle === 'retired') return;

    const workspace = environment.recording === 'amp' ? environment.amp?.workspace : undefined;
    const groups = recordingGroups(sloRuleGroups(service, environment));
    if (workspace !== undefined && groups.length > 0) {
      new RecordedRules(this, 'recorded', { service, workspace, groups });
    }
    const callerGroup = (name: string) => published(this, platform, outputName.callerSecurityGroup(name));
    const compute =
      service.compute &&
      new ServiceCompute(this, 'compute', {
        service,
        environment,
        nowMs,
        ownCallerGroupId: callerGroup(service.name),
        callers: props.callers.map((name) => ({ service: name, securityGroupId: callerGroup(name) })),
      });
    new ServiceMonitoring(this, 'monitoring', {
      service,
      environment,
      pagerduty: props.pagerduty,
      integrationKey: published(this, oncall, outputName.integrationKey(environment.name, service.name)),
      compute,
    });
  }
}
