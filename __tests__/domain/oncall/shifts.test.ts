import fc from 'fast-check';
import type { Rotation } from '../../../domain/catalog/model';
import { handoffs, onCallAt, shifts } from '../../../domain/oncall/shifts';
import { memberInTurn, turnAt, turnStartMs } from '../../../domain/oncall/turns';
import { offsetChanges, referenceOnCall } from './reference';
import { anyRotation, at, rotation, weekdays, zones } from './rotations';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Two years with a leap day, eight DST changes in the zones that have them. */
const fromMs = Date.UTC(2027, 2, 1);
const toMs = Date.UTC(2029, 2, 1);

const [ada, grace, linus] = ['ada@example.com', 'grace@example.com', 'linus@example.com'];

describe('a rotation over two years of hours, against a day-by-day reference', () => {
  const kinds: Record<string, Partial<Rotation>> = {
    'a week, around the clock': {},
    'a day, handed over in the hours that DST changes': { turnDays: 1, handoffTime: '02:15', handoffDay: undefined },
    'three days, an anchor far in the future': { turnDays: 3, anchorDate: '2031-07-01', handoffDay: undefined },
    'two weeks, one turn ahead, on weekday nights': {
      turnDays: 14,
      offsetTurns: 1,
      hours: { days: weekdays.slice(0, 5), from: '20:00', to: '02:30' },
    },
    'a day, for hours that begin in the skipped hour': {
      turnDays: 1,
      handoffTime: '09:00',
      handoffDay: undefined,
      hours: { days: weekdays, from: '02:30', to: '11:00' },
    },
  };

  test.each(zones.slice(0, 4).flatMap((zone) => Object.keys(kinds).map((kind) => [zone, kind] as const)))(
    '%s: %s',
    (zone, kind) => {
      const one = rotation({ timeZone: zone, ...kinds[kind] });
      const instants: number[] = [];
      for (let hour = fromMs; hour < toMs; hour += hourMs) instants.push(hour);
      for (const change of offsetChanges(fromMs, toMs, zone)) {
        for (let minute = change - 2 * hourMs; minute < change + 3 * hourMs; minute += 60_000) instants.push(minute);
      }
      instants.sort((a, b) => a - b);
      const expected = referenceOnCall(one, fromMs, toMs);
      const calendar = shifts(one, fromMs, toMs);
      let next = 0;
      const wrong: object[] = [];
      for (const instant of instants) {
        while ((calendar[next]?.toMs ?? Infinity) <= instant) next += 1;
        const shift = calendar[next];
        const inCalendar = shift !== undefined && shift.fromMs <= instant ? shift.member : undefined;
        const person = expected(instant);
        if (inCalendar !== person) wrong.push({ at: new Date(instant), expected: person, inCalendar });
        // instants one by one are slower: every 97th hour meets each hour of the day
        if (instant % (97 * hourMs) === 0 && onCallAt(one, instant) !== person) wrong.push({ at: new Date(instant) });
      }
      expect(wrong).toEqual([]);
    },
  );
});

test('any rotation has the people on call that the day-by-day reference has', () => {
  fc.assert(
    fc.property(anyRotation, fc.integer({ min: 0, max: 700 }), (one, day) => {
      const start = fromMs + day * dayMs;
      const end = start + 30 * dayMs;
      const expected = referenceOnCall(one, start, end);
      const calendar = shifts(one, start, end);
      const wrong: number[] = [];
      for (let instant = start, next = 0; instant < end; instant += 15 * 60_000) {
        while ((calendar[next]?.toMs ?? Infinity) <= instant) next += 1;
        const person = expected(instant);
        const shift = calendar[next];
        if ((shift !== undefined && shift.fromMs <= instant ? shift.member : undefined) !== person) wrong.push(instant);
        if (instant % (41 * hourMs) === 0 && onCallAt(one, instant) !== person) wrong.push(instant);
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a calendar is in order, inside its range, and says at each instant what onCallAt says', () => {
  fc.assert(
    fc.property(anyRotation, fc.integer({ min: 0, max: 700 }), (one, day) => {
      const start = fromMs + day * dayMs + 17 * 60_000;
      const end = start + 5 * dayMs;
      const calendar = shifts(one, start, end);
      for (const [index, shift] of calendar.entries()) {
        expect(shift.fromMs).toBeGreaterThanOrEqual(calendar[index - 1]?.toMs ?? start);
        expect(shift.toMs).toBeGreaterThan(shift.fromMs);
        expect(shift.toMs).toBeLessThanOrEqual(end);
        expect(onCallAt(one, shift.fromMs)).toBe(shift.member);
        expect(onCallAt(one, shift.toMs - 1)).toBe(shift.member);
        const until = calendar[index + 1]?.fromMs ?? end;
        if (until > shift.toMs) expect(onCallAt(one, shift.toMs)).toBeUndefined();
      }
    }),
    { numRuns: 60 },
  );
});

test('an instant lies in the turn that turnAt gives, whole numbers of turns from the anchor', () => {
  fc.assert(
    fc.property(anyRotation, fc.integer({ min: fromMs, max: toMs }), (one, instant) => {
      const n = turnAt(one, instant);
      expect(turnStartMs(one, n)).toBeLessThanOrEqual(instant);
      expect(turnStartMs(one, n + 1)).toBeGreaterThan(instant);
    }),
  );
});

test('the anchor takes over on the anchor day, the next in line a week later, the previous had it before', () => {
  const handoff = at('2026-11-30T10:00', '+01:00');
  expect(turnStartMs(rotation(), 0)).toBe(handoff);
  expect(onCallAt(rotation(), handoff - 1)).toBe(ada);
  expect(onCallAt(rotation(), handoff)).toBe(grace);
  expect(onCallAt(rotation(), handoff + 7 * dayMs)).toBe(linus);
  expect(memberInTurn(rotation(), -4)).toBe(memberInTurn(rotation(), -1));
});

test('a follower is offset turns ahead at every instant', () => {
  const secondary = rotation({ name: 'secondary', offsetTurns: 1 });
  for (let week = 0; week < 60; week += 1) {
    const instant = fromMs + week * 7 * dayMs;
    expect(onCallAt(secondary, instant)).toBe(onCallAt(rotation(), instant + 7 * dayMs));
  }
});

test('a skipped handoff moves forward by the gap, a doubled one happens the first time', () => {
  const daily = rotation({ turnDays: 1, handoffTime: '02:30', anchorDate: '2027-03-01' });
  expect(turnStartMs(daily, 27)).toBe(at('2027-03-28T03:30', '+02:00'));
  expect(turnStartMs(daily, 244)).toBe(at('2027-10-31T02:30', '+02:00'));
  const lordHowe = { ...daily, timeZone: 'Australia/Lord_Howe', handoffTime: '02:15' };
  expect(turnStartMs(lordHowe, 217)).toBe(at('2027-10-04T02:15', '+11:00'));
  expect(turnStartMs(lordHowe, 216)).toBe(at('2027-10-03T02:45', '+11:00'));
});

test('a leap day is a day of its own', () => {
  const daily = rotation({ turnDays: 1, anchorDate: '2028-02-28' });
  expect(turnStartMs(daily, 2)).toBe(at('2028-03-01T10:00', '+01:00'));
  expect(onCallAt(daily, at('2028-02-29T12:00', '+01:00'))).toBe(linus);
});

test('hours that pass midnight belong to the day on which they start', () => {
  const nights = rotation({ hours: { days: ['friday'], from: '22:00', to: '06:00' } });
  const friday = at('2026-12-04T22:00', '+01:00');
  expect(onCallAt(nights, friday - 1)).toBeUndefined();
  expect(onCallAt(nights, friday)).toBe(grace);
  expect(onCallAt(nights, at('2026-12-05T05:59', '+01:00'))).toBe(grace);
  expect(onCallAt(nights, at('2026-12-05T06:00', '+01:00'))).toBeUndefined();
  expect(onCallAt(nights, at('2026-12-05T23:00', '+01:00'))).toBeUndefined();
});

test('an end of hours that daylight saving moves over midnight still belongs to hours of two days before', () => {
  // in Greenland the hour before midnight of that Saturday is skipped
  const hours = { days: ['friday'] as const, from: '23:45', to: '23:30' };
  const one = rotation({ timeZone: 'America/Godthab', hours });
  const sunday = at('2027-03-28T00:29', '-01:00');
  expect(onCallAt(one, sunday)).toBeDefined();
  expect(onCallAt(one, sunday + 60_000)).toBeUndefined();
  expect(shifts(one, sunday, sunday + hourMs)).toMatchObject([{ fromMs: sunday, toMs: sunday + 60_000 }]);
});

test('hours are cut where the turn passes to the next', () => {
  const one = rotation({ hours: { days: weekdays, from: '09:00', to: '17:00' } });
  expect(shifts(one, at('2026-12-07T00:00', '+01:00'), at('2026-12-08T00:00', '+01:00'))).toEqual([
    { member: grace, fromMs: at('2026-12-07T09:00', '+01:00'), toMs: at('2026-12-07T10:00', '+01:00') },
    { member: linus, fromMs: at('2026-12-07T10:00', '+01:00'), toMs: at('2026-12-07T17:00', '+01:00') },
  ]);
});

test('whoever is alone has one shift and hands over to nobody', () => {
  const alone = rotation({ members: [ada], anchorMember: 0 });
  expect(shifts(alone, fromMs, toMs)).toEqual([{ member: ada, fromMs, toMs }]);
  expect(handoffs(alone, fromMs, toMs)).toEqual([]);
});

test('handoffs include the start of the range and exclude its end', () => {
  const handoff = at('2026-11-30T10:00', '+01:00');
  expect(handoffs(rotation(), handoff, handoff + 7 * dayMs)).toEqual([
    { atMs: handoff, outgoing: ada, incoming: grace },
  ]);
  expect(handoffs(rotation(), handoff - 7 * dayMs + 1, handoff)).toEqual([]);
});
