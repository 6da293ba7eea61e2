import { Team as TeamResource } from '@cdktf/provider-pagerduty/lib/team';
import type { Construct } from 'constructs';
import type { Team } from '../../domain/catalog/model';
import { pagerdutyName } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface PagedTeamProps {
  readonly team: Team;
  /** Set when the on-call is the environment's own. */
  readonly environment?: string;
}

/**
 * A team in PagerDuty. It has no membership resources: PagerDuty makes whoever an escalation policy of the team
 * notifies a member (PagerDuty/terraform-provider-pagerduty, issues 285 and 427), and refuses to end such a
 * membership while the policy stands (pull request 863).
 */
export class PagedTeam extends TeamResource {
  constructor(scope: Construct, id: string, { team, environment }: PagedTeamProps) {
    super(
      scope,
      id,
      literal({
        name: pagerdutyName(environment, team.name),
        description: team.description || `Team ${team.name}`,
      }),
    );
    traced(this, { kind: 'team', name: team.name }, { '': '', name: 'name', description: 'description' });
  }
}
