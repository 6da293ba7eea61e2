import type { Rotation } from '../catalog/model';
import { anchorHandoffExists, memberInTurn, modulo, turnAt, turnStart } from './turns';

/** As written in a rotation's `anchor`: who takes over on a handoff day. */
export interface Anchor {
  /** `YYYY-MM-DD`, a local date on which a turn begins. */
  readonly date: string;
  /** E-mail address. */
  readonly member: string;
}

/**
 * The anchor under which an edited list of members keeps whoever has the turn at `atMs` (whatever the hours), and
 * with it the days of handoff. Turn length and handoff are those of `before`. Undefined when that person is no longer
 * a member.
 *
 * `member` names the first of equal entries, which is how an anchor is read. The anchor is the start of the current
 * turn, or of an earlier one where that start does not exist locally or its member is not the first of equals.
 */
export function anchorThatKeeps(before: Rotation, after: Pick<Rotation, 'members'>, atMs: number): Anchor | undefined {
  const { members } = after;
  const current = turnAt(before, atMs);
  const position = keptPosition(before, members, current);
  if (position === undefined) return undefined;
  for (let n = current; ; n -= 1) {
    const index = modulo(position - before.offsetTurns - (current - n), members.length);
    const date = turnStart(before, n).toLocalDate().toString();
    const member = members[index] as string;
    if (members.indexOf(member) === index && anchorHandoffExists({ ...before, anchorDate: date })) {
      return { date, member };
    }
  }
}

/** Where in the new list the current person stands; of several places, the one before the person who was to follow. */
function keptPosition(before: Rotation, members: readonly string[], current: number): number | undefined {
  const person = memberInTurn(before, current);
  const following = memberInTurn(before, current + 1);
  const places = members.flatMap((member, index) => (member === person ? [index] : []));
  return places.find((index) => members[(index + 1) % members.length] === following) ?? places[0];
}
