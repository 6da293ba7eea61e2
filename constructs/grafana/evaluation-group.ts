import { RuleGroup as RuleGroupResource, type RuleGroupRule } from '@cdktf/provider-grafana/lib/rule-group';
import type { Construct } from 'constructs';
import type { Environment, Service } from '../../domain/catalog/model';
import { folderUid } from '../../domain/names/names';
import type { RuleGroup } from '../../domain/rules/model';
import { literal } from '../literal';
import { traced } from '../trace';
import { type AlertLinks, alertRule, recordingRule } from './rules';

export interface EvaluationGroupProps extends AlertLinks {
  readonly service: Service;
  readonly environment: Environment;
  readonly group: RuleGroup;
}

/** A group of rules that Grafana evaluates, in the folder of the service's team. */
export class EvaluationGroup extends RuleGroupResource {
  constructor(scope: Construct, id: string, { service, environment, group, ...links }: EvaluationGroupProps) {
    super(
      scope,
      id,
      literal({
        name: group.name,
        folderUid: folderUid(environment.name, service.owner),
        intervalSeconds: group.intervalSeconds,
        rule: group.rules.map(
          (rule): RuleGroupRule =>
            rule.kind === 'record'
              ? recordingRule(rule, environment)
              : alertRule(rule, environment, group.intervalSeconds, links),
        ),
      }),
    );
    const { name } = service;
    traced(this, { kind: 'service', name }, { '': [...new Set(group.rules.map((rule) => rule.source))] });
    traced(this, { kind: 'service', name }, { folder_uid: 'owner' });
    group.rules.forEach((rule, index) => {
      traced(this, { kind: 'service', name }, { [`rule[${index}]`]: rule.source });
    });
  }
}
