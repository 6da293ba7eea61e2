import fc from 'fast-check';
import type { Rotation } from '../../../domain/catalog/model';
import { anchorThatKeeps } from '../../../domain/oncall/anchor';
import { anchorHandoffExists, memberInTurn, turnAt, turnStartMs } from '../../../domain/oncall/turns';
import { anyRotation, at, rotation } from './rotations';

/** The rotation as it reads with another list of members and an anchor as written. */
function edited(before: Rotation, members: readonly string[], anchor: { date: string; member: string }): Rotation {
  return { ...before, members, anchorDate: anchor.date, anchorMember: members.indexOf(anchor.member) };
}

const emails = ['a@x.com', 'b@x.com', 'c@x.com', 'd@x.com', 'e@x.com', 'f@x.com'];

test('a new member at the front leaves the current turn alone', () => {
  const during = at('2026-12-02T12:00', '+01:00');
  const members = ['vera@example.com', ...rotation().members];
  expect(anchorThatKeeps(rotation(), { members }, during)).toEqual({ date: '2026-11-30', member: 'grace@example.com' });
});

test('for a follower the anchor is the one that its leader takes over on', () => {
  const secondary = rotation({ offsetTurns: 1 });
  const during = at('2026-12-02T12:00', '+01:00');
  const members = [...rotation().members, 'vera@example.com'];
  expect(anchorThatKeeps(secondary, { members }, during)).toEqual({ date: '2026-11-30', member: 'grace@example.com' });
});

test('nothing keeps a person who is no longer a member', () => {
  expect(
    anchorThatKeeps(rotation(), { members: ['ada@example.com'] }, at('2026-12-02T12:00', '+01:00')),
  ).toBeUndefined();
});

test('an anchor names the first of equal members, so the anchor steps back to a member that stands once', () => {
  const members = [
    'ada@example.com',
    'grace@example.com',
    'vera@example.com',
    'grace@example.com',
    'linus@example.com',
  ];
  const anchor = anchorThatKeeps(rotation(), { members }, at('2026-12-02T12:00', '+01:00'));
  // grace is followed by linus at the fourth place; the turn before hers is vera's
  expect(anchor).toEqual({ date: '2026-11-23', member: 'vera@example.com' });
});

test('an anchor is never a handoff that daylight saving skips', () => {
  const daily = rotation({ turnDays: 1, handoffTime: '02:30', anchorDate: '2027-03-01', handoffDay: undefined });
  const anchor = anchorThatKeeps(daily, daily, at('2027-03-28T12:00', '+02:00'));
  expect(anchor?.date).toBe('2027-03-27');
});

test('under the anchor, whoever had the turn keeps it, and handoffs stay on their days', () => {
  const lists = fc.array(fc.constantFrom(...emails), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(anyRotation, lists, fc.integer({ min: 0, max: 700 * 24 }), (before, members, hour) => {
      const instant = Date.UTC(2027, 2, 1) + hour * 3_600_000;
      const person = memberInTurn(before, turnAt(before, instant));
      const anchor = anchorThatKeeps(before, { members }, instant);
      if (!members.includes(person)) {
        expect(anchor).toBeUndefined();
        return;
      }
      if (anchor === undefined) throw new Error('no anchor');
      const after = edited(before, members, anchor);
      const turn = turnAt(after, instant);
      expect(memberInTurn(after, turn)).toBe(person);
      expect(turnStartMs(after, turn)).toBe(turnStartMs(before, turnAt(before, instant)));
      expect(anchorHandoffExists(after)).toBe(true);
    }),
  );
});

test('an anchor whose own handoff is skipped does not exist, the same day at another time does', () => {
  const skipped = { anchorDate: '2027-03-28', handoffTime: '02:30', timeZone: 'Europe/Berlin' };
  expect(anchorHandoffExists(skipped)).toBe(false);
  expect(anchorHandoffExists({ ...skipped, handoffTime: '03:00' })).toBe(true);
  expect(anchorHandoffExists({ ...skipped, timeZone: 'Asia/Kolkata' })).toBe(true);
  expect(anchorHandoffExists({ ...skipped, anchorDate: '2027-10-31' })).toBe(true);
});
