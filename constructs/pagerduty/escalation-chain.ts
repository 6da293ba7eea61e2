import { EscalationPolicy } from '@cdktf/provider-pagerduty/lib/escalation-policy';
import type { Construct } from 'constructs';
import type { Escalation, EscalationTarget, Team } from '../../domain/catalog/model';
import { pagerdutyName } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

export interface EscalationChainProps {
  readonly team: Team;
  /** One of the team's. */
  readonly escalation: Escalation;
  /** Set when the on-call is the environment's own. */
  readonly environment?: string;
  /** PagerDuty's id of the team, a token. */
  readonly teamId: string;
  /** Name of a rotation → PagerDuty's id of its schedule, a token. */
  readonly scheduleId: (rotation: string) => string;
  /** E-mail address → PagerDuty's id of the person, a token. */
  readonly userId: (email: string) => string;
}

/** An escalation as a policy: its steps are rules, its repeats are loops. */
export class EscalationChain extends EscalationPolicy {
  constructor(scope: Construct, id: string, props: EscalationChainProps) {
    const { team, escalation, environment, teamId, scheduleId, userId } = props;
    const target = (one: EscalationTarget) =>
      one.kind === 'rotation'
        ? { type: 'schedule_reference', id: scheduleId(one.name) }
        : { type: 'user_reference', id: userId(one.email) };
    super(
      scope,
      id,
      literal({
        name: pagerdutyName(environment, team.name, escalation.name),
        description: `Escalation ${escalation.name} of team ${team.name}`,
        numLoops: escalation.repeat,
        teams: [teamId],
        rule: escalation.steps.map((step) => ({
          escalationDelayInMinutes: step.forMinutes,
          target: step.notify.map(target),
        })),
        // it can only go once no service uses it any more: then Terraform changes the services first
        lifecycle: { createBeforeDestroy: true },
      }),
    );
    const path = `escalations[${team.escalations.findIndex(({ name }) => name === escalation.name)}]`;
    const rules = escalation.steps.map((_, index) => [`rule[${index}]`, `${path}.steps[${index}]`]);
    traced(
      this,
      { kind: 'team', name: team.name },
      {
        '': path,
        name: `${path}.name`,
        num_loops: `${path}.repeat`,
        rule: `${path}.steps`,
        ...Object.fromEntries(rules),
      },
    );
  }
}
