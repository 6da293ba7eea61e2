import { LocalDate } from '@js-joda/core';
import { anchorHandoffExists } from '../../oncall/turns';
import { nearest } from '../nearest';
import { type Path, pathText } from '../path';
import { leaderOf } from '../resolve/team';
import { weekdays } from '../schema/fields';
import { isLocalDate, isLocalTime, parseTurn } from '../units';
import type { TeamSubject } from './rule';

/** Rules on a team's rotations. */
export function checkRotations(subject: TeamSubject, rotations: ReadonlyMap<string, Path>): void {
  for (const item of subject.fields.items(['rotations'])) {
    if (subject.fields.has([...item, 'follows'])) checkFollower(subject, item, rotations);
    else if (subject.fields.valid([...item, 'follows'])) checkLeader(subject, item);
  }
}

function checkFollower({ fields, report }: TeamSubject, item: Path, rotations: ReadonlyMap<string, Path>): void {
  const path = [...item, 'follows'];
  const follows = fields.text(path);
  if (follows === undefined) return;
  for (const key of ['every', 'handoff', 'members', 'anchor', 'timeZone'] as const) {
    if (!fields.has([...item, key])) continue;
    report({
      path: [...item, key],
      where: 'key',
      code: 'unknown-key',
      message: `${pathText(item)} follows ${follows}, which decides its ${key}`,
      found: key,
      expected: 'follows with offset, and hours',
    });
  }
  if (!rotations.has(follows)) {
    const names = [...rotations.keys()];
    const message = `the team has no rotation ${JSON.stringify(follows)}`;
    const expected = `one of ${names.join(', ')}`;
    report({ path, code: 'unknown-rotation', message, found: follows, expected, suggestion: nearest(follows, names) });
  } else if (leaderOf(fields, item, rotations).cyclic) {
    const message = `${fields.text([...item, 'name'])} follows itself in the end`;
    report({ path, code: 'follows-cycle', message, found: follows, expected: 'a rotation with members of its own' });
  }
}

function checkLeader(subject: TeamSubject, item: Path): void {
  const { fields, report } = subject;
  for (const [key, expected] of [
    ['every', 'the length of a turn such as 1w'],
    ['handoff', 'a map with the time of the handoff, and the day where turns are counted in weeks'],
    ['members', 'a list of e-mail addresses'],
    ['anchor', 'a map: on which handoff day who takes over'],
  ] as const) {
    if (fields.has([...item, key]) || !fields.valid([...item, key])) continue;
    const message = `${pathText(item)}: ${JSON.stringify(key)} is missing`;
    report({ path: item, where: 'key', code: 'missing-key', message, expected });
  }
  if (fields.has([...item, 'offset'])) {
    const message = `${pathText(item)} follows nothing: an offset counts from another rotation`;
    report({
      path: [...item, 'offset'],
      where: 'key',
      code: 'unknown-key',
      message,
      found: 'offset',
      expected: 'follows',
    });
  }
  checkMembers(subject, item);
  checkAnchor(subject, item);
}

function checkMembers({ fields, report }: TeamSubject, item: Path): void {
  const path = [...item, 'members'];
  if (!fields.valid(path)) return;
  const members = fields.texts(path);
  members.forEach((member, index) => {
    const before = members[(index + members.length - 1) % members.length];
    if (members.length < 2 || member !== before) return;
    report({
      path: [...path, index],
      code: 'member-repeated',
      message: `${member} would follow on ${member}${index === 0 ? ' when the list begins again' : ''}`,
      found: member,
      expected: 'somebody else between two turns of one person',
    });
  });
}

function checkAnchor(subject: TeamSubject, item: Path): void {
  const { fields, report } = subject;
  const members = fields.texts([...item, 'members']);
  const member = fields.text([...item, 'anchor', 'member']);
  if (member !== undefined && fields.valid([...item, 'members']) && members.length > 0 && !members.includes(member)) {
    report({
      path: [...item, 'anchor', 'member'],
      code: 'unknown-member',
      message: `${member} is not among the members`,
      found: member,
      expected: `one of ${members.join(', ')}`,
      suggestion: nearest(member, members),
    });
  }
  const every = fields.measure([...item, 'every'], parseTurn);
  const day = fields.text([...item, 'handoff', 'day']);
  if (every?.weeks && day === undefined && fields.map([...item, 'handoff']) && fields.valid([...item, 'handoff'])) {
    const message = `${pathText(item)}.handoff: "day" is missing`;
    report({
      path: [...item, 'handoff'],
      where: 'key',
      code: 'missing-key',
      message,
      expected: 'a weekday, since turns are counted in weeks',
    });
  }
  if (every && !every.weeks && day !== undefined) {
    const message = 'turns are counted in days: they hand off on every day of the week';
    report({
      path: [...item, 'handoff', 'day'],
      where: 'key',
      code: 'unknown-key',
      message,
      found: day,
      expected: 'no day, or every in weeks',
    });
  }
  checkAnchorDate(subject, item, every?.weeks ? day : undefined);
}

function checkAnchorDate({ fields, report, team }: TeamSubject, item: Path, day: string | undefined): void {
  const path = [...item, 'anchor', 'on'];
  const on = fields.text(path);
  if (on === undefined || !isLocalDate(on)) return;
  const weekday = weekdays[LocalDate.parse(on).dayOfWeek().value() - 1];
  if (day !== undefined && weekday !== day) {
    const message = `${on} is a ${weekday}; turns hand off on ${day}`;
    report({ path, code: 'anchor-not-a-handoff', message, found: `${on}, a ${weekday}`, expected: `a ${day}` });
    return;
  }
  const time = fields.text([...item, 'handoff', 'time']);
  const timeZone = fields.text([...item, 'timeZone']) ?? team.timeZone;
  if (time === undefined || !isLocalTime(time)) return;
  if (!anchorHandoffExists({ anchorDate: on, handoffTime: time, timeZone })) {
    const message = `daylight saving skips ${time} on ${on} in ${timeZone}`;
    report({
      path,
      code: 'skipped-local-time',
      message,
      found: `${on} ${time}`,
      expected: 'the date of another handoff',
    });
  }
}
