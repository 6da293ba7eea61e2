import type { SyntaxNode } from '@lezer/common';
import { children, type PromqlFault, type PromqlSyntax, textOf } from './syntax';

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  /** What the string stands for, escapes resolved. */
  readonly value: string;
  readonly offset: number;
}

/** The metric name, if there is one, and the matchers of a vector selector. */
export function matchersOf(
  syntax: PromqlSyntax,
  selector: SyntaxNode,
): { readonly metric?: string; readonly matchers: readonly Matcher[] } {
  let metric: string | undefined;
  const matchers: Matcher[] = [];
  for (const part of children(selector)) {
    if (part.name === 'Identifier') metric = textOf(syntax, part);
    for (const item of part.name === 'LabelMatchers' ? children(part) : []) {
      if (item.name === 'QuotedLabelName') metric = unquoted(textOf(syntax, item));
      if (item.name !== 'UnquotedLabelMatcher' && item.name !== 'QuotedLabelMatcher') continue;
      const [label, operator, value] = children(item) as [SyntaxNode, SyntaxNode, SyntaxNode];
      matchers.push({
        label: item.name === 'QuotedLabelMatcher' ? unquoted(textOf(syntax, label)) : textOf(syntax, label),
        operator: textOf(syntax, operator) as Matcher['operator'],
        value: unquoted(textOf(syntax, value)),
        offset: item.from,
      });
    }
  }
  return metric === undefined ? { matchers } : { metric, matchers };
}

/** What Prometheus refuses in a selector that its grammar takes. */
export function matcherFaults(syntax: PromqlSyntax, selector: SyntaxNode): PromqlFault[] {
  const { metric, matchers } = matchersOf(syntax, selector);
  const faults: PromqlFault[] = [];
  for (const { operator, value, offset } of matchers) {
    const reason = operator.includes('~') ? regexFault(value) : undefined;
    if (reason === undefined) continue;
    faults.push({
      offset,
      message: `Prometheus cannot read this regular expression: ${reason}`,
      found: value,
      expected: 'a regular expression of RE2',
    });
  }
  if (faults.length === 0 && metric === undefined && matchers.every(matchesEmpty)) {
    faults.push({
      offset: selector.from,
      message: 'The selector would select every series',
      found: textOf(syntax, selector),
      expected: 'a metric name, or a matcher that an empty value does not meet',
    });
  }
  return faults;
}

function matchesEmpty({ operator, value }: Matcher): boolean {
  if (operator === '=' || operator === '!=') return (value === '') === (operator === '=');
  return new RegExp(`^(?:${portable(value)})$`).test('') === (operator === '=~');
}

/** Why RE2 refuses the expression, as far as it is certain. */
function regexFault(value: string): string | undefined {
  if (/(^|[^\\])(\\\\)*\(\?(?:[=!]|<[=!])/.test(value)) return 'it has no look-around';
  if (/(^|[^\\])(\\\\)*\\[1-9]/.test(value)) return 'it has no back-reference';
  try {
    new RegExp(portable(value));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '');
  }
}

/** RE2's own notations, in JavaScript's terms as far as matters for whether it parses and takes the empty text. */
function portable(value: string): string {
  return value
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?[imsU-]+\)/g, '')
    .replace(/\(\?[imsU-]+:/g, '(?:')
    .replace(/\\Q(.*?)(\\E|$)/gs, (_, literal: string) => literal.replace(/[^\w\s]/g, '\\$&'))
    .replace(/\[\[:\^?\w+:\]/g, '[a')
    .replace(/\\[zA]/g, '');
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The text that a string literal of PromQL stands for. */
function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs, (_, code: string) => {
    if (code.length === 1) return escapes[code] ?? code;
    return String.fromCodePoint(/^[xuU]/.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8));
  });
}

/** A string literal of PromQL. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
