import type { Phase } from './scenario';

/** Something that happens to a service, and which alerts of one SLO fire when. */
export interface Behaviour {
  /** What happens, in a few words. */
  readonly name: string;
  readonly phases: readonly Phase[];
  /** How often the rules are evaluated and the metrics are scraped. */
  readonly evaluationSeconds: number;
  readonly scrapeSeconds: number;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly atMinutes: number;
  /** Names of alerts that fire. */
  readonly firing: readonly string[];
  /** Names of alerts that do not. */
  readonly silent: readonly string[];
  /** Values of series recorded for the SLO. */
  readonly values?: readonly ValueCheck[];
}

interface ValueCheck {
  readonly record: string;
  readonly value: number;
  /** By how much it may differ. */
  readonly within: number;
}
