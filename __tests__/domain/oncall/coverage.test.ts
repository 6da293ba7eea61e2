import fc from 'fast-check';
import type { Escalation, EscalationTarget } from '../../../domain/catalog/model';
import { coverageGaps, doubleDuty, stepGaps } from '../../../domain/oncall/coverage';
import { onCallAt } from '../../../domain/oncall/shifts';
import { anyRotation, at, rotation, weekdays } from './rotations';

const to = (...names: string[]): EscalationTarget[] =>
  names.map((name) => (name.includes('@') ? { kind: 'person', email: name } : { kind: 'rotation', name }));

function escalation(...steps: EscalationTarget[][]): Escalation {
  return { name: 'e', isDefault: true, steps: steps.map((notify) => ({ notify, forMinutes: 15 })), repeat: 0 };
}

const days = rotation({ name: 'days', hours: { days: weekdays, from: '08:00', to: '20:00' } });
const nights = rotation({ name: 'nights', hours: { days: weekdays, from: '20:00', to: '08:00' } });
const from = at('2026-12-01T00:00', '+01:00');
const until = at('2026-12-02T00:00', '+01:00');
const night = [
  { fromMs: from, toMs: at('2026-12-01T08:00', '+01:00') },
  { fromMs: at('2026-12-01T20:00', '+01:00'), toMs: until },
];

test('nobody in the first step outside of its hours, nobody at all where no step reaches further', () => {
  const gaps = coverageGaps(escalation(to('days'), to('days')), [days], from, until);
  expect(gaps).toEqual({ firstStep: night, everyStep: night });
});

test('a later step closes the gap of the whole, not that of the first step', () => {
  const gaps = coverageGaps(escalation(to('days'), to('nights')), [days, nights], from, until);
  expect(gaps).toEqual({ firstStep: night, everyStep: [] });
});

test('two rotations of one step cover for each other, over both DST changes too', () => {
  const year = [at('2027-01-01T00:00', '+01:00'), at('2028-01-01T00:00', '+01:00')] as const;
  expect(stepGaps({ notify: to('days', 'nights') }, [days, nights], ...year)).toEqual([]);
});

test('a person named in a step is always reached', () => {
  expect(stepGaps({ notify: to('days', 'boss@example.com') }, [days], from, until)).toEqual([]);
});

test('rejects a step that names a rotation the team does not have', () => {
  expect(() => stepGaps({ notify: to('gone') }, [days], from, until)).toThrow('no rotation gone');
});

test('the same person in two rotations of one escalation has double duty', () => {
  const primary = rotation();
  const backup = rotation({ name: 'backup', members: ['grace@example.com', 'vera@example.com'], anchorMember: 0 });
  const weeks = [at('2026-11-30T10:00', '+01:00'), at('2027-01-11T10:00', '+01:00')] as const;
  const found = doubleDuty(escalation(to('primary'), to('backup')), [primary, backup], ...weeks);
  expect(found).toEqual([
    {
      member: 'grace@example.com',
      fromMs: weeks[0],
      toMs: at('2026-12-07T10:00', '+01:00'),
      rotations: ['primary', 'backup'],
      sameStep: false,
    },
  ]);
});

test('one step that notifies both is told apart from two steps', () => {
  const [a, b] = [rotation(), rotation({ name: 'backup' })];
  expect(doubleDuty(escalation(to('primary', 'backup')), [a, b], from, until)).toMatchObject([{ sameStep: true }]);
  expect(doubleDuty(escalation(to('primary'), to('backup')), [a, b], from, until)).toMatchObject([{ sameStep: false }]);
});

test('a rotation that is notified twice is not in conflict with itself, nor is a follower one turn ahead', () => {
  const steps = escalation(to('primary'), to('secondary'), to('primary'));
  const both = [rotation(), rotation({ name: 'secondary', offsetTurns: 1 })];
  expect(doubleDuty(steps, both, from, from + 400 * 86_400_000)).toEqual([]);
});

test('gaps and double duty are what one sees instant by instant', () => {
  fc.assert(
    fc.property(anyRotation, anyRotation, (first, second) => {
      const [a, b] = [
        { ...first, name: 'a' },
        { ...second, name: 'b' },
      ];
      const end = from + 4 * 86_400_000;
      const gaps = coverageGaps(escalation(to('a'), to('b')), [a, b], from, end);
      const double = doubleDuty(escalation(to('a'), to('b')), [a, b], from, end);
      const holds = (list: readonly { fromMs: number; toMs: number }[], instant: number) =>
        list.some(({ fromMs, toMs }) => fromMs <= instant && instant < toMs);
      for (let instant = from; instant < end; instant += 7_380_000) {
        const [onA, onB] = [onCallAt(a, instant), onCallAt(b, instant)];
        expect(holds(gaps.firstStep, instant)).toBe(onA === undefined);
        expect(holds(gaps.everyStep, instant)).toBe(onA === undefined && onB === undefined);
        expect(holds(double, instant)).toBe(onA !== undefined && onA === onB);
      }
    }),
    { numRuns: 40 },
  );
});
