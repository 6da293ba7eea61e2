import type { Escalation, EscalationTarget, Rotation } from '../catalog/model';
import { hoursWithin } from './hours';
import { type Interval, overlap, uncovered } from './intervals';
import { type Shift, shifts } from './shifts';

type Step = Escalation['steps'][number];

/** When an escalation reaches nobody. */
export interface CoverageGaps {
  /** Nobody in the first step: an incident waits for the second. */
  readonly firstStep: readonly Interval[];
  /** Nobody in any step: an incident wakes nobody at all. */
  readonly everyStep: readonly Interval[];
}

/** One person on call in two rotations of one escalation. */
export interface DoubleDuty extends Shift {
  /** Names of the two rotations, in the order in which the escalation notifies them. */
  readonly rotations: readonly [string, string];
  /** Both are notified by one step: it reaches one person fewer. Otherwise the later step reaches nobody new. */
  readonly sameStep: boolean;
}

/** When a step, or several as one, notifies nobody: no person is named in it, no rotation of it has anybody on call. */
export function stepGaps(
  step: Pick<Step, 'notify'>,
  rotations: readonly Rotation[],
  fromMs: number,
  toMs: number,
): Interval[] {
  return gapsOf(step.notify, rotations, { fromMs, toMs });
}

/** When an escalation reaches nobody, at first or at all. */
export function coverageGaps(
  escalation: Escalation,
  rotations: readonly Rotation[],
  fromMs: number,
  toMs: number,
): CoverageGaps {
  const range = { fromMs, toMs };
  return {
    firstStep: gapsOf(escalation.steps[0]?.notify ?? [], rotations, range),
    everyStep: gapsOf(
      escalation.steps.flatMap((step) => step.notify),
      rotations,
      range,
    ),
  };
}

/** When one person is on call in two of the rotations that an escalation notifies, ordered by time. */
export function doubleDuty(
  escalation: Escalation,
  rotations: readonly Rotation[],
  fromMs: number,
  toMs: number,
): DoubleDuty[] {
  const names = [...new Set(escalation.steps.flatMap((step) => rotationNames(step.notify)))];
  const calendars = new Map(names.map((name) => [name, shifts(rotationNamed(rotations, name), fromMs, toMs)]));
  const found: DoubleDuty[] = [];
  for (const [index, first] of names.entries()) {
    for (const second of names.slice(index + 1)) {
      const sameStep = escalation.steps.some((step) => {
        const notified = rotationNames(step.notify);
        return notified.includes(first) && notified.includes(second);
      });
      for (const shift of shared(calendars.get(first) ?? [], calendars.get(second) ?? [])) {
        found.push({ ...shift, rotations: [first, second], sameStep });
      }
    }
  }
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

function gapsOf(targets: readonly EscalationTarget[], rotations: readonly Rotation[], range: Interval): Interval[] {
  if (targets.some((target) => target.kind === 'person')) return [];
  // whose turn it is makes no gap: somebody's always is
  const covered = rotationNames(targets).flatMap((name) => {
    const { hours, timeZone } = rotationNamed(rotations, name);
    return hours === undefined ? [range] : hoursWithin(hours, timeZone, range);
  });
  return uncovered(range, covered);
}

/** What two calendars give to the same person at the same time. Both are in order: one pass over them. */
function shared(a: readonly Shift[], b: readonly Shift[]): Shift[] {
  const result: Shift[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as Shift, b[j] as Shift];
    const both = overlap(left, right);
    if (both !== undefined && left.member === right.member) result.push({ member: left.member, ...both });
    if (left.toMs <= right.toMs) i += 1;
    else j += 1;
  }
  return result;
}

function rotationNames(targets: readonly EscalationTarget[]): string[] {
  return targets.flatMap((target) => (target.kind === 'rotation' ? [target.name] : []));
}

function rotationNamed(rotations: readonly Rotation[], name: string): Rotation {
  const rotation = rotations.find((one) => one.name === name);
  if (rotation === undefined) throw new RangeError(`no rotation ${name}`);
  return rotation;
}
