import type { Escalation, EscalationTarget, Team } from '../catalog/model';
import { onCallAt } from '../oncall/shifts';
import { secondsText } from './wording';

export function escalationOf(team: Team, name: string): Escalation | undefined {
  return team.escalations.find((escalation) => escalation.name === name);
}

export const rotationsOf = ({ steps }: Escalation): string[] =>
  steps.flatMap(({ notify }) => notify.flatMap((target) => (target.kind === 'rotation' ? [target.name] : [])));

const targetName = (target: EscalationTarget) => (target.kind === 'rotation' ? target.name : target.email);

/** Whom an escalation notifies first: rotations with who is on call now. */
export function firstPaged(team: Team, name: string, nowMs: number): string {
  const targets = escalationOf(team, name)?.steps[0]?.notify ?? [];
  const named = targets.map((target) => {
    if (target.kind === 'person') return target.email;
    const rotation = team.rotations.find((one) => one.name === target.name);
    const member = rotation && onCallAt(rotation, nowMs);
    return `${target.name} (${member ?? 'nobody'} now)`;
  });
  return named.join(' + ') || 'nobody';
}

export function chainText({ steps, repeat }: Escalation): string {
  const chain = steps.map(
    ({ notify, forMinutes }) => `${notify.map(targetName).join(' + ')} ${secondsText(forMinutes * 60)}`,
  );
  return `${chain.join(', then ')}${repeat === 0 ? '' : `, again ${repeat}×`}`;
}
