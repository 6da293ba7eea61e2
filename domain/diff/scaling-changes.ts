import type { Scaling, ScalingEvent, ScheduleEntry } from '../catalog/model';
import { sizesAt } from '../scaling/sizes-at';
import { byName, change, type Pair, same } from './change';
import type { Change, ChangeSeverity } from './model';
import { figure, instantText, secondsText } from './wording';

/** Sizes, targets, schedule and events of a service that has instances on both sides. */
export function scalingChanges(pair: Pair): Change[] {
  const [before, after] = [pair.base.service.scaling, pair.head.service.scaling];
  if (!before || !after) return [];
  return [
    ...sizeChanges(pair, before, after),
    ...targetChanges(pair, before, after),
    ...scheduleChanges(pair, before, after),
    ...eventChanges(pair, before, after),
  ];
}

function sizeChanges(pair: Pair, before: Scaling, after: Scaling): Change[] {
  return (['min', 'max'] as const)
    .filter((bound) => before[bound] !== after[bound])
    .map((bound) =>
      change(pair, 'capacity', {
        summary: `${bound} ${before[bound]} → ${after[bound]} instances`,
        severity: after[bound] < before[bound] ? 'warning' : 'info',
        before: before[bound],
        after: after[bound],
        path: `scaling.${bound}`,
        details: bound === 'max' ? carriedLine(before, after) : [],
      }),
    );
}

/** What the largest group carries at its target. */
function carriedLine(before: Scaling, after: Scaling): string[] {
  const carried = ({ max, targets }: Scaling) =>
    targets.requestsPerTargetPerSecond === undefined ? undefined : max * targets.requestsPerTargetPerSecond;
  const [was, is] = [carried(before), carried(after)];
  return was === undefined || is === undefined ? [] : [`carries ${figure(was)} → ${figure(is)} rps at its target`];
}

function targetChanges(pair: Pair, before: Scaling, after: Scaling): Change[] {
  const changes: Change[] = [];
  const say = (summary: string, was: unknown, is: unknown, path: string, severity: ChangeSeverity) =>
    changes.push(change(pair, 'capacity', { summary, before: was, after: is, path, severity }));
  const [cpuBefore, cpuAfter] = [before.targets.cpuPercent, after.targets.cpuPercent];
  if (cpuBefore !== cpuAfter) {
    const text = (value: number | undefined) => (value === undefined ? 'none' : `${value} %`);
    const weaker = (cpuAfter ?? 101) > (cpuBefore ?? 101);
    const summary = `CPU target ${text(cpuBefore)} → ${text(cpuAfter)}`;
    say(summary, cpuBefore, cpuAfter, 'scaling.targets.cpu', weaker ? 'warning' : 'info');
  }
  const [rpsBefore, rpsAfter] = [before, after].map(({ targets }) => targets.requestsPerTargetPerSecond);
  if (rpsBefore !== rpsAfter) {
    const text = (value: number | undefined) => (value === undefined ? 'none' : `${figure(value)} rps`);
    const weaker = (rpsAfter ?? Number.POSITIVE_INFINITY) > (rpsBefore ?? Number.POSITIVE_INFINITY);
    const summary = `target per instance ${text(rpsBefore)} → ${text(rpsAfter)}`;
    say(summary, rpsBefore, rpsAfter, 'scaling.targets.requestsPerTarget', weaker ? 'warning' : 'info');
  }
  if (before.predictive !== after.predictive) {
    const summary = `predictive scaling ${before.predictive ?? 'off'} → ${after.predictive ?? 'off'}`;
    say(summary, before.predictive, after.predictive, 'scaling.predictive', 'info');
  }
  if (before.warmupSeconds !== after.warmupSeconds) {
    const [was, is] = [secondsText(before.warmupSeconds), secondsText(after.warmupSeconds)];
    say(`warm-up ${was} → ${is}`, was, is, 'scaling.warmup', 'info');
  }
  return changes;
}

function scheduleChanges(pair: Pair, before: Scaling, after: Scaling): Change[] {
  const { kept, gone, added } = byName(before.schedule, after.schedule);
  return [
    ...gone.map(({ item, index }) =>
      change(pair, 'schedule', {
        summary: `schedule ${item.name} is gone (${scheduleText(item)})`,
        severity: lessThan(item, before, after) ? 'warning' : 'info',
        before: scheduleText(item),
        basePath: `scaling.schedule[${index}]`,
      }),
    ),
    ...kept
      .filter(({ before: was, after: is }) => !same(was.item, is.item))
      .map(({ before: was, after: is }) =>
        change(pair, 'schedule', {
          summary: `schedule ${is.item.name}: ${scheduleText(was.item)} → ${scheduleText(is.item)}`,
          severity: lower(was.item, is.item) ? 'warning' : 'info',
          before: scheduleText(was.item),
          after: scheduleText(is.item),
          path: `scaling.schedule[${is.index}]${differingKey(was.item, is.item)}`,
        }),
      ),
    ...added.map(({ item, index }) =>
      change(pair, 'schedule', {
        summary: `new schedule ${item.name}: ${scheduleText(item)}`,
        severity: lower({ min: after.min, max: after.max }, item) ? 'warning' : 'info',
        after: scheduleText(item),
        path: `scaling.schedule[${index}]`,
      }),
    ),
    ...reordered(pair, before.schedule, after.schedule, 'schedule'),
  ];
}

type Bounds = { readonly min?: number; readonly max?: number };

const lower = (was: Bounds, is: Bounds) =>
  (is.min ?? was.min ?? 0) < (was.min ?? 0) || (is.max ?? was.max ?? 0) < (was.max ?? 0);

/** Whether what an entry gave was more than what holds without it. */
const lessThan = (item: Bounds, _before: Scaling, after: Scaling) =>
  (item.min ?? 0) > after.min || (item.max ?? 0) > after.max;

/** Of two entries that begin together the later one wins: an order is a meaning. */
function reordered(pair: Pair, before: readonly ScheduleEntry[], after: readonly ScheduleEntry[], kind: 'schedule') {
  const names = (items: readonly ScheduleEntry[], others: readonly ScheduleEntry[]) =>
    items.map(({ name }) => name).filter((name) => others.some((other) => other.name === name));
  const [was, is] = [names(before, after), names(after, before)];
  if (same(was, is)) return [];
  const said = { before: was, after: is, severity: 'info', path: 'scaling.schedule' } as const;
  return [
    change(pair, kind, { ...said, summary: 'schedule in another order: the later one wins where two begin together' }),
  ];
}

function eventChanges(pair: Pair, before: Scaling, after: Scaling): Change[] {
  const { kept, gone, added } = byName(before.events, after.events);
  const ahead = (event: ScalingEvent) => event.toMs > pair.nowMs;
  const details = (event: ScalingEvent, scaling: Scaling) =>
    (ahead(event) ? [] : ['it is over']).concat(carries(event, scaling));
  return [
    ...gone.map(({ item, index }) =>
      change(pair, 'event', {
        summary: `event ${item.name} is gone (${eventText(item)})`,
        severity: ahead(item) ? 'warning' : 'info',
        before: eventText(item),
        basePath: `scaling.events[${index}]`,
        details: ahead(item) ? [sizesThen(item, before, after)] : ['it is over'],
      }),
    ),
    ...kept
      .filter(({ before: was, after: is }) => !same(was.item, is.item))
      .map(({ before: was, after: is }) =>
        change(pair, 'event', {
          summary: `event ${is.item.name}: ${eventDifference(was.item, is.item)}`,
          severity: ahead(is.item) && lower(was.item, is.item) ? 'warning' : 'info',
          before: eventText(was.item),
          after: eventText(is.item),
          path: `scaling.events[${is.index}]${differingKey(was.item, is.item)}`,
          details: details(is.item, after),
        }),
      ),
    ...added.map(({ item, index }) =>
      change(pair, 'event', {
        summary: `new event ${item.name}: ${eventText(item)}`,
        severity: 'info',
        after: eventText(item),
        path: `scaling.events[${index}]`,
        details: details(item, after),
      }),
    ),
  ];
}

/** `.max`: the first key of an item that an editor touched. */
function differingKey(before: object, after: object): string {
  const value = (item: object, key: string) => Reflect.get(item, key) as unknown;
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const key = keys.find((one) => !same(value(before, one), value(after, one)));
  if (key === undefined || key === 'kind') return '';
  return `.${key === 'expectRequestsPerSecond' ? 'expect' : key.replace(/Ms$/, '')}`;
}

/** What the group is then, with the event and without. */
function sizesThen(event: ScalingEvent, before: Scaling, after: Scaling): string {
  const [was, is] = [sizesAt(before, event.fromMs), sizesAt(after, event.fromMs)];
  return `${instantText(event.fromMs, event.timeZone)}: ${was.min}–${was.max} → ${is.min}–${is.max} instances`;
}

function carries(event: ScalingEvent, scaling: Scaling): string[] {
  const target = scaling.targets.requestsPerTargetPerSecond;
  if (event.expectRequestsPerSecond === undefined || target === undefined) return [];
  const { max } = sizesAt(scaling, event.fromMs);
  return [`expects ${figure(event.expectRequestsPerSecond)} rps, carries ${figure(max * target)} rps at its target`];
}

function boundsText({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return `${min}–${max} instances`;
  return min === undefined ? `max ${max}` : `min ${min}`;
}

function scheduleText(entry: ScheduleEntry): string {
  const when =
    entry.kind === 'cron'
      ? `cron ${entry.cron}`
      : `${entry.from}–${entry.to}${entry.days.length === 7 ? '' : ` on ${entry.days.map((day) => day.slice(0, 3)).join(', ')}`}`;
  return `${when} ${entry.timeZone}, ${boundsText(entry)}`;
}

function eventText(event: ScalingEvent): string {
  const bounds = event.min === undefined && event.max === undefined ? 'sizes as they are' : boundsText(event);
  return `${event.from} – ${event.to} ${event.timeZone}, ${bounds}`;
}

function eventDifference(before: ScalingEvent, after: ScalingEvent): string {
  const parts = (['from', 'to', 'timeZone', 'min', 'max'] as const)
    .filter((key) => before[key] !== after[key])
    .map((key) => `${key === 'timeZone' ? 'time zone' : key} ${before[key] ?? 'none'} → ${after[key] ?? 'none'}`);
  const rate = (event: ScalingEvent) =>
    event.expectRequestsPerSecond === undefined ? 'nothing' : `${figure(event.expectRequestsPerSecond)} rps`;
  if (before.expectRequestsPerSecond !== after.expectRequestsPerSecond) {
    parts.push(`expects ${rate(before)} → ${rate(after)}`);
  }
  return parts.join(', ');
}
