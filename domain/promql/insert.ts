import type { SyntaxNode } from '@lezer/common';
import { type Matcher, matchersOf } from './matchers';
import { quoted } from './strings';
import { type PromqlSyntax, parsePromql, textOf } from './syntax';

/** A selector taken apart: what a rule puts together again, never by replacing text. */
export interface Selector {
  readonly metric?: string;
  readonly matchers: readonly Pick<Matcher, 'label' | 'operator' | 'value'>[];
}

/** The selector that a text is. Throws where `promqlFaults` finds faults. */
export function selectorOf(text: string): Selector {
  const syntax = parsed(text);
  if (syntax.expr.name !== 'VectorSelector') throw new TypeError(`not a selector: ${text}`);
  return matchersOf(syntax, syntax.expr);
}

/** The selector of a metric with the matchers that stand inside of braces. */
export function metricSelector(metric: string, matchers: string): Selector {
  return { metric, matchers: selectorOf(`m{${matchers}\n}`).matchers };
}

/** The selector in PromQL, canonically: labels in the order written, strings in double quotes. */
export function selectorText({ metric, matchers }: Selector): string {
  const plain = metric === undefined || /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric);
  const items = matchers.map(({ label, operator, value }) => {
    const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : quoted(label);
    return `${name}${operator}${quoted(value)}`;
  });
  if (!plain) items.unshift(quoted(metric));
  const braces = items.length === 0 ? '' : `{${items.join(',')}}`;
  return `${plain ? (metric ?? '') : ''}${braces}`;
}

/** The expression with a duration at every place where its syntax tree has `$window`. */
export function withWindow(text: string, window: string): string {
  const syntax = parsed(text);
  const { from, to } = syntax.expr;
  let result = '';
  let at = from;
  for (const offset of syntax.windows.filter((one) => one >= from && one < to)) {
    result += syntax.text.slice(at, offset) + window;
    at = offset + '$window'.length;
  }
  return result + syntax.text.slice(at, to);
}

/** The expression itself, without comments around it. */
export function expressionText(text: string): string {
  const syntax = parsed(text);
  return textOf(syntax, syntax.expr as SyntaxNode);
}

function parsed(text: string): PromqlSyntax {
  const result = parsePromql(text);
  if ('fault' in result) throw new TypeError(`${result.fault.message}, in: ${text}`);
  return result.syntax;
}
