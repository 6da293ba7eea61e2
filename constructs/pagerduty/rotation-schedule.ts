import { Schedule } from '@cdktf/provider-pagerduty/lib/schedule';
import type { Construct } from 'constructs';
import type { Rotation, Team } from '../../domain/catalog/model';
import { pagerdutyName } from '../../domain/names/names';
import { scheduleLayers } from '../../domain/oncall/schedule-layers';
import { literal } from '../literal';
import { traced } from '../trace';

export interface RotationScheduleProps {
  readonly team: Team;
  /** One of the team's. */
  readonly rotation: Rotation;
  /** Set when the on-call is the environment's own. */
  readonly environment?: string;
  /** PagerDuty's id of the team, a token. */
  readonly teamId: string;
  /** E-mail address → PagerDuty's id of the person, a token. */
  readonly userId: (email: string) => string;
}

/** A rotation as a schedule (v1): the one place that knows the resource; what is in it comes from `domain/oncall`. */
export class RotationSchedule extends Schedule {
  constructor(scope: Construct, id: string, { team, rotation, environment, teamId, userId }: RotationScheduleProps) {
    super(
      scope,
      id,
      literal({
        name: pagerdutyName(environment, team.name, rotation.name),
        description: `Rotation ${rotation.name} of team ${team.name}`,
        timeZone: rotation.timeZone,
        teams: [teamId],
        layer: scheduleLayers(rotation).map(({ users, restrictions, ...layer }) => ({
          ...layer,
          users: users.map(userId),
          ...(restrictions.length === 0 ? {} : { restriction: [...restrictions] }),
        })),
        // it can only go once no policy notifies it any more: then Terraform changes the policies first
        lifecycle: { createBeforeDestroy: true },
      }),
    );
    const of = { kind: 'team', name: team.name } as const;
    const path = pathOf(team, rotation.name);
    traced(this, of, {
      '': path,
      name: `${path}.name`,
      time_zone: ['timeZone', `${path}.timeZone`],
      layer: layerPaths(team, rotation),
    });
  }
}

/** What decides who is on call: the rotation's own paths, and those of the rotations that it follows. */
function layerPaths(team: Team, rotation: Rotation): string[] {
  const path = pathOf(team, rotation.name);
  const leader = team.rotations.find(({ name }) => name === rotation.follows);
  const hours = rotation.hours === undefined ? [] : [`${path}.hours`];
  if (leader !== undefined) return [`${path}.follows`, `${path}.offset`, ...hours, ...layerPaths(team, leader)];
  return [...['members', 'anchor', 'every', 'handoff'].map((key) => `${path}.${key}`), ...hours];
}

function pathOf(team: Team, rotation: string): string {
  return `rotations[${team.rotations.findIndex(({ name }) => name === rotation)}]`;
}
