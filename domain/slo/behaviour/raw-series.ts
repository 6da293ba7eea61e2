import type { SyntaxNode } from '@lezer/common';
import type { Sli } from '../../catalog/model';
import { exampleLabels } from '../../promql/example-labels';
import { metricSelector, type Selector, selectorOf, selectorText } from '../../promql/insert';
import { matchersOf } from '../../promql/matchers';
import { type PromqlSyntax, parsePromql, walk } from '../../promql/syntax';

/** Good and bad events counted since a series began, and the share of bad ones at the moment. */
export interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly errorRatio: number;
}

/** One series that Prometheus scrapes. `native` values are histograms, written as promtool reads them. */
export interface RawSeries {
  readonly series: string;
  /** A `histogram` of buckets is there as a whole, a `counter` from its first event on. */
  readonly kind: 'counter' | 'histogram' | 'gauge' | 'native';
  /** For `native`, the events in each bucket from the first on: good ones in the first, bad ones in the last. */
  readonly value: (counts: Counts) => number | readonly number[];
  /** For `native`: index of the first bucket, in schema 0. */
  readonly firstBucket?: number;
}

/**
 * Series that an SLI reads, so that its errors and its total are the bad and all events. Each count is spread over two
 * instances. Undefined where no labels are found that tell good from bad.
 */
export function rawSeries(sli: Sli): readonly RawSeries[] | undefined {
  switch (sli.kind) {
    case 'errors':
      return counters(selectorOf(sli.errors), selectorOf(sli.total), 'bad');
    case 'good':
      return counters(selectorOf(sli.good), selectorOf(sli.total), 'good');
    case 'histogram':
      return histogram(sli);
    case 'up':
      return targets(selectorOf(sli.metric));
    case 'errorRatio': {
      const parts = dividend(sli.expr);
      return parts && counters(parts[0], parts[1], 'bad');
    }
  }
}

/** Whether more can be counted as failed than there were events: a ratio of two metrics, one no part of the other. */
export function canExceedOne(sli: Sli): boolean {
  if (sli.kind !== 'errorRatio') return false;
  const [part, total] = dividend(sli.expr) ?? [];
  return part !== undefined && total !== undefined && nameOf(part) !== nameOf(total);
}

/** What each count is spread over. */
export const INSTANCES = ['a', 'b'] as const;
type Instance = (typeof INSTANCES)[number];

/** One in four events happens on instance b. */
function share(count: number, instance: Instance): number {
  const onB = Math.floor(count / 4);
  return instance === 'b' ? onB : count - onB;
}

function counters(part: Selector, total: Selector, counted: 'good' | 'bad'): RawSeries[] | undefined {
  const other = counted === 'good' ? 'bad' : 'good';
  if (nameOf(part) === undefined || nameOf(total) === undefined) return undefined;
  if (nameOf(part) !== nameOf(total)) {
    const ofPart = exampleLabels(part.matchers);
    const ofTotal = exampleLabels(total.matchers);
    if (ofPart === undefined || ofTotal === undefined) return undefined;
    return [
      ...spread(part, ofPart, (counts) => counts[counted]),
      ...spread(total, ofTotal, ({ good, bad }) => good + bad),
    ];
  }
  const within = exampleLabels([...part.matchers, ...total.matchers]);
  const without = exampleLabels(total.matchers, part.matchers);
  if (within === undefined || without === undefined) return undefined;
  return [...spread(total, within, (counts) => counts[counted]), ...spread(total, without, (counts) => counts[other])];
}

function histogram(sli: Extract<Sli, { kind: 'histogram' }>): RawSeries[] | undefined {
  const bound = Number(sli.le ?? sli.belowSeconds);
  const labels = exampleLabels(metricSelector(sli.metric, sli.selector).matchers);
  if (labels === undefined) return undefined;
  const named = (metric: string): Selector => ({ metric, matchers: [] });
  if (sli.native) {
    const exponent = Math.log2(bound);
    // in schema 0 bucket i ends at 2 to the power of i: the last below the bound, and the first above it
    const firstBucket = Math.floor(exponent);
    const between = Array.from({ length: Math.ceil(exponent) - firstBucket }, () => 0);
    return spread(named(sli.metric), labels, () => 0).map((one, index) => {
      const on = (count: number) => share(count, INSTANCES[index] as Instance);
      return { ...one, kind: 'native', firstBucket, value: ({ good, bad }) => [on(good), ...between, on(bad)] };
    });
  }
  const all = ({ good, bad }: Counts) => good + bad;
  const buckets = named(`${sli.metric}_bucket`);
  const le = sli.le ?? (Number.isInteger(bound) ? `${bound}.0` : String(bound));
  return [
    ...spread(named(`${sli.metric}_count`), labels, all),
    ...spread(buckets, { ...labels, le }, ({ good }) => good),
    ...spread(buckets, { ...labels, le: String(bound * 16) }, all),
    ...spread(buckets, { ...labels, le: '+Inf' }, all),
  ].map((one) => ({ ...one, kind: 'histogram' as const }));
}

/** Two targets, the second of which is down only when more than half of everything is. */
function targets(gauge: Selector): RawSeries[] | undefined {
  const labels = exampleLabels(gauge.matchers);
  if (labels === undefined) return undefined;
  return spread(gauge, labels, () => 0).map((one, index) => ({
    ...one,
    kind: 'gauge',
    value: ({ errorRatio }) => 1 - Math.min(1, Math.max(0, 2 * errorRatio - index)),
  }));
}

/** The series of two instances, with labels that the selector accepts. */
function spread(
  selector: Selector,
  labels: Readonly<Record<string, string>>,
  count: (counts: Counts) => number,
): RawSeries[] {
  const label = ['instance', 'pod', 'replica'].find((name) => !(name in labels)) ?? 'copy';
  const metric = nameOf(selector);
  return INSTANCES.map((instance) => ({
    series: selectorText({
      ...(metric === undefined ? {} : { metric }),
      matchers: Object.entries({ ...labels, [label]: instance })
        .filter(([name]) => name !== '__name__')
        .map(([name, value]) => ({ label: name, operator: '=' as const, value })),
    }),
    kind: 'counter',
    value: (counts) => share(count(counts), instance),
  }));
}

function nameOf({ metric, matchers }: Selector): string | undefined {
  return metric ?? matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
}

/** The selectors above and below the line of a ratio, where each side has exactly one. */
function dividend(expr: string): readonly [Selector, Selector] | undefined {
  const parsed = parsePromql(expr);
  if ('fault' in parsed || parsed.syntax.expr.name !== 'BinaryExpr') return undefined;
  const { syntax } = parsed;
  if (syntax.expr.getChild('Div') === null) return undefined;
  const left = onlySelector(syntax, syntax.expr.firstChild);
  const right = onlySelector(syntax, syntax.expr.lastChild);
  return left && right && [left, right];
}

function onlySelector(syntax: PromqlSyntax, node: SyntaxNode | null): Selector | undefined {
  const found = node === null ? [] : [...walk(node)].filter(({ name }) => name === 'VectorSelector');
  return found.length === 1 ? matchersOf(syntax, found[0] as SyntaxNode) : undefined;
}
