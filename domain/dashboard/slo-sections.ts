import type { Environment, Service, Slo } from '../catalog/model';
import { type BudgetExpressions, budgetExpressions } from '../slo/budget-expressions';
import { windowText } from '../slo/tiers';
import { type DataSource, promql, stat, timeSeries } from './charts';
import { markdownText } from './free-text';
import { latencyQuantiles } from './latency';
import type { PlacedPanel, Section } from './layout';
import { sloPanelKey } from './panel-keys';

/** For each SLO: what is promised, what is left of the budget, how fast it burns, and the traffic it is judged by. */
export function sloSections(service: Service, environment: Environment, prometheus: DataSource): Section[] {
  return service.slos.map((slo) => {
    const expressions = budgetExpressions(service, slo, environment);
    return {
      key: `${sloPanelKey(slo.name)}/row`,
      title: `SLO ${slo.name}: ${slo.objectivePercent} % over ${windowText(slo.window)}`,
      height: 8,
      panels: [
        objective(slo, expressions, prometheus),
        budgetLeft(slo, expressions, prometheus),
        burnRates(slo, expressions, prometheus),
        traffic(slo, expressions, prometheus),
        ...latency(slo, prometheus),
      ],
    };
  });
}

function objective(slo: Slo, { objective: expr }: BudgetExpressions, dataSource: DataSource): PlacedPanel {
  const panel = stat({
    title: 'Objective',
    description: slo.description === '' ? 'The share of events that must be good.' : markdownText(slo.description),
    unit: 'percentunit',
    decimals: String(slo.objectivePercent).split('.')[1]?.length ?? 0,
    dataSource,
    queries: [promql(dataSource, 'A', expr, 'objective', { instant: true })],
  });
  return { key: `${sloPanelKey(slo.name)}/objective`, width: 4, panel };
}

function budgetLeft(slo: Slo, { budgetLeft: expr }: BudgetExpressions, dataSource: DataSource): PlacedPanel {
  const panel = stat({
    title: 'Budget left',
    description: 'Share of the errors that the window allows and that have not happened yet; negative once overspent.',
    unit: 'percentunit',
    decimals: 1,
    thresholds: [
      { color: 'red', value: null },
      { color: 'orange', value: 0 },
      { color: 'green', value: 0.25 },
    ],
    dataSource,
    queries: [promql(dataSource, 'A', expr, 'left', { instant: true })],
  });
  return { key: `${sloPanelKey(slo.name)}/budget`, width: 4, panel };
}

function burnRates(slo: Slo, { burnRates: rates }: BudgetExpressions, dataSource: DataSource): PlacedPanel {
  const panel = timeSeries({
    title: 'Burn rate by window',
    description: 'How many times too fast the budget burns; at 1, the line, it lasts exactly as long as the window.',
    unit: 'short',
    min: 0,
    limit: 1,
    dataSource,
    queries: rates.map(({ window, expr }) => promql(dataSource, `burn_${window}`, expr, window)),
  });
  return { key: sloPanelKey(slo.name), width: 8, panel };
}

function traffic(slo: Slo, expressions: BudgetExpressions, dataSource: DataSource): PlacedPanel {
  const counted = slo.sli.kind !== 'up' && slo.sli.kind !== 'errorRatio';
  const panel = timeSeries({
    title: 'Errors and traffic',
    description: counted
      ? 'Events per second: those that count as errors, at the right, and all.'
      : 'The measured share of errors, at the right, beside the number of series that it is measured on.',
    unit: counted ? 'cps' : 'short',
    min: 0,
    apart: 'errors',
    dataSource,
    queries: [
      promql(dataSource, 'errors', expressions.errorsPerSecond, 'errors'),
      promql(dataSource, 'total', expressions.totalPerSecond, 'all'),
    ],
  });
  return { key: `${sloPanelKey(slo.name)}/traffic`, width: 8, panel };
}

function latency({ name, sli }: Slo, dataSource: DataSource): PlacedPanel[] {
  if (sli.kind !== 'histogram') return [];
  const panel = timeSeries({
    title: 'Latency',
    description: 'Quantiles over five minutes; slower than the line counts as an error.',
    unit: 's',
    min: 0,
    limit: sli.belowSeconds,
    dataSource,
    queries: latencyQuantiles(sli).map(({ legend, expr }) => promql(dataSource, legend, expr, legend)),
  });
  return [{ key: `${sloPanelKey(name)}/latency`, width: 24, panel }];
}
