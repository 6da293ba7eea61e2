import { matchersOf } from './matchers';
import { isWindow, type PromqlFault, type PromqlSyntax, parsePromql, textOf, walk } from './syntax';
import { typeOf } from './types';

export type { PromqlFault } from './syntax';

/**
 * What a text is for:
 * - `alert`: an expression whose series are the alert's instances
 * - `windowed`: an instant vector in which `$window` stands for the window, as in `errorRatio`
 * - `selector`: a selector of counters, as in `errors`, `good` and `total`; the window goes in behind it
 * - `gauge`: a selector of gauges, as in `up`
 * - `metric`: the bare name of a metric
 * - `matchers`: the inside of a selector's braces, as in `selector`; may be empty
 */
export type PromqlKind = 'alert' | 'windowed' | 'selector' | 'gauge' | 'metric' | 'matchers';

/**
 * Every fault of a PromQL text, as Prometheus' parser and type check would find it, and whatever would break out of
 * the place that the text is put into. The first syntax fault hides the rest; type faults come all at once.
 */
export function promqlFaults(text: string, { kind }: { readonly kind: PromqlKind }): PromqlFault[] {
  if (kind === 'metric') return metricFaults(text);
  if (kind === 'matchers') return matchersFaults(text);
  const parsed = parsePromql(text);
  if ('fault' in parsed) return [parsed.fault];
  const { syntax } = parsed;
  if (kind === 'selector' || kind === 'gauge') return [...windowFaults(syntax, false), ...selectorFaults(syntax, kind)];
  const { type, faults } = typeOf(syntax);
  const found = [...windowFaults(syntax, kind === 'windowed'), ...faults];
  if (kind === 'alert' && type === 'scalar') {
    found.push(
      whole(
        syntax,
        'A number is always there, so this alert always fires',
        'a comparison of series, which is empty while all is well',
      ),
    );
  } else if (kind === 'windowed' && type === 'scalar') {
    found.push(whole(syntax, 'A number is the same at all times', 'a ratio of series'));
  } else if (type === 'matrix' || type === 'string') {
    found.push(whole(syntax, 'The expression gives no instant vector', 'an instant vector, such as rate(metric[5m])'));
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function whole(syntax: PromqlSyntax, message: string, expected: string, suggestion?: string): PromqlFault {
  const found = textOf(syntax, syntax.expr);
  return { offset: syntax.expr.from, message, found, expected, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** `$window` stands as a range and nowhere else, and only where there is a window. */
function windowFaults(syntax: PromqlSyntax, allowed: boolean): PromqlFault[] {
  const ranges = new Set(
    [...walk(syntax.expr)]
      .filter((node) => isWindow(syntax, node) && node.name === 'NumberDurationLiteralInDurationContext')
      .filter((node) => node.parent?.name === 'DurationExpr' && isRange(node.parent.parent?.name))
      .map((node) => node.from),
  );
  if (allowed && syntax.windows.length === 0) {
    return [
      whole(
        syntax,
        'The expression holds no $window, so it cannot follow the alert’s windows',
        '$window as the range: rate(metric[$window])',
      ),
    ];
  }
  return syntax.windows
    .filter((offset) => !allowed || !ranges.has(offset))
    .map((offset) => ({
      offset,
      message: allowed ? '$window stands as a range only' : '$window has no meaning here',
      found: '$window',
      expected: allowed ? 'metric{…}[$window]' : 'a text without $window, which belongs to the errorRatio of an SLO',
    }));
}

function isRange(name: string | undefined): boolean {
  return name === 'MatrixSelector' || name === 'SubqueryExpr';
}

function selectorFaults(syntax: PromqlSyntax, kind: 'selector' | 'gauge'): PromqlFault[] {
  if (syntax.expr.name !== 'VectorSelector') {
    const inner = [...walk(syntax.expr)].find((node) => node.name === 'VectorSelector');
    const suggestion = inner === undefined ? undefined : textOf(syntax, inner);
    return [
      whole(
        syntax,
        'This is more than a selector; the window is put in behind it',
        'a selector, such as metric{label="value"}; what needs an expression is written as errorRatio',
        suggestion,
      ),
    ];
  }
  const faults = [...typeOf(syntax).faults];
  const { metric, matchers } = matchersOf(syntax, syntax.expr);
  const named = metric ?? matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
  if (kind === 'selector' && faults.length === 0 && named === undefined) {
    faults.push(
      whole(
        syntax,
        'Without a metric’s name, rate() can meet two series with equal labels and fail',
        'a selector of one metric: name{…}',
      ),
    );
  }
  return faults;
}

function metricFaults(text: string): PromqlFault[] {
  if (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(text)) return [];
  const offset = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(text)?.[0].length ?? 0;
  return [
    {
      offset,
      message: 'This is no name of a metric',
      found: text,
      expected: 'the bare name of a metric, its labels in selector',
    },
  ];
}

/** Braces around the text must give one selector whose braces are those very ones. */
function matchersFaults(text: string): PromqlFault[] {
  const around = 'm{';
  const parsed = parsePromql(`${around}${text}\n}`);
  const shifted = (fault: PromqlFault): PromqlFault => ({
    ...fault,
    offset: Math.min(Math.max(fault.offset - around.length, 0), text.length),
  });
  if ('fault' in parsed) return [shifted(parsed.fault)];
  const { syntax } = parsed;
  const braces = syntax.expr.getChild('LabelMatchers');
  if (syntax.expr.name !== 'VectorSelector' || braces === null || braces.to !== syntax.text.length) {
    return [
      {
        offset: 0,
        message: 'This is more than the inside of a selector’s braces',
        found: text,
        expected: 'label="value", other=~"…"',
      },
    ];
  }
  const named = braces.getChild('QuotedLabelName');
  if (named !== null)
    return [
      shifted({
        offset: named.from,
        message: 'A metric’s name has no place here',
        found: text,
        expected: 'label="value"',
      }),
    ];
  return [...windowFaults(syntax, false), ...typeOf(syntax).faults].map(shifted);
}
