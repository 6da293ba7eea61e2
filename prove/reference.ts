/**
 * The alerts of an SLO straight from the Site Reliability Workbook, chapter 5: slow, and on purpose without a line of
 * the catalog's own code. Time is cut into equal steps, and the events of each step are known.
 */
export interface Step {
  readonly good: number;
  readonly bad: number;
}

export interface ReferenceTier {
  readonly pages: boolean;
  readonly longSteps: number;
  readonly shortSteps: number;
  readonly factor: number;
}

export interface ReferenceAlerts {
  readonly page: boolean;
  readonly ticket: boolean;
  /** How close the decision was: the smallest relative distance of a window's burn rate from its threshold. */
  readonly margin: number;
  /** Fewer failures than the guard asks for keep an alert silent that the workbook would fire. */
  readonly guarded: boolean;
}

/** Table 5-8 and its text, for an SLO over 30 days, in steps of a minute. */
export const thirtyDays: readonly ReferenceTier[] = [
  { pages: true, longSteps: 60, shortSteps: 5, factor: 14.4 },
  { pages: true, longSteps: 360, shortSteps: 30, factor: 6 },
  { pages: false, longSteps: 1440, shortSteps: 120, factor: 3 },
  { pages: false, longSteps: 4320, shortSteps: 360, factor: 1 },
];

/** What the alerts say after each step. */
export function reference(
  steps: readonly Step[],
  objective: number,
  tiers: readonly ReferenceTier[],
  minFailures: number,
): ReferenceAlerts[] {
  return steps.map((_, index) => {
    let margin = Number.POSITIVE_INFINITY;
    let guarded = false;
    const fires = (pages: boolean) =>
      tiers.some((tier) => {
        if (tier.pages !== pages) return false;
        const short = windowOf(steps, index, tier.shortSteps);
        const long = windowOf(steps, index, tier.longSteps);
        const threshold = tier.factor * (1 - objective);
        const burns = errorRatio(short) > threshold && errorRatio(long) > threshold;
        if (errorRatio(short) > threshold * 0.5 && errorRatio(long) > threshold * 0.5) {
          margin = Math.min(margin, distance(errorRatio(short), threshold), distance(errorRatio(long), threshold));
        }
        if (burns && long.bad < minFailures) {
          guarded = true;
          return false;
        }
        return burns;
      });
    const page = fires(true);
    const ticket = fires(false) && !page;
    return { page, ticket, margin, guarded };
  });
}

function windowOf(steps: readonly Step[], last: number, count: number): Step {
  let good = 0;
  let bad = 0;
  for (let index = Math.max(0, last - count + 1); index <= last; index += 1) {
    good += (steps[index] as Step).good;
    bad += (steps[index] as Step).bad;
  }
  return { good, bad };
}

function errorRatio({ good, bad }: Step): number {
  return good + bad === 0 ? 0 : bad / (good + bad);
}

function distance(value: number, threshold: number): number {
  return Math.abs(value - threshold) / threshold;
}
