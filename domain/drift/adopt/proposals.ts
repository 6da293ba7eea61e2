import type { Judged } from '../judge';
import { adoptAlert } from './alert';
import { adoptEscalation } from './escalation';
import type { AdoptionContext, Proposal } from './proposal';
import { adoptRotation } from './rotation';
import { adoptSize } from './sizes';

/** What of a stack's drift the catalog could say itself; the rest can only be reverted. */
export function proposals(drift: readonly Judged[], context: AdoptionContext): Proposal[] {
  const own = drift.filter(({ expected, sensitive }) => expected === null && sensitive === undefined);
  const byAddress = new Map<string, Judged[]>();
  for (const one of own) byAddress.set(one.address, [...(byAddress.get(one.address) ?? []), one]);
  return [
    ...own.flatMap((one) => adoptSize(one, context) ?? adoptAlert(one, context) ?? []),
    ...[...byAddress.values()].flatMap((some) => adoptRotation(some, context) ?? adoptEscalation(some, context) ?? []),
  ];
}
