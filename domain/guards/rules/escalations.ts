import type { LoadedCatalog, LoadedTeam } from '../../catalog/loaded';
import type { Escalation, Service } from '../../catalog/model';
import { calendarRange, newIntervals } from '../../diff/calendar';
import { originAt, originOf } from '../../diff/origins';
import { spanText } from '../../diff/wording';
import { stackName } from '../../names/names';
import { coverageGaps, stepGaps } from '../../oncall/coverage';
import type { Interval } from '../../oncall/intervals';
import type { GuardContext, GuardReport, GuardRule } from '../model';
import { kept } from './services';

/** Within four weeks there are times, new with this change, at which an escalation's last step or all of it reaches nobody. */
export const escalationEndsInNobody: GuardRule = {
  name: 'escalation-ends-in-nobody',
  level: 'block',
  check: (context) => [
    ...context.head.teams.flatMap((team) => {
      const before = context.base.teams.find((one) => one.team.name === team.team.name);
      if (before && JSON.stringify(before.team) === JSON.stringify(team.team)) return [];
      return used(context, team).flatMap((escalation) => {
        const former = before && answering(before, escalation.name);
        return gapsOf(context, former, { team, escalation });
      });
    }),
    ...moved(context),
  ],
};

/** Services whose pages go another way than before, once for all environments. */
function moved(context: GuardContext): GuardReport[] {
  const services = new Map(kept(context).map((pair) => [pair.head.service.name, pair]));
  return [...services.values()].flatMap(({ base, head }) => {
    const [was, is] = [base.service, head.service];
    if (was.owner === is.owner && was.oncall.escalation === is.oncall.escalation) return [];
    const answeringFor = ({ teams }: LoadedCatalog, { owner, oncall }: Service) => {
      const team = teams.find((one) => one.team.name === owner);
      return team && answering(team, oncall.escalation);
    };
    const [former, present] = [answeringFor(context.base, was), answeringFor(context.head, is)];
    if (!present) return [];
    return gapsOf(context, former, present).map((report) => ({
      ...report,
      service: is.name,
      reason: `pages of ${is.name} go another way: ${report.reason}`,
      origin: originOf(head, was.owner === is.owner ? 'oncall.escalation' : 'owner'),
    }));
  });
}

interface Answering {
  readonly team: LoadedTeam;
  readonly escalation: Escalation;
}

function answering(team: LoadedTeam, name: string): Answering | undefined {
  const escalation = team.team.escalations.find((one) => one.name === name);
  return escalation && { team, escalation };
}

function used({ head }: GuardContext, { team }: LoadedTeam): Escalation[] {
  const names = new Set(
    head.catalog.services
      .filter(({ owner, lifecycle }) => owner === team.name && lifecycle !== 'retired')
      .map(({ oncall }) => oncall.escalation),
  );
  return team.escalations.filter(({ name }) => names.has(name));
}

function gapsOf({ nowMs }: GuardContext, before: Answering | undefined, after: Answering): GuardReport[] {
  const { fromMs, toMs } = calendarRange(nowMs);
  const gaps = ({ team, escalation }: Answering) => {
    const last = escalation.steps.at(-1);
    return {
      all: coverageGaps(escalation, team.team.rotations, fromMs, toMs).everyStep,
      last: last ? stepGaps(last, team.team.rotations, fromMs, toMs) : [],
    };
  };
  const was = before ? gaps(before) : { all: [], last: [] };
  const is = gaps(after);
  const all = newIntervals(was.all, is.all);
  const last = newIntervals(was.last, is.last);
  if (all.length + last.length === 0) return [];
  const { escalation, team } = after;
  const { name, timeZone } = team.team;
  const when = (intervals: readonly Interval[]) =>
    `${spanText(intervals[0] as Interval, timeZone)}${intervals.length > 1 ? ` and ${intervals.length - 1} more times within four weeks` : ''}`;
  const index = team.team.escalations.indexOf(escalation);
  return [
    {
      team: name,
      stack: stackName.oncall(name),
      reason:
        all.length > 0
          ? `the escalation ${escalation.name} of ${name} reaches nobody at all: ${when(all)} (${timeZone})`
          : `the last step of the escalation ${escalation.name} of ${name} reaches nobody: ${when(last)} (${timeZone})`,
      remedy: 'Let a rotation without a gap, or a person, be notified in its last step.',
      origin: originAt(team.source, `escalations[${index}]`),
    },
  ];
}
