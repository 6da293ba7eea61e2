import type { Scaling, ScalingEvent } from '../catalog/model';
import { utcText } from '../time/zones';
import { capacityAt, sizesDuring } from './capacity';
import { collisionsOf } from './collisions';
import { parseCron } from './cron';
import { type Recurrence, recurrencesOf } from './recurrences';
import { scheduledActions } from './scheduled-actions';
import { type Setting, type Timetable, timetableOf } from './timetable';

export type ScalingFaultKind =
  | 'bad-cron'
  | 'cron-never-fires'
  | 'cron-too-often'
  | 'min-above-max'
  | 'event-order'
  | 'events-overlap'
  | 'expect-not-carried'
  | 'schedule-irregular'
  | 'actions-collide'
  | 'too-many-actions';

/** What is wrong with sizes, schedule and events together. */
export interface ScalingFault {
  readonly kind: ScalingFaultKind;
  /** Path in the entry: `scaling.events[0].expect`. */
  readonly path: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  /** The other one of two values that do not go together. */
  readonly other?: { readonly path: string; readonly found: string; readonly expected: string };
}

/** AWS, "Quotas for Amazon EC2 Auto Scaling": scheduled actions per Auto Scaling group. */
const ACTIONS_LIMIT = 125;
/** Each quarter of an hour. AWS may be two minutes late, and a size that is set more often is set for nothing. */
const FIRINGS_PER_DAY_LIMIT = 96;

/**
 * Every fault of a scaling whose own fields are valid; instants that are NaN (their text has a fault of its own) are
 * left out. Later checks need the earlier ones: a schedule that cannot be read is not played.
 */
export function scalingFaults(scaling: Scaling, nowMs: number): ScalingFault[] {
  const events = scaling.events.flatMap((event, index) =>
    Number.isNaN(event.fromMs - event.toMs) ? [] : [{ event, path: `scaling.events[${index}]` }],
  );
  const crons = cronFaults(scaling);
  const ordered = eventFaults(events);
  const own = ownSizesFaults(scaling);
  if (crons.length > 0) return [...own, ...crons, ...ordered];
  const timetable = timetableOf(scaling);
  const { recurrences, irregular } = recurrencesOf(scaling, timetable);
  const played = { ...scaling, events: events.map(({ event }) => event) };
  const found = [
    ...own,
    ...ordered,
    ...(own.length > 0 ? [] : heldFaults(scaling, timetable)),
    ...irregular.map(irregularFault),
    ...(irregular.length > 0 ? [] : collisionFaults(scaling, recurrences)),
    ...carriedFaults(played, events, recurrences),
  ];
  return irregular.length > 0 || ordered.length > 0 ? found : [...found, ...tooManyActions(played, nowMs)];
}

function tooManyActions(scaling: Scaling, nowMs: number): ScalingFault[] {
  const actions = scheduledActions(scaling, nowMs).length;
  if (actions <= ACTIONS_LIMIT) return [];
  const message = `the schedule and its events make ${actions} scheduled actions`;
  const expected = `at most ${ACTIONS_LIMIT} for one Auto Scaling group`;
  return [{ kind: 'too-many-actions', path: 'scaling.schedule', message, found: String(actions), expected }];
}

interface Placed {
  readonly event: ScalingEvent;
  readonly path: string;
}

function ownSizesFaults(scaling: Scaling): ScalingFault[] {
  const places = [
    { path: 'scaling', min: scaling.min, max: scaling.max },
    ...scaling.schedule.map(({ min, max }, index) => ({ path: `scaling.schedule[${index}]`, min, max })),
    ...scaling.events.map(({ min, max }, index) => ({ path: `scaling.events[${index}]`, min, max })),
  ];
  return places.flatMap(({ path, min, max }) =>
    min !== undefined && max !== undefined && min > max ? [minAboveMax(`${path}.min`, min, max)] : [],
  );
}

function minAboveMax(path: string, min: number, max: number, when = ''): ScalingFault {
  const message = `min ${min} is above max ${max}${when}`;
  const fault = { kind: 'min-above-max', path, message, found: String(min), expected: `at most ${max}` } as const;
  if (path !== 'scaling.min') return fault;
  return { ...fault, other: { path: 'scaling.max', found: String(max), expected: `at least ${min}` } };
}

function cronFaults(scaling: Scaling): ScalingFault[] {
  return scaling.schedule.flatMap((entry, index): ScalingFault[] => {
    if (entry.kind !== 'cron') return [];
    const path = `scaling.schedule[${index}].cron`;
    const found = entry.cron;
    const cron = parseCron(found);
    if (cron === 'malformed') {
      const expected = 'five fields: minute, hour, day of month, month, day of week; numbers, names, * , - and /';
      return [
        { kind: 'bad-cron', path, message: `${JSON.stringify(found)} is not a cron expression`, found, expected },
      ];
    }
    if (cron === 'ambiguous') {
      const message = `${JSON.stringify(found)} narrows both day fields, one of them with *: crons read that differently`;
      const expected = 'one day field that is * alone, or two without *';
      return [{ kind: 'bad-cron', path, message, found, expected }];
    }
    if (cron === 'never') {
      const expected = 'a day that exists in one of its months';
      return [{ kind: 'cron-never-fires', path, message: `${JSON.stringify(found)} never fires`, found, expected }];
    }
    const firings = cron.minutes.length;
    if (firings <= FIRINGS_PER_DAY_LIMIT) return [];
    const message = `${JSON.stringify(found)} fires ${firings} times a day`;
    return [{ kind: 'cron-too-often', path, message, found, expected: `at most ${FIRINGS_PER_DAY_LIMIT} times a day` }];
  });
}

function eventFaults(events: readonly Placed[]): ScalingFault[] {
  const backwards = events
    .filter(({ event }) => event.toMs <= event.fromMs)
    .map(({ event, path }): ScalingFault => {
      const message = `${event.name} ends before it begins`;
      return {
        kind: 'event-order',
        path: `${path}.to`,
        message,
        found: event.to,
        expected: `later than ${event.from}`,
      };
    });
  const sorted = events.toSorted((a, b) => a.event.fromMs - b.event.fromMs);
  const overlaps = sorted.flatMap(({ event, path }, index): ScalingFault[] => {
    const earlier = sorted.slice(0, index).find((other) => other.event.toMs > event.fromMs)?.event;
    if (earlier === undefined) return [];
    const message = `${event.name} begins while ${earlier.name} still runs`;
    const expected = `events that do not overlap: ${earlier.name} ends at ${earlier.to} (${earlier.timeZone})`;
    return [{ kind: 'events-overlap', path: `${path}.from`, message, found: event.from, expected }];
  });
  return [...backwards, ...overlaps];
}

/** Bounds that come from different entries, where the schedule puts them together. */
function heldFaults(scaling: Scaling, { settings }: Timetable): ScalingFault[] {
  const found = new Map<string, ScalingFault>();
  for (const { entry, name, holds } of settings) {
    const path = `scaling.schedule[${entry}].${scaling.schedule[entry]?.min === undefined ? 'max' : 'min'}`;
    if (holds.min > holds.max) found.set(path, minAboveMax(path, holds.min, holds.max, ` from ${name} on`));
  }
  return [...found.values()];
}

function irregularFault({ entry, name }: Setting): ScalingFault {
  const message = `what holds after ${name} differs from date to date without a rule, and no recurring action can say that`;
  const expected = 'entries that meet in the same order every week, or on the same dates every year';
  return { kind: 'schedule-irregular', path: `scaling.schedule[${entry}]`, message, found: name, expected };
}

function collisionFaults(scaling: Scaling, recurrences: readonly Recurrence[]): ScalingFault[] {
  return collisionsOf(scaling, recurrences).map(({ first, second, atMs }) => {
    const [one, other] = [scaling.schedule[first]?.name ?? '', scaling.schedule[second]?.name ?? ''];
    const same =
      one === other ? `${one} would end before it begins` : `${one} and ${other} would change places or meet`;
    const message = `${same} when the clocks change (first at ${utcText(atMs)})`;
    const expected = 'times that stay apart on the day of a clock change, in every zone of the schedule';
    return { kind: 'actions-collide', path: `scaling.schedule[${second}]`, message, found: other, expected };
  });
}

function carriedFaults(
  scaling: Scaling,
  events: readonly Placed[],
  recurrences: readonly Recurrence[],
): ScalingFault[] {
  const target = scaling.targets.requestsPerTargetPerSecond;
  return events.flatMap(({ event, path }): ScalingFault[] => {
    if (event.toMs <= event.fromMs) return [];
    const during = sizesDuring({ ...scaling, events: [event] }, event, recurrences);
    const crossed = during.find(({ min, max }) => min > max);
    const above = crossed && (event.min ?? 0) <= (event.max ?? Number.POSITIVE_INFINITY);
    const faults = above
      ? [
          minAboveMax(
            `${path}.${event.min === undefined ? 'max' : 'min'}`,
            crossed.min,
            crossed.max,
            ` while ${event.name} runs`,
          ),
        ]
      : [];
    const max = Math.min(...during.map((sizes) => sizes.max));
    const expect = event.expectRequestsPerSecond;
    if (target === undefined || expect === undefined || capacityAt(max, target) >= expect) return faults;
    const message = `${event.name} expects ${expect}rps, and max ${max} × ${target}rps carry ${capacityAt(max, target)}rps`;
    const expected = `at most ${capacityAt(max, target)}rps, or a max of at least ${Math.ceil(expect / target)}`;
    return [
      ...faults,
      { kind: 'expect-not-carried', path: `${path}.expect`, message, found: `${expect}rps`, expected },
    ];
  });
}
