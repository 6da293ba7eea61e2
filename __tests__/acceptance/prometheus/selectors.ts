import { exampleLabels } from '../../../domain/promql/example-labels';
import { type Selector, selectorText } from '../../../domain/promql/insert';
import { matchersOf } from '../../../domain/promql/matchers';
import { parsePromql, walk } from '../../../domain/promql/syntax';

/** Every selector of an expression, in the order of the text; throws where it is no PromQL. */
export function selectorsIn(expr: string): Selector[] {
  const parsed = parsePromql(expr);
  if ('fault' in parsed) throw new TypeError(`${parsed.fault.message}, in: ${expr}`);
  const { syntax } = parsed;
  return [...walk(syntax.expr)].filter(({ name }) => name === 'VectorSelector').map((node) => matchersOf(syntax, node));
}

/** Whether a selector selects the series of a metric with exactly these labels. */
export function selects(
  { metric, matchers }: Selector,
  series: { readonly metric: string; readonly labels: Readonly<Record<string, string>> },
): boolean {
  const labels: Readonly<Record<string, string>> = { ...series.labels, __name__: series.metric };
  const accepts = ({ label, operator, value }: Selector['matchers'][number]) => {
    const given = { label, operator: '=' as const, value: labels[label] ?? '' };
    return exampleLabels([{ label, operator, value }, given]) !== undefined;
  };
  return (metric === undefined || metric === series.metric) && matchers.every(accepts);
}

/** `metric{label="value"}`: a series as OpenMetrics writes it. */
export function seriesText(metric: string, labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(([label, value]) => ({ label, operator: '=' as const, value }));
  return selectorText({ metric, matchers });
}
