import type { ValueMap } from '../../sandbox/provider/value';
import { nextFiring, nextRecurrence, passTime } from '../../sandbox/scheduled-actions';
import type { WorldResource } from '../../sandbox/world';

const at = (text: string) => Date.parse(text);
const group = (attributes: ValueMap = {}): WorldResource => ({
  type: 'aws_autoscaling_group',
  id: 'shop',
  attributes: { name: 'shop', min_size: 2, max_size: 10, desired_capacity: 3, ...attributes },
});
const action = (id: string, attributes: ValueMap): WorldResource => ({
  type: 'aws_autoscaling_schedule',
  id,
  attributes: { autoscaling_group_name: 'shop', min_size: -1, max_size: -1, desired_capacity: -1, ...attributes },
});
const sizes = (resources: readonly WorldResource[]) => {
  const { min_size, max_size, desired_capacity } = resources.find(({ id }) => id === 'shop')?.attributes ?? {};
  return [min_size, max_size, desired_capacity];
};
const ids = (resources: readonly WorldResource[]) => resources.map(({ id }) => id);

test('a one-time action sets the sizes of its group and is gone', () => {
  const world = [group(), action('start', { start_time: '2031-06-01T06:00:00Z', min_size: 20, max_size: 40 })];
  const before = passTime(world, at('2031-06-01T00:00:00Z'), at('2031-06-01T05:59:59Z'));
  expect(before).toEqual(world);
  const after = passTime(world, at('2031-06-01T00:00:00Z'), at('2031-06-01T06:00:00Z'));
  expect(sizes(after)).toEqual([20, 40, 20]);
  expect(ids(after)).toEqual(['shop']);
});

test('minus one keeps a size; capacity stays within the bounds', () => {
  const world = [group({ desired_capacity: 9 }), action('lower', { start_time: '2031-06-01T06:00:00Z', max_size: 4 })];
  expect(sizes(passTime(world, 0, at('2031-06-02T00:00:00Z')))).toEqual([2, 4, 4]);
});

test('due actions fire in the order of time, whatever their names', () => {
  const world = [
    group(),
    action('a', { start_time: '2031-06-02T00:00:00Z', min_size: 5 }),
    action('b', { start_time: '2031-06-01T00:00:00Z', min_size: 7 }),
  ];
  expect(sizes(passTime(world, 0, at('2031-06-03T00:00:00Z')))).toEqual([5, 10, 7]);
});

test('a one-time action that is overdue fires', () => {
  const world = [group(), action('late', { start_time: '2031-06-01T00:00:00Z', min_size: 5 })];
  expect(sizes(passTime(world, at('2031-06-02T00:00:00Z'), at('2031-06-03T00:00:00Z')))).toEqual([5, 10, 5]);
});

test('a recurring action stays, and carries its next firing', () => {
  const evening = action('evening', { recurrence: '0 17 * * *', time_zone: 'Europe/Berlin', min_size: 6 });
  const after = passTime([group(), evening], at('2031-01-01T00:00:00Z'), at('2031-01-02T16:00:00Z'));
  expect(sizes(after)).toEqual([6, 10, 6]);
  expect(after[1]?.attributes.start_time).toBe('2031-01-03T16:00:00Z');
});

test('a recurring action fires at its start time too, and not before', () => {
  const bounded = action('bounded', { recurrence: '0 17 * * *', start_time: '2031-01-05T09:30:00Z', min_size: 6 });
  const [from, start] = [at('2031-01-01T00:00:00Z'), at('2031-01-05T09:30:00Z')];
  expect(sizes(passTime([group(), bounded], from, start - 1))).toEqual([2, 10, 3]);
  const after = passTime([group(), bounded], from, start);
  expect(sizes(after)).toEqual([6, 10, 6]);
  expect(after[1]?.attributes.start_time).toBe('2031-01-05T17:00:00Z');
});

test('a recurring action whose end has passed is gone', () => {
  const bounded = action('bounded', { recurrence: '0 17 * * *', end_time: '2031-01-02T17:00:00Z', min_size: 6 });
  const from = at('2031-01-01T00:00:00Z');
  expect(ids(passTime([group(), bounded], from, at('2031-01-02T16:59:59Z')))).toEqual(['shop', 'bounded']);
  expect(ids(passTime([group(), bounded], from, at('2031-01-02T17:00:00Z')))).toEqual(['shop']);
});

test('time passed in two steps is time passed', () => {
  const world = [
    group(),
    action('up', { recurrence: '0 8 * * 1-5', time_zone: 'America/New_York', min_size: 6, max_size: 20 }),
    action('down', { recurrence: '30 20 * * *', time_zone: 'America/New_York', min_size: 2, max_size: 8 }),
    action('event', { start_time: '2031-03-08T12:00:00Z', min_size: 15, max_size: 30 }),
  ];
  const [from, to] = [at('2031-03-01T00:00:00Z'), at('2031-03-15T00:00:00Z')];
  const whole = passTime(world, from, to);
  for (let middle = from; middle < to; middle += 13 * 3_600_000) {
    expect(passTime(passTime(world, from, middle), middle, to)).toEqual(whole);
  }
});

test.each([
  ['an ordinary day', '0 17 * * *', '2031-01-10T00:00:00Z', '2031-01-10T16:00:00Z'],
  ['summer', '0 17 * * *', '2031-07-10T00:00:00Z', '2031-07-10T15:00:00Z'],
  ['a time that daylight saving skips: an hour later', '30 2 * * *', '2031-03-29T12:00:00Z', '2031-03-30T01:30:00Z'],
  ['a time that exists twice: the first', '30 2 * * *', '2031-10-25T12:00:00Z', '2031-10-26T00:30:00Z'],
  ['after the first of two: the next day', '30 2 * * *', '2031-10-26T00:30:00Z', '2031-10-27T01:30:00Z'],
  ['between the two: the next day', '30 2 * * *', '2031-10-26T01:00:00Z', '2031-10-27T01:30:00Z'],
  ['exactly at a firing: the next one', '0 17 * * *', '2031-01-10T16:00:00Z', '2031-01-11T16:00:00Z'],
  ['a leap day', '0 0 29 2 *', '2031-01-01T00:00:00Z', '2032-02-28T23:00:00Z'],
  [
    'just after a gap: what the gap moved comes in order',
    '15,30 2,3 * * *',
    '2031-03-30T01:00:00Z',
    '2031-03-30T01:15:00Z',
  ],
])('%s', (_, cron, after, expected) => {
  expect(new Date(nextRecurrence(cron, 'Europe/Berlin', at(after))).toISOString()).toBe(
    new Date(expected).toISOString(),
  );
});

test('a spent one-time action fires no more', () => {
  expect(nextFiring({ start_time: '2031-06-01T00:00:00Z' }, at('2031-06-01T00:00:00Z'))).toBeUndefined();
  expect(nextFiring({ start_time: null, recurrence: null }, 0)).toBeUndefined();
});
