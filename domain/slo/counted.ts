import type { Slo } from '../catalog/model';

/** Whether an SLI counts events, so that busy times weigh more; `up` and `errorRatio` weigh time. */
export function isCounted({ sli }: Pick<Slo, 'sli'>): boolean {
  return sli.kind !== 'up' && sli.kind !== 'errorRatio';
}
