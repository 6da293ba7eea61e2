import type { SyntaxNode } from '@lezer/common';
import { children, type PromqlSyntax, parsePromql, textOf, walk } from '../../../domain/promql/syntax';

const SET_OPERATORS = ['And', 'Or', 'Unless'];
const COMPARISONS = ['Eql', 'Neq', 'Gte', 'Gtr', 'Lte', 'Lss'];

/**
 * The parts of an expression that have data whenever the metrics are there, whatever their values: what a filter
 * (a comparison, `and`, `unless`) lets pass or not, and each side of an `or`, behind which the other could hide.
 * A part is as large as it can be without a filter in it; what `absent` watches is there. An expression without
 * filters is its only part. Parts that read no metric are left out.
 */
export function readings(expr: string): string[] {
  const parsed = parsePromql(expr);
  if ('fault' in parsed) throw new TypeError(`${parsed.fault.message}, in: ${expr}`);
  return [...new Set(partsOf(parsed.syntax, parsed.syntax.expr))];
}

function partsOf(syntax: PromqlSyntax, node: SyntaxNode): string[] {
  const below = [...walk(node)];
  if (!below.some(({ name }) => name === 'VectorSelector')) return [];
  if (below.some((one) => isFilter(one) || isAbsence(syntax, one)))
    return children(node).flatMap((child) => partsOf(syntax, child));
  // labels of `by` and `on` are no selectors, so the first node that reads is an expression
  if (node.name === 'FunctionCallBody') return children(node).flatMap((child) => partsOf(syntax, child));
  const text = textOf(syntax, node);
  return [isRange(node) ? `last_over_time(${text})` : text];
}

/** Whether the operator of a binary expression decides by values what there is. */
function isFilter(node: SyntaxNode): boolean {
  if (node.name !== 'BinaryExpr') return false;
  const names = children(node).map(({ name }) => name);
  if (names.some((name) => SET_OPERATORS.includes(name))) return true;
  return names.some((name) => COMPARISONS.includes(name)) && !names.includes('BoolModifier');
}

/** `absent(…)` and `absent_over_time(…)`: there when what they read is not. */
function isAbsence(syntax: PromqlSyntax, node: SyntaxNode): boolean {
  return node.name === 'FunctionCall' && /^absent(_over_time)?\b/.test(textOf(syntax, node));
}

function isRange(node: SyntaxNode): boolean {
  if (node.name === 'MatrixSelector' || node.name === 'SubqueryExpr') return true;
  // `offset` and `@` stand around a range as around a vector
  const first = node.firstChild;
  return (node.name === 'OffsetExpr' || node.name === 'StepInvariantExpr') && first !== null && isRange(first);
}
