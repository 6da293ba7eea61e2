import type { LoadedTeam } from '../catalog/loaded';
import type { Escalation, Rotation, Team } from '../catalog/model';
import { pathText } from '../catalog/path';
import { type CoverageGaps, coverageGaps, type DoubleDuty, doubleDuty } from '../oncall/coverage';
import { calendarRange, intervalLines, newIntervals } from './calendar';
import { chainText, escalationOf, firstPaged, rotationsOf } from './chains';
import { json, same } from './change';
import type { Change } from './model';
import { originAt } from './origins';
import { rotationDifference } from './rotation-changes';

/** A team on both sides. */
export interface TeamPair {
  readonly base: LoadedTeam;
  readonly head: LoadedTeam;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** What a team changed in one of its escalations: the same for every service that names it. */
export function escalationChanges(teams: TeamPair, name: string): Change[] {
  const [before, after] = [escalationOf(teams.base.team, name), escalationOf(teams.head.team, name)];
  if (!before || !after) return [];
  const names = [...new Set([...rotationsOf(before), ...rotationsOf(after)])];
  const rotations = names.flatMap((rotation) => rotationChange(teams, rotation) ?? []);
  const own = stepChange(teams, before, after);
  if (rotations.length === 0 && !own) return [];
  return [...coverageChanges(teams, before, after), ...(own ? [own] : []), ...rotations];
}

/** A rotation that both sides have. */
export function rotationChange({ base, head, nowMs }: TeamPair, name: string): Change | undefined {
  const find = ({ rotations }: Team) => rotations.find((rotation) => rotation.name === name);
  const [before, after] = [find(base.team), find(head.team)];
  const difference = before && after && rotationDifference(before, after, nowMs);
  if (!difference) return undefined;
  return {
    ...difference,
    kind: 'rotation',
    before: rotationJson(before),
    after: rotationJson(after),
    origin: originAt(head.source, rotationPath(base.team, head.team, name)),
    team: head.team.name,
  };
}

const rotationJson = ({
  members,
  anchorDate,
  anchorMember,
  turnDays,
  handoffDay,
  handoffTime,
  timeZone,
  hours,
}: Rotation) =>
  json({
    members,
    anchor: { on: anchorDate, member: members[anchorMember] },
    turnDays,
    handoffDay,
    handoffTime,
    timeZone,
    hours,
  });

/** The line that an editor of a rotation touched most likely: of one that follows, its leader's. */
function rotationPath(base: Team, head: Team, name: string): string {
  const index = head.rotations.findIndex((one) => one.name === name);
  const [before, after] = [base.rotations.find((one) => one.name === name), head.rotations[index]];
  const at = `rotations[${index}]`;
  if (!before || !after) return at;
  const led = after.follows !== undefined && before.follows === after.follows;
  if (led && before.offsetTurns === after.offsetTurns && same(before.hours, after.hours)) {
    return rotationPath(base, head, after.follows);
  }
  const facts: [string, (rotation: Rotation) => unknown][] = [
    ['members', ({ members }) => members],
    ['anchor', ({ anchorDate, anchorMember, members }) => [anchorDate, members[anchorMember]]],
    ['hours', ({ hours }) => hours],
    ['handoff', ({ handoffDay, handoffTime }) => [handoffDay, handoffTime]],
    ['every', ({ turnDays }) => turnDays],
    ['timeZone', ({ timeZone }) => timeZone],
    ['offset', ({ offsetTurns }) => offsetTurns],
    ['follows', ({ follows }) => follows],
  ];
  const differing = facts.find(([, of]) => !same(of(before), of(after)));
  return differing ? `${at}.${differing[0]}` : at;
}

function stepChange({ base, head, nowMs }: TeamPair, before: Escalation, after: Escalation): Change | undefined {
  if (same({ ...before, isDefault: 0 }, { ...after, isDefault: 0 })) return undefined;
  const [was, is] = [firstPaged(base.team, before.name, nowMs), firstPaged(head.team, after.name, nowMs)];
  const first = was === is ? `${chainText(before)} → ${chainText(after)}` : `reaches ${is} first, not ${was}`;
  return {
    kind: 'escalation',
    summary: `escalation ${after.name}: ${first}`,
    severity: 'warning',
    before: chainText(before),
    after: chainText(after),
    origin: originAt(head.source, stepPath(head.team, before, after)),
    details: was === is ? [] : [`was ${chainText(before)}`, `is ${chainText(after)}`],
    team: head.team.name,
  };
}

function stepPath(team: Team, before: Escalation, after: Escalation): string {
  const at = `escalations[${team.escalations.indexOf(after)}]`;
  if (same(before.steps, after.steps)) return `${at}.repeat`;
  const step = after.steps.findIndex((one, index) => !same(one, before.steps[index]));
  return step === -1 ? `${at}.steps` : `${at}.steps[${step}]`;
}

/** Who answers, and how, on one side. */
interface Answering {
  readonly team: Team;
  readonly escalation: Escalation;
}

/** Times of the next four weeks at which nobody is reached any more, or one person twice. */
export function coverageLost(before: Answering, after: Answering, nowMs: number) {
  const { fromMs, toMs } = calendarRange(nowMs);
  const [was, is] = [before, after].map(({ team, escalation }) => ({
    ...coverageGaps(escalation, team.rotations, fromMs, toMs),
    twice: doubleDuty(escalation, team.rotations, fromMs, toMs),
  })) as [CoverageGaps & { twice: DoubleDuty[] }, CoverageGaps & { twice: DoubleDuty[] }];
  const nobody = newIntervals(was.everyStep, is.everyStep);
  const first = newIntervals(was.firstStep, is.firstStep);
  const twice = newIntervals(was.twice, is.twice);
  const zone = after.team.timeZone;
  const details = [
    ...intervalLines(nobody, zone, 'nobody at all'),
    ...(same(nobody, first) ? [] : intervalLines(first, zone, 'nobody in the first step')),
    ...intervalLines(twice, zone, 'one person in two rotations'),
  ];
  return { nobody, first, twice, details };
}

function coverageChanges({ base, head, nowMs }: TeamPair, before: Escalation, after: Escalation): Change[] {
  const { nobody, first, twice, details } = coverageLost(
    { team: base.team, escalation: before },
    { team: head.team, escalation: after },
    nowMs,
  );
  if (details.length === 0) return [];
  const what =
    nobody.length > 0
      ? 'reaches nobody at times'
      : first.length > 0
        ? 'has a first step without anybody at times'
        : 'counts on one person twice at times';
  return [
    {
      kind: 'escalation',
      summary: `escalation ${after.name} ${what}`,
      severity: nobody.length > 0 ? 'critical' : 'warning',
      before: null,
      after: json({ nobody: nobody.map(iso), nobodyFirst: first.map(iso), doubleDuty: twice.map(iso) }),
      origin: originAt(head.source, pathText(['escalations', head.team.escalations.indexOf(after)])),
      details,
      team: head.team.name,
    },
  ];
}

const iso = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});
