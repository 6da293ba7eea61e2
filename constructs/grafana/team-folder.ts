import { Folder } from '@cdktf/provider-grafana/lib/folder';
import type { Construct } from 'constructs';
import type { Environment } from '../../domain/catalog/model';
import { folderTitle, folderUid } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface TeamFolderProps {
  readonly environment: Environment;
  /** Name of the team. */
  readonly team: string;
}

/**
 * The folder of a team in an environment's Grafana. The services' stacks refer to it by its literal uid. Grafana
 * refuses to delete it while dashboards or folders are in it.
 */
export class TeamFolder extends Folder {
  constructor(scope: Construct, id: string, { environment, team }: TeamFolderProps) {
    super(
      scope,
      id,
      literal({
        uid: folderUid(environment.name, team),
        title: folderTitle(environment.name, team),
        preventDestroyIfNotEmpty: true,
      }),
    );
    traced(this, { kind: 'team', name: team }, { '': '', title: 'name' });
  }
}
