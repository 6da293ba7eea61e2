import { Folder } from '@cdktf/provider-grafana/lib/folder';
import { RuleGroup } from '@cdktf/provider-grafana/lib/rule-group';
import { Construct } from 'constructs';
import type { Environment } from '../../domain/catalog/model';
import { healthAlert, healthFolderTitle, healthFolderUid } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';
import { aboveZero, promqlQuery } from './queries';

export interface DataSourceHealthProps {
  readonly environment: Environment;
}

/**
 * One alert that the Prometheus of an environment does not answer. Every other alert keeps its state then, so this is
 * the one that must speak: an error and an empty answer both count as firing.
 *
 * It belongs to no team, so it names no contact point: Grafana's own notification policies route it, by its labels
 * (`service: platform`, `environment`, `severity`), at least to their root's.
 */
export class DataSourceHealth extends Construct {
  constructor(scope: Construct, id: string, { environment }: DataSourceHealthProps) {
    super(scope, id);
    const of = { kind: 'environment', name: environment.name } as const;
    const folder = new Folder(
      this,
      'folder',
      literal({
        uid: healthFolderUid(environment.name),
        title: healthFolderTitle(environment.name),
        preventDestroyIfNotEmpty: true,
      }),
    );
    traced(folder, of, { '': '' });
    const group = new RuleGroup(
      this,
      'rules',
      literal({
        name: 'data source health',
        folderUid: folder.uid,
        intervalSeconds: 60,
        rule: [
          {
            uid: healthAlert.uid(environment.name),
            name: healthAlert.title(environment.name),
            labels: healthAlert.labels(environment),
            annotations: {
              summary: `Prometheus of ${environment.name} does not answer`,
              description:
                'No SLO alert and no alert of a service can fire or resolve until it does: each keeps the state it had.',
            },
            // always 0 where there is an answer at all
            data: [promqlQuery('A', environment.grafana.prometheus, 'vector(0)'), aboveZero('C', 'A')],
            condition: 'C',
            for: '3m',
            keepFiringFor: '5m',
            noDataState: 'Alerting',
            execErrState: 'Alerting',
          },
        ],
      }),
    );
    traced(group, of, { '': 'grafana.prometheus', 'rule[0]': 'grafana.prometheus' });
  }
}
