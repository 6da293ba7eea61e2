import type { SyntaxNode } from '@lezer/common';
import { duration, durationSeconds } from '../domain/promql/duration';
import { children, parsePromql, walk } from '../domain/promql/syntax';

/** An expression with one thing changed, as by a hand that slips. */
export interface Mutant {
  readonly what: string;
  readonly expr: string;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  Gtr: ['<'],
  Gte: ['<'],
  Lss: ['>'],
  Add: ['-'],
  Sub: ['+'],
  Mul: ['/'],
  Div: ['*'],
  And: ['or', 'unless'],
  Or: ['and', 'unless'],
  Unless: ['and', 'or'],
};
const functions: Readonly<Record<string, string>> = {
  sum: 'max',
  sum_over_time: 'max_over_time',
  count_over_time: 'sum_over_time',
  avg_over_time: 'max_over_time',
  rate: 'increase',
  clamp_min: 'clamp_max',
  absent_over_time: 'present_over_time',
  present_over_time: 'absent_over_time',
  histogram_count: 'histogram_sum',
};

/**
 * Every mutant of an expression: each number by a quarter up and down, each duration doubled and halved, each operator
 * and function for its neighbour, errors for total, the base window for the hour.
 */
export function mutants(expr: string): Mutant[] {
  const parsed = parsePromql(expr);
  if ('fault' in parsed) throw new TypeError(parsed.fault.message);
  const { syntax } = parsed;
  return [...walk(syntax.expr)]
    .flatMap((node): Edit[] => {
      const text = expr.slice(node.from, node.to);
      const edit = (replacement: string): Edit => ({ from: node.from, to: node.to, text: replacement });
      if (isNothing(node, expr)) return [];
      if (node.name === 'NumberDurationLiteral') return numbers(text).map(edit);
      if (node.name === 'NumberDurationLiteralInDurationContext') return durations(text).map(edit);
      if (node.name in operators && children(node).length === 0) return (operators[node.name] ?? []).map(edit);
      if (node.name === 'FunctionIdentifier' || node.name === 'AggregateOp') {
        // the sum of one recorded series is its maximum too
        const isSingle = /^sum\((slo:|sum_over_time|count_over_time)/.test(expr.slice(node.from));
        return text in functions && !isSingle ? [edit(functions[text] as string)] : [];
      }
      // errors and total are recorded together: where samples are only counted, one is as good as the other
      const isCounted = /(count|absent|present)_over_time\($/.test(expr.slice(0, node.from));
      if (node.name === 'Identifier') return isCounted ? [] : metrics(text).map(edit);
      return [];
    })
    .map(({ from, to, text }) => ({
      what: `${expr.slice(from, to)} → ${text} at ${from}`,
      expr: expr.slice(0, from) + text + expr.slice(to),
    }));
}

/** Whether 0 is multiplied with this: whatever stands there, the product is 0. */
function isNothing(node: SyntaxNode, expr: string): boolean {
  for (let at: SyntaxNode | null = node; at?.parent; at = at.parent) {
    const { parent }: SyntaxNode = at;
    const left = parent.firstChild;
    if (parent.getChild('Mul') === null || left === null || parent.lastChild?.from !== at.from) continue;
    if (expr.slice(left.from, left.to) === '0') return true;
  }
  return false;
}

function numbers(text: string): string[] {
  const value = Number(text);
  if (Number.isNaN(value) || value === 0) return [];
  return [1.25, 0.75].map((times) => String(Number((value * times).toPrecision(10))));
}

function durations(text: string): string[] {
  const seconds = durationSeconds(text);
  if (seconds === undefined) return [];
  return seconds <= 1 ? [] : [seconds * 2, seconds / 2].map((one) => duration(Math.round(one)));
}

function metrics(text: string): string[] {
  const found: string[] = [];
  if (text.includes(':errors:')) found.push(text.replace(':errors:', ':total:'));
  if (text.includes(':total:')) found.push(text.replace(':total:', ':errors:'));
  if (text.endsWith(':rate1h')) found.push(text.replace(/:rate1h$/, ':rate5m'));
  else if (text.startsWith('slo:')) found.push(text.replace(/:rate\w+$/, ':rate1h'));
  return found;
}
