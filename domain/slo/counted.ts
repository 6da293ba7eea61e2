import type { Slo } from '../catalog/model';

/** Whether an SLI counts events, so that busy times weigh more; `up` and `errorRatio` weigh time. */
export function isCounted({ sli }: Pick<Slo, 'sli'>): boolean {
  return sli.kind !== 'up' && sli.kind !== 'errorRatio';
}

/** Whether what happens while nobody scrapes is seen afterwards: counters have it; a gauge says nothing of that time. */
export function isSeenThroughGaps({ sli }: Pick<Slo, 'sli'>): boolean {
  return sli.kind !== 'up';
}

/** Whether there can be nothing to weigh while there is data: no traffic. A gauge that is there has a value. */
export function canBeIdle({ sli }: Pick<Slo, 'sli'>): boolean {
  return sli.kind !== 'up';
}
