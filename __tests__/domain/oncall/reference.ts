import type { Rotation } from '../../../domain/catalog/model';

/**
 * A slow and simple reading of a rotation, day by day, on node's own zone data: nothing of it is shared with the code
 * under test.
 */
const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone, as if it were UTC. */
function wallClockMs(atMs: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year as number, (parts.month as number) - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/** First instant with that wall clock; where none has it, that wall clock by the offset of the day before. */
function referenceInstant(day: number, time: string, zone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wallMs = day * dayMs + (hour * 60 + minute) * 60_000;
  const offsets = [wallMs - dayMs, wallMs + dayMs].map((near) => wallClockMs(near, zone) - near);
  const candidates = offsets.map((offset) => wallMs - offset).filter((at) => wallClockMs(at, zone) === wallMs);
  return candidates.length > 0 ? Math.min(...candidates) : wallMs - (offsets[0] as number);
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** `onCallAt` over a range, walked day by day from the anchor. Instants are asked for in increasing order. */
export function referenceOnCall(
  rotation: Rotation,
  fromMs: number,
  toMs: number,
): (atMs: number) => string | undefined {
  const { members, hours, timeZone } = rotation;
  const anchorDay = Date.parse(rotation.anchorDate) / dayMs;
  const firstDay = Math.floor(fromMs / dayMs) - 3;
  const lastDay = Math.ceil(toMs / dayMs) + 3;
  const turns: { readonly fromMs: number; readonly member: string | undefined }[] = [];
  const spans: Span[] = [];

  // whose turn it is on the anchor day, then one step per turn, backwards or forwards, to the first day of the range
  let place = (((rotation.anchorMember + rotation.offsetTurns) % members.length) + members.length) % members.length;
  let day = anchorDay;
  for (; day > firstDay - rotation.turnDays; day -= rotation.turnDays)
    place = (place + members.length - 1) % members.length;
  for (; day <= lastDay; day += rotation.turnDays, place += 1) {
    if (day < firstDay - rotation.turnDays) continue;
    turns.push({
      fromMs: referenceInstant(day, rotation.handoffTime, timeZone),
      member: members[place % members.length],
    });
  }
  for (let d = firstDay; hours !== undefined && d <= lastDay; d += 1) {
    if (!(hours.days as readonly string[]).includes(weekdayNames[new Date(d * dayMs).getUTCDay()] as string)) continue;
    const endDay = hours.to <= hours.from ? d + 1 : d;
    spans.push({
      fromMs: referenceInstant(d, hours.from, timeZone),
      toMs: referenceInstant(endDay, hours.to, timeZone),
    });
  }
  let turn = 0;
  let span = 0;
  return (atMs) => {
    while (turn + 1 < turns.length && (turns[turn + 1] as { fromMs: number }).fromMs <= atMs) turn += 1;
    if (hours === undefined) return turns[turn]?.member;
    while (span < spans.length && (spans[span] as Span).toMs <= atMs) span += 1;
    return spans.slice(span, span + 3).some((one) => one.fromMs <= atMs && atMs < one.toMs)
      ? turns[turn]?.member
      : undefined;
  };
}

/** Instants between two others at which the zone's offset changes (at most one a day). */
export function offsetChanges(fromMs: number, toMs: number, zone: string): number[] {
  const offset = (atMs: number) => wallClockMs(atMs, zone) - atMs;
  const changes: number[] = [];
  for (let day = fromMs; day < toMs; day += dayMs) {
    if (offset(day) === offset(day + dayMs)) continue;
    let [before, after] = [day, day + dayMs];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000;
      if (offset(middle) === offset(day)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}
