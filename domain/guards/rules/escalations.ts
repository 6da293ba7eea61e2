import type { LoadedTeam } from '../../catalog/load';
import type { Escalation } from '../../catalog/model';
import { calendarRange, newIntervals } from '../../diff/calendar';
import { originAt } from '../../diff/origins';
import { spanText } from '../../diff/wording';
import { stackName } from '../../names/names';
import { coverageGaps, stepGaps } from '../../oncall/coverage';
import type { Interval } from '../../oncall/intervals';
import type { GuardContext, GuardReport, GuardRule } from '../model';

/** Within four weeks there are times, new with this change, at which an escalation's last step or all of it reaches nobody. */
export const escalationEndsInNobody: GuardRule = {
  name: 'escalation-ends-in-nobody',
  level: 'block',
  check: (context) =>
    context.head.teams.flatMap((team) => {
      const before = context.base.teams.find((one) => one.team.name === team.team.name);
      if (before && JSON.stringify(before.team) === JSON.stringify(team.team)) return [];
      return used(context, team).flatMap((escalation) => gapsOf(context, before, team, escalation));
    }),
};

function used({ head }: GuardContext, { team }: LoadedTeam): Escalation[] {
  const names = new Set(
    head.catalog.services
      .filter(({ owner, lifecycle }) => owner === team.name && lifecycle !== 'retired')
      .map(({ oncall }) => oncall.escalation),
  );
  return team.escalations.filter(({ name }) => names.has(name));
}

function gapsOf(
  { nowMs }: GuardContext,
  before: LoadedTeam | undefined,
  after: LoadedTeam,
  escalation: Escalation,
): GuardReport[] {
  const former = before?.team.escalations.find(({ name }) => name === escalation.name);
  const { fromMs, toMs } = calendarRange(nowMs);
  const gaps = (team: LoadedTeam, one: Escalation) => {
    const last = one.steps.at(-1);
    return {
      all: coverageGaps(one, team.team.rotations, fromMs, toMs).everyStep,
      last: last ? stepGaps(last, team.team.rotations, fromMs, toMs) : [],
    };
  };
  const was = before && former ? gaps(before, former) : { all: [], last: [] };
  const is = gaps(after, escalation);
  const all = newIntervals(was.all, is.all);
  const last = newIntervals(was.last, is.last);
  if (all.length + last.length === 0) return [];
  const { name, timeZone } = after.team;
  const when = (intervals: readonly Interval[]) =>
    `${spanText(intervals[0] as Interval, timeZone)}${intervals.length > 1 ? ` and ${intervals.length - 1} more times within four weeks` : ''}`;
  const index = after.team.escalations.indexOf(escalation);
  return [
    {
      team: name,
      stack: stackName.oncall(name),
      reason:
        all.length > 0
          ? `the escalation ${escalation.name} of ${name} reaches nobody at all: ${when(all)} (${timeZone})`
          : `the last step of the escalation ${escalation.name} of ${name} reaches nobody: ${when(last)} (${timeZone})`,
      remedy: 'Let a rotation without a gap, or a person, be notified in its last step.',
      origin: originAt(after.source, `escalations[${index}]`),
    },
  ];
}
