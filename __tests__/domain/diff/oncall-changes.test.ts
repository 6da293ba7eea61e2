import fc from 'fast-check';
import type { Rotation } from '../../../domain/catalog/model';
import { calendarRange, handovers, newIntervals } from '../../../domain/diff/calendar';
import type { Change } from '../../../domain/diff/model';
import { rotationDifference } from '../../../domain/diff/rotation-changes';
import { onCallAt } from '../../../domain/oncall/shifts';
import { changed, now, of, replacing, shipped } from './shipped';

const payments = 'config/teams/payments.yaml';
const fulfilment = 'config/teams/fulfilment.yaml';
const members = 'members: [ada@example.com, grace@example.com, linus@example.com]';

const rotationOf = (changes: readonly Change[], name: string) =>
  changes.find(({ kind, summary }) => kind === 'rotation' && summary.startsWith(`rotation ${name}:`));

test('shows who is on call before and after an edit of the members, and the anchor that keeps the current turn', () => {
  const joined = 'members: [ada@example.com, margaret@example.com, grace@example.com, linus@example.com]';
  const change = rotationOf(of(changed({ [payments]: replacing([members, joined]) }), 'checkout'), 'primary');
  expect(change).toMatchObject({
    summary: 'rotation primary: margaret@example.com joins; on call now: ada@example.com → margaret@example.com',
    severity: 'warning',
    origin: { file: payments, line: 8 },
    details: [
      'now, until Mon 30 Nov 10:00: ada@example.com → margaret@example.com',
      'from Mon 21 Dec 10:00 on: grace@example.com → margaret@example.com',
    ],
    paste: 'anchor: {on: 2026-11-23, member: ada@example.com}',
  });
  const kept = shipped({
    [payments]: replacing(
      [members, joined],
      ['anchor: {on: 2026-11-30, member: grace@example.com}', `${change?.paste}`],
    ),
  });
  const rotation = kept.teams.find(({ team }) => team.name === 'payments')?.team.rotations[0] as Rotation;
  expect(onCallAt(rotation, now)).toBe('ada@example.com');
});

test('gives no anchor where hours are what puts nobody on call', () => {
  const anchor = 'anchor: {on: 2026-11-30, member: grace@example.com}';
  const change = rotationOf(
    of(changed({ [payments]: replacing([anchor, `hours: {from: "08:00", to: "12:00"}\n    ${anchor}`]) }), 'checkout'),
    'primary',
  );
  expect(change?.summary).toBe('rotation primary: hours all → 08:00–12:00; on call now: ada@example.com → nobody');
  expect(change).not.toHaveProperty('paste');
});

test('follows an edit into the rotation that follows', () => {
  const swapped = 'members: [grace@example.com, ada@example.com, linus@example.com]';
  const change = rotationOf(of(changed({ [payments]: replacing([members, swapped]) }), 'cart'), 'secondary');
  expect(change?.summary).toMatch(/^rotation secondary: changes with primary/);
  expect(change?.origin).toEqual({ file: payments, line: 8 });
});

test('says that another spelling of the same calendar changes nobody', () => {
  const same = {
    [payments]: replacing([
      'anchor: {on: 2026-11-30, member: grace@example.com}',
      'anchor: {on: 2026-12-07, member: linus@example.com}',
    ]),
  };
  const change = rotationOf(of(changed(same), 'checkout'), 'primary');
  expect(change).toMatchObject({ severity: 'info', details: ['the next four weeks stay as they were'] });
});

test('tells who has the hours around a change of the clocks', () => {
  const october = Date.UTC(2026, 9, 20, 12);
  const fewer = replacing(
    [members, 'members: [ada@example.com, linus@example.com]'],
    ['anchor: {on: 2026-11-30, member: grace@example.com}', 'anchor: {on: 2026-11-30, member: ada@example.com}'],
  );
  const change = rotationOf(of(changed({ [payments]: fewer }, october), 'checkout'), 'primary');
  expect(change?.details).toContainEqual(
    expect.stringMatching(/^Sun 25 Oct 02:00: clocks go back 1 h in Europe\/Berlin; on call around it: \S+ → \S+$/),
  );
});

test('finds the hours in which nobody is reached any more', () => {
  const services = changed({
    [fulfilment]: replacing(['hours: {from: "08:00", to: "16:00"}', 'hours: {from: "09:00", to: "16:00"}']),
  });
  const gap = of(services, 'returns').find(({ kind }) => kind === 'escalation');
  expect(gap).toMatchObject({
    summary: 'escalation fulfilment-default has a first step without anybody at times',
    severity: 'warning',
    details: [expect.stringMatching(/^nobody in the first step: Tue 24 Nov 08:00 – 09:00; .*and 25 more times/)],
  });
});

test('calls it critical when nobody at all is reached', () => {
  const services = changed({
    [fulfilment]: (text) =>
      replacing(
        ['hours: {from: "08:00", to: "16:00"}', 'hours: {from: "09:00", to: "16:00"}'],
        ['      - {notify: [head-of-fulfilment@example.com], for: 30m}\n', ''],
      )(text),
  });
  const gap = of(services, 'returns').find(({ summary }) => summary.includes('reaches nobody'));
  expect(gap?.severity).toBe('critical');
  expect(gap?.details[0]).toMatch(/^nobody at all: Tue 24 Nov 08:00 – 09:00/);
});

test('finds who is counted on twice', () => {
  const services = changed({ [payments]: replacing(['offset: 1', 'offset: 0']) });
  const twice = of(services, 'checkout').find(({ summary }) => summary.includes('twice'));
  expect(twice?.details[0]).toMatch(/^one person in two rotations: /);
});

// ---------------------------------------------------------------- properties

const people = ['a@x.io', 'b@x.io', 'c@x.io', 'd@x.io'];
const rotation = fc
  .record({
    members: fc.shuffledSubarray(people, { minLength: 1 }),
    turnDays: fc.constantFrom(1, 7, 14),
    day: fc.integer({ min: 1, max: 28 }),
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo'),
    hours: fc.option(fc.constantFrom({ from: '08:00', to: '16:00' }, { from: '22:00', to: '06:00' }), {
      nil: undefined,
    }),
  })
  .map(
    ({ members: named, turnDays, day, zone, hours }): Rotation => ({
      name: 'r',
      timeZone: zone,
      turnDays,
      handoffTime: '10:00',
      members: named,
      anchorDate: `2026-10-${String(day).padStart(2, '0')}`,
      anchorMember: 0,
      offsetTurns: 0,
      ...(hours ? { hours: { days: ['monday', 'tuesday', 'saturday'], ...hours } } : {}),
    }),
  );
const instant = fc
  .integer({ min: Date.UTC(2026, 9, 1) / 60_000, max: Date.UTC(2026, 10, 20) / 60_000 })
  .map((one) => one * 60_000);

test('handovers say of every instant whether somebody else is on call', () => {
  fc.assert(
    fc.property(
      rotation,
      rotation,
      instant,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (before, after, fromMs, share) => {
        const range = calendarRange(fromMs);
        const at = Math.floor(range.fromMs + share * (range.toMs - range.fromMs));
        const found = handovers(before, after, range).find((one) => one.fromMs <= at && at < one.toMs);
        const [was, is] = [onCallAt(before, at), onCallAt(after, at)];
        if (was !== is) expect(found).toMatchObject({ before: was, after: is });
        // whole turns are told, hours or not
        else if (was !== undefined) expect(found).toBeUndefined();
      },
    ),
    { numRuns: 150 },
  );
});

test('the anchor that is given keeps whoever has the current turn', () => {
  fc.assert(
    fc.property(rotation, fc.shuffledSubarray(people, { minLength: 1 }), instant, (before, named, nowMs) => {
      const round = { ...before, hours: undefined };
      const { paste } = rotationDifference(round, { ...round, members: named }, nowMs) ?? {};
      const [, on, member] = /^anchor: \{on: (\S+), member: (\S+)\}$/.exec(paste ?? '') ?? [];
      if (on === undefined || member === undefined) return;
      const kept = { ...round, members: named, anchorDate: on, anchorMember: named.indexOf(member) };
      expect(onCallAt(kept, nowMs)).toBe(onCallAt(round, nowMs));
    }),
    { numRuns: 150 },
  );
});

test('what is new of some intervals lies in them, and in none of the former', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 9 }))
    .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
  const holds = (all: readonly { fromMs: number; toMs: number }[], at: number) =>
    all.some((one) => one.fromMs <= at && at < one.toMs);
  fc.assert(
    fc.property(fc.array(interval), fc.array(interval), fc.integer({ min: 0, max: 60 }), (before, after, at) => {
      expect(holds(newIntervals(before, after), at)).toBe(holds(after, at) && !holds(before, at));
    }),
  );
});
