import type { Environment, Service, Slo } from '../domain/catalog/model';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import { prometheusSloGroups } from '../domain/slo/prometheus-groups';
import { sloAlertName } from '../domain/slo/slo-rule-groups';
import { promtoolValues } from './promtool-values';
import { type ReferenceAlerts, type ReferenceTier, reference, type Step } from './reference';

export interface Disagreement {
  readonly minute: number;
  readonly alert: 'page' | 'ticket';
  readonly rulesFire: boolean;
  readonly reference: ReferenceAlerts;
}

export interface Comparison {
  readonly minutes: number;
  /** Minutes in which an alert fires, by the reference. */
  readonly pageMinutes: number;
  readonly ticketMinutes: number;
  /**
   * Where the rules say what the reference says neither then nor one evaluation before or after; but an alert may end
   * up to `LINGERS` minutes late.
   */
  readonly disagreements: readonly Disagreement[];
}

/**
 * The old end of a window of hours is made of rates over five minutes, centred: where traffic is so sparse that a part
 * of one failure is above the threshold, the failure leaves half of that late.
 */
const LINGERS = 3;

/** Runs the rules of an SLO on `requests_total` of the given minutes, and the reference on the minutes themselves. */
export async function againstReference(
  steps: readonly Step[],
  { service, slo, environment }: { readonly service: Service; readonly slo: Slo; readonly environment: Environment },
  tiers: readonly ReferenceTier[],
  objective: number,
): Promise<Comparison> {
  const kept = prometheusSloGroups(service, slo, environment);
  // what a page is kept after its condition has ended is no part of the definition
  const groups = kept
    .filter(({ name }) => !name.endsWith(' budget'))
    .map((group) => ({
      ...group,
      rules: group.rules.map((rule) => (rule.kind === 'alert' ? { ...rule, keepFiringForSeconds: 0 } : rule)),
    }));
  const answers = await promtoolValues({
    rules: prometheusRuleFile(groups),
    series: [
      { series: 'requests_total{code="200"}', values: cumulative(steps.map(({ good }) => good)) },
      { series: 'requests_total{code="500"}', values: cumulative(steps.map(({ bad }) => bad)) },
    ],
    scrapeSeconds: 60,
    evaluationSeconds: 60,
    questions: steps.map((_, index) => ({ expr: 'ALERTS{alertstate="firing"}', atSeconds: (index + 1) * 60 })),
  });
  const expected = reference(steps, objective, tiers, slo.alerting.minFailures);
  const names = { page: sloAlertName(service, slo, 'burns fast'), ticket: sloAlertName(service, slo, 'burns slowly') };
  const disagreements = (['page', 'ticket'] as const).flatMap((alert) =>
    expected.flatMap((here, index): Disagreement[] => {
      const rulesFire = answers[index]?.samples.some(({ labels }) => labels.includes(`"${names[alert]}"`)) ?? false;
      const near = expected.slice(Math.max(0, index - 1), index + 2);
      const lingering = expected.slice(Math.max(0, index - LINGERS), index + 1);
      const agrees =
        near.some((one) => one[alert] === rulesFire) ||
        (rulesFire && lingering.some((one) => one[alert])) ||
        // the ticket waits while the page lingers
        (!rulesFire && alert === 'ticket' && lingering.some(({ page }) => page));
      return agrees ? [] : [{ minute: index + 1, alert, rulesFire, reference: here }];
    }),
  );
  return {
    minutes: steps.length,
    pageMinutes: expected.filter(({ page }) => page).length,
    ticketMinutes: expected.filter(({ ticket }) => ticket).length,
    disagreements,
  };
}

/** Counters as they are scraped at the end of each minute, beginning with 0. */
function cumulative(counts: readonly number[]): string {
  let sum = 0;
  return `0 ${counts.map((count) => (sum += count)).join(' ')}`;
}
