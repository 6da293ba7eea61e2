import type { Rotation } from '../catalog/model';
import { anchorThatKeeps } from '../oncall/anchor';
import { onCallAt } from '../oncall/shifts';
import { turnAt, turnStartMs } from '../oncall/turns';
import { calendarRange, clockLines, handoverLines, handovers } from './calendar';
import { same } from './change';
import { secondsText } from './wording';

export interface RotationDifference {
  readonly summary: string;
  readonly severity: 'warning' | 'info';
  readonly details: readonly string[];
  /** The `anchor` under which whoever has the current turn keeps it. */
  readonly paste?: string;
}

/** What an edit of a rotation means; undefined where both are the same. */
export function rotationDifference(before: Rotation, after: Rotation, nowMs: number): RotationDifference | undefined {
  if (same(before, after)) return undefined;
  const range = calendarRange(nowMs);
  const found = handovers(before, after, range);
  const { timeZone, name } = after;
  const [was, is] = [onCallAt(before, nowMs), onCallAt(after, nowMs)];
  const anchor = keepingAnchor(before, after, nowMs);
  const turnEnd = turnStartMs(after, turnAt(after, nowMs) + 1);
  const details = [
    ...(found.length === 0 ? ['the next four weeks stay as they were'] : handoverLines(found, timeZone, range)),
    ...clockLines(before, after, range),
  ];
  const now = was === is ? '' : `; on call now: ${was ?? 'nobody'} → ${is ?? 'nobody'}`;
  return {
    summary: `rotation ${name}: ${wording(before, after)}${now}`,
    severity: found.length === 0 && turnEnd > nowMs ? 'info' : 'warning',
    details,
    ...(anchor ? { paste: `anchor: {on: ${anchor.date}, member: ${anchor.member}}` } : {}),
  };
}

/** Only where the turns themselves stay and the one at hand is somebody else's, whatever the hours: the anchor decides. */
function keepingAnchor(before: Rotation, after: Rotation, nowMs: number) {
  const turns = ({ turnDays, handoffTime, handoffDay, timeZone }: Rotation) => [
    turnDays,
    handoffTime,
    handoffDay,
    timeZone,
  ];
  if (after.follows !== undefined || before.follows !== undefined || !same(turns(before), turns(after)))
    return undefined;
  const inTurn = (rotation: Rotation) => onCallAt({ ...rotation, hours: undefined }, nowMs);
  return inTurn(before) === inTurn(after) ? undefined : anchorThatKeeps(before, after, nowMs);
}

function wording(before: Rotation, after: Rotation): string {
  const parts: string[] = [];
  const led =
    after.follows !== undefined && before.follows === after.follows && before.offsetTurns === after.offsetTurns;
  if (led && same(before.hours, after.hours)) return `changes with ${after.follows}`;
  const gained = after.members.filter((member) => !before.members.includes(member));
  const lost = before.members.filter((member) => !after.members.includes(member));
  if (gained.length > 0) parts.push(`${gained.join(', ')} joins`.replace(/, (.*) joins$/, ', $1 join'));
  if (lost.length > 0) parts.push(`${lost.join(', ')} leaves`.replace(/, (.*) leaves$/, ', $1 leave'));
  if (gained.length + lost.length === 0 && !same(before.members, after.members)) parts.push('members in another order');
  const facts: [string, (rotation: Rotation) => string][] = [
    ['every', ({ turnDays }) => secondsText(turnDays * 86_400)],
    ['handoff', ({ handoffDay, handoffTime }) => [handoffDay, handoffTime].filter(Boolean).join(' ')],
    ['time zone', ({ timeZone }) => timeZone],
    ['hours', hoursText],
    ['follows', ({ follows, offsetTurns }) => (follows === undefined ? 'nobody' : `${follows} ${offsetTurns} ahead`)],
  ];
  for (const [label, text] of facts) {
    if (text(before) !== text(after)) parts.push(`${label} ${text(before)} → ${text(after)}`);
  }
  const anchor = ({ anchorDate, anchorMember, members }: Rotation) => `${anchorDate} ${members[anchorMember]}`;
  if (anchor(before) !== anchor(after)) parts.push(`anchor ${anchor(before)} → ${anchor(after)}`);
  return parts.join(', ');
}

function hoursText({ hours }: Rotation): string {
  if (!hours) return 'all';
  const days = hours.days.length === 7 ? '' : `${hours.days.map((day) => day.slice(0, 3)).join(', ')} `;
  return `${days}${hours.from}–${hours.to}`;
}
