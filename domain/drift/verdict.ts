import type { Finding, ReportVerdict, StackDrift, StackVerdict } from './model';

const unchecked: readonly StackVerdict[] = ['failed', 'locked', 'skipped', 'unknown'];

export const isFullyChecked = (verdict: StackVerdict) => !unchecked.includes(verdict);

/** Of a stack that was checked to its end. */
export function stackVerdict(drift: readonly Finding[], pending: readonly Finding[]): StackVerdict {
  const drifted = drift.some(({ expected }) => expected === null);
  if (pending.some(({ expected }) => expected === null)) return drifted ? 'drifted-and-pending' : 'pending';
  return drifted ? 'drifted' : 'clean';
}

/** The worst stack decides; one that was not fully checked is worse than any that was. */
export function reportVerdict(stacks: readonly Pick<StackDrift, 'verdict'>[]): ReportVerdict {
  const verdicts = stacks.map(({ verdict }) => verdict);
  if (!verdicts.every(isFullyChecked)) return 'incomplete';
  if (verdicts.some((verdict) => verdict.startsWith('drifted'))) return 'drifted';
  return verdicts.includes('pending') ? 'pending' : 'clean';
}
