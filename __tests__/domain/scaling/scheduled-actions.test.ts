import * as fc from 'fast-check';
import type { Scaling } from '../../../domain/catalog/model';
import { scalingFaults } from '../../../domain/scaling/faults';
import { type ScheduledAction, scheduledActions } from '../../../domain/scaling/scheduled-actions';
import { sizesAt } from '../../../domain/scaling/sizes-at';
import { scaling as anyScaling, epochMs, everyDay, instant, pausesMs } from './arbitraries';
import { naiveSizes } from './naive-sizes';
import { playAws, type World } from './play-aws';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const canBePlayed = (scaling: Scaling) => scalingFaults(scaling, epochMs).every(({ kind }) => kind === 'min-above-max');

/** An action as it stands in the configuration, where a start is written only while it lies ahead. */
function written(actions: readonly ScheduledAction[], nowMs: number) {
  return actions
    .map(({ startMs, ...rest }) => (startMs !== undefined && startMs > nowMs ? { ...rest, startMs } : rest))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function world(scaling: Scaling, nowMs: number): World {
  return { sizes: sizesAt(scaling, nowMs), actions: scheduledActions(scaling, nowMs) };
}

test('what was emitted, played by AWS, gives the sizes at every later instant, and the same actions come out again', () => {
  fc.assert(
    fc.property(anyScaling, instant, pausesMs, (scaling, startMs, pauses) => {
      fc.pre(canBePlayed(scaling));
      let nowMs = startMs;
      let played = world(scaling, nowMs);
      for (const pause of pauses) {
        played = playAws(played, nowMs, nowMs + pause);
        nowMs += pause;
        expect(played.sizes).toEqual(sizesAt(scaling, nowMs));
        expect(written(played.actions, nowMs)).toEqual(written(scheduledActions(scaling, nowMs), nowMs));
      }
    }),
    { numRuns: 60 },
  );
});

test('names and keys are unique within a group', () => {
  fc.assert(
    fc.property(anyScaling, instant, (scaling, nowMs) => {
      fc.pre(canBePlayed(scaling));
      const actions = scheduledActions(scaling, nowMs);
      expect(new Set(actions.map(({ key, part }) => `${part} ${key}`)).size).toBe(actions.length);
      expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length);
    }),
    { numRuns: 30 },
  );
});

test('sizes are those of the naive reference', () => {
  fc.assert(
    fc.property(anyScaling, fc.array(instant, { minLength: 20, maxLength: 20 }), (scaling, instants) => {
      const naive = naiveSizes(scaling, 2026, 2027);
      for (const atMs of instants) expect(sizesAt(scaling, atMs)).toEqual(naive(atMs));
    }),
    { numRuns: 15 },
  );
});

const berlin = (name: string, from: string, to: string, rest: object) =>
  ({ kind: 'window', name, timeZone: 'Europe/Berlin', from, to, days: everyDay, ...rest }) as const;
const event = (name: string, from: string, to: string, sizes: object) => ({
  name,
  timeZone: 'Europe/Berlin',
  from,
  to,
  fromMs: Date.parse(`${from}:00+01:00`),
  toMs: Date.parse(`${to}:00+01:00`),
  ...sizes,
});

const rich: Scaling = {
  min: 3,
  max: 24,
  warmupSeconds: 120,
  targets: { cpuPercent: 55, requestsPerTargetPerSecond: 40 },
  schedule: [
    berlin('evening', '17:00', '23:00', { min: 6 }),
    berlin('late', '23:00', '02:30', { min: 8, max: 30, days: ['friday', 'saturday'] }),
    berlin('lunch', '11:30', '13:30', { min: 5 }),
    { kind: 'cron', name: 'weekend', timeZone: 'Europe/Berlin', cron: '0 8 * * 6', min: 4 },
    { kind: 'cron', name: 'week', timeZone: 'Europe/Berlin', cron: '0 8 * * 1', min: 3 },
  ],
  events: [
    event('black-friday', '2027-11-26T06:00', '2027-11-29T06:00', { min: 20, max: 40 }),
    event('cyber-monday', '2027-11-29T06:00', '2027-11-30T06:00', { min: 15 }),
    event('christmas', '2027-12-24T17:00', '2027-12-26T23:00', { max: 50 }),
  ],
};

test('a rich example agrees with the naive reference through a year, hour by hour, and the plan stays empty', () => {
  const naive = naiveSizes(rich, 2027, 2028);
  let nowMs = Date.UTC(2027, 2, 1);
  const endMs = nowMs + 366 * DAY_MS;
  let played = world(rich, nowMs);
  for (; nowMs < endMs; nowMs += HOUR_MS) {
    expect({ nowMs, ...played.sizes }).toEqual({ nowMs, ...naive(nowMs) });
    if (nowMs % (6 * HOUR_MS) === 0) {
      expect(written(played.actions, nowMs)).toEqual(written(scheduledActions(rich, nowMs), nowMs));
    }
    played = playAws(played, nowMs, nowMs + HOUR_MS);
  }
});
