import type { Fields } from '../fields';
import type { Escalation, EscalationTarget, Rotation, RotationHours, Team, Weekday } from '../model';
import type { Path } from '../path';
import { weekdays } from '../schema/fields';
import { parseDuration, parseTurn } from '../units';

/** A team's file → the model; a rotation that follows another is filled in from it. */
export function resolveTeam(fields: Fields): Team {
  const timeZone = fields.text(['timeZone']) ?? 'Etc/UTC';
  const items = fields.items(['rotations']);
  const pathOf = new Map(items.map((item) => [fields.text([...item, 'name']) ?? '', item]));
  return {
    name: fields.text(['name']) ?? '',
    description: fields.text(['description']) ?? '',
    timeZone,
    rotations: items.map((item) => resolveRotation(fields, item, timeZone, pathOf)),
    escalations: fields.items(['escalations']).map((item) => resolveEscalation(fields, item, [...pathOf.keys()])),
  };
}

function resolveRotation(fields: Fields, item: Path, teamZone: string, pathOf: Map<string, Path>): Rotation {
  const { base, chain, offsetTurns } = leaderOf(fields, item, pathOf);
  const turn = fields.measure([...base, 'every'], parseTurn) ?? { days: 7, weeks: true };
  const members = fields.texts([...base, 'members']);
  const hours = resolveHours(fields, chain);
  const day = fields.text([...base, 'handoff', 'day']);
  const follows = fields.text([...item, 'follows']);
  return {
    name: fields.text([...item, 'name']) ?? '',
    timeZone: fields.text([...base, 'timeZone']) ?? teamZone,
    turnDays: turn.days,
    handoffTime: fields.text([...base, 'handoff', 'time']) ?? '00:00',
    ...(turn.weeks && day !== undefined ? { handoffDay: day as Weekday } : {}),
    members,
    anchorDate: fields.text([...base, 'anchor', 'on']) ?? '2026-01-05',
    anchorMember: Math.max(0, members.indexOf(fields.text([...base, 'anchor', 'member']) ?? '')),
    offsetTurns,
    ...(hours ? { hours } : {}),
    ...(follows === undefined ? {} : { follows }),
  };
}

/** The chain of `follows`, the rotation at its end, and the offsets added up; a cycle ends where it closes. */
export function leaderOf(fields: Fields, item: Path, pathOf: ReadonlyMap<string, Path>) {
  let base = item;
  const chain = [item];
  let offsetTurns = 0;
  const seen = new Set<string>();
  for (;;) {
    const follows = fields.text([...base, 'follows']);
    const next = follows === undefined ? undefined : pathOf.get(follows);
    if (!next || seen.has(follows as string)) return { base, chain, offsetTurns, cyclic: next !== undefined };
    seen.add(follows as string);
    offsetTurns += fields.number([...base, 'offset']) ?? 0;
    base = next;
    chain.push(next);
  }
}

/** Its own, else those of the nearest that it follows. */
function resolveHours(fields: Fields, chain: readonly Path[]): RotationHours | undefined {
  const item = chain.find((one) => fields.map([...one, 'hours']));
  if (item === undefined) return undefined;
  const days = fields.texts([...item, 'hours', 'days']);
  return {
    days: days.length === 0 ? weekdays : weekdays.filter((day) => days.includes(day)),
    from: fields.text([...item, 'hours', 'from']) ?? '00:00',
    to: fields.text([...item, 'hours', 'to']) ?? '00:00',
  };
}

function resolveEscalation(fields: Fields, item: Path, rotations: readonly string[]): Escalation {
  return {
    name: fields.text([...item, 'name']) ?? '',
    isDefault: fields.flag([...item, 'default']) ?? fields.items(['escalations']).length === 1,
    steps: fields.items([...item, 'steps']).map((step) => ({
      notify: fields.texts([...step, 'notify']).map((target) => targetOf(target, rotations)),
      forMinutes: Math.ceil((fields.measure([...step, 'for'], parseDuration) ?? 60) / 60),
    })),
    repeat: fields.number([...item, 'repeat']) ?? 0,
  };
}

function targetOf(target: string, rotations: readonly string[]): EscalationTarget {
  if (rotations.includes(target) || !target.includes('@')) return { kind: 'rotation', name: target };
  return { kind: 'person', email: target };
}
