import { PrometheusRuleGroupNamespace } from '@cdktf/provider-aws/lib/prometheus-rule-group-namespace';
import type { Construct } from 'constructs';
import type { Service } from '../../domain/catalog/model';
import { physicalName } from '../../domain/names/names';
import type { RuleGroup } from '../../domain/rules/model';
import { prometheusRuleFile } from '../../domain/rules/prometheus-file';
import { literal } from '../literal';
import { traced } from '../trace';

export interface RecordedRulesProps {
  readonly service: Service;
  /** Id of a Managed Prometheus workspace. */
  readonly workspace: string;
  /** Recording rules only: the alerts are Grafana's. */
  readonly groups: readonly RuleGroup[];
}

/** What is recorded for a service's SLOs, where Amazon Managed Service for Prometheus evaluates it. */
export class RecordedRules extends PrometheusRuleGroupNamespace {
  constructor(scope: Construct, id: string, { service, workspace, groups }: RecordedRulesProps) {
    const name = physicalName(service, 64);
    super(scope, id, literal({ name, workspaceId: workspace, data: prometheusRuleFile(groups) }));
    traced(this, { kind: 'service', name: service.name }, { '': 'slos', data: 'slos' });
  }
}
