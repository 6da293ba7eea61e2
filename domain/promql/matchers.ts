import type { SyntaxNode } from '@lezer/common';
import { regexFault, wholeMatch } from './regex';
import { unquoted } from './strings';
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
  const twice = metric === undefined ? undefined : matchers.find(({ label }) => label === '__name__');
  if (twice !== undefined) {
    faults.push({
      offset: twice.offset,
      message: `The selector is already named ${metric}`,
      found: twice.value,
      expected: 'a metric’s name once',
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
  return wholeMatch(value)?.test('') === (operator === '=~');
}
