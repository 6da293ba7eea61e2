import fc from 'fast-check';
import type { Rotation, Weekday } from '../../../domain/catalog/model';

export const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A weekly rotation of three in Berlin, changed as told. */
export function rotation(change: Partial<Rotation> = {}): Rotation {
  return {
    name: 'primary',
    timeZone: 'Europe/Berlin',
    turnDays: 7,
    handoffTime: '10:00',
    handoffDay: 'monday',
    members: ['ada@example.com', 'grace@example.com', 'linus@example.com'],
    anchorDate: '2026-11-30',
    anchorMember: 1,
    offsetTurns: 0,
    ...change,
  };
}

/** Local time → epoch milliseconds by an offset written out: `at('2026-11-30T10:00', '+01:00')`. */
export const at = (local: string, offset: string): number => Date.parse(`${local}:00${offset}`);

export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Godthab',
];

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

/** Any rotation: turn lengths, hours, offsets; anchors years before and after; handoffs in the hours of DST changes. */
export const anyRotation: fc.Arbitrary<Rotation> = fc.record({
  name: fc.constant('any'),
  timeZone: fc.constantFrom(...zones),
  turnDays: fc.constantFrom(1, 2, 3, 7, 10, 14, 28),
  handoffTime: fc.oneof(time, fc.constantFrom('01:30', '02:00', '02:15', '02:30', '03:00')),
  members: fc.uniqueArray(fc.constantFrom('a@x.com', 'b@x.com', 'c@x.com', 'd@x.com', 'e@x.com'), { minLength: 1 }),
  anchorDate: fc
    .integer({ min: 18_628, max: 23_011 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  anchorMember: fc.constant(0),
  offsetTurns: fc.integer({ min: -3, max: 3 }),
  hours: fc.option(fc.record({ days: fc.subarray(weekdays, { minLength: 1 }), from: time, to: time }), {
    nil: undefined,
  }),
});
