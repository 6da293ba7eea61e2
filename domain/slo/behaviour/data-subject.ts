import type { Behaviour } from './behaviour';
import type { BurnSubject } from './burn-checks';
import type { SloAlerts } from './slo-alerts';

/** An SLO as behaviours of its data see it. */
export interface DataSubject extends Omit<BurnSubject, 'alerts'> {
  readonly alerts: SloAlerts;
  readonly baseMinutes: number;
}

/** A behaviour before it is said how often it is looked at. */
export type Unpaced = Omit<Behaviour, 'evaluationSeconds' | 'scrapeSeconds'>;
