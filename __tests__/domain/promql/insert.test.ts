import fc from 'fast-check';
import { promqlFaults } from '../../../domain/promql/faults';
import { expressionText, metricSelector, selectorOf, selectorText, withWindow } from '../../../domain/promql/insert';
import { odd } from './arbitraries';

describe('the window', () => {
  test.each([
    ['rate(e[$window])', 'rate(e[5m])'],
    ['rate(e[$window]) / rate(t[$window])', 'rate(e[5m]) / rate(t[5m])'],
    ['sum_over_time(e[$window:1m] offset 1h)', 'sum_over_time(e[5m:1m] offset 1h)'],
    ['rate(e{a="$window"}[$window])', 'rate(e{a="$window"}[5m])'],
    ["rate(e{a='[$window]', b=`$window`}[$window])", "rate(e{a='[$window]', b=`$window`}[5m])"],
    ['rate({"$window", "$window"="x"}[$window])', 'rate({"$window", "$window"="x"}[5m])'],
    [
      'label_replace(rate(e[$window]), "a", "$window", "b", "(.*)")',
      'label_replace(rate(e[5m]), "a", "$window", "b", "(.*)")',
    ],
    ['rate(e[$window]) # over $window', 'rate(e[5m])'],
    ['# $window\nrate(e[ $window ])\n# [$window]', 'rate(e[ 5m ])'],
    ['rate( # [$window]\n e[$window])', 'rate( # [$window]\n e[5m])'],
  ])('goes into %s where it is a range, and nowhere else', (text, inserted) => {
    expect(promqlFaults(text, { kind: 'windowed' })).toEqual([]);
    expect(withWindow(text, '5m')).toBe(inserted);
  });

  test('goes in at any length, and leaves every label value as it is', () => {
    fc.assert(
      fc.property(odd, fc.constantFrom('5m', '1h15s', '90m', '100000000s'), (value, window) => {
        const selector = selectorText({ metric: 'e', matchers: [{ label: 'a', operator: '=', value }] });
        expect(withWindow(`rate(${selector}[$window])`, window)).toBe(`rate(${selector}[${window}])`);
      }),
    );
  });

  test('rejects text that is no PromQL', () => {
    expect(() => withWindow('rate(e[$window]', '5m')).toThrow(TypeError);
  });
});

describe('a selector', () => {
  const operator = fc.constantFrom('=', '!=' as const);
  const label = fc.oneof(
    fc.constantFrom('a', 'code', '_x9'),
    odd.filter((text) => text !== ''),
  );
  const matchers = fc.array(fc.record({ label, operator, value: odd }), { maxLength: 4 });
  // a name beside braces that hold one more would be named twice
  const isNamed = ({ label: name }: { label: string }) => name === '__name__';

  test('comes back as it was written out, whatever its labels and values hold', () => {
    fc.assert(
      fc.property(fc.constantFrom('m', 'ns:m_total', 'http.requests', '5xx', 'é'), matchers, (metric, list) => {
        fc.pre(!list.some(isNamed));
        const text = selectorText({ metric, matchers: list });
        expect(promqlFaults(text, { kind: 'selector' })).toEqual([]);
        const again = selectorOf(text);
        expect(again.metric).toBe(metric);
        expect(
          again.matchers.map(({ label: name, operator: by, value }) => ({ label: name, operator: by, value })),
        ).toEqual(list);
        expect(selectorText(again)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [`m{a='it\\'s'}`, 'm{a="it\'s"}'],
    ['m{a=`\\d+"`}', 'm{a="\\\\d+\\""}'],
    ['m { a = "x" , b != \'y\', }  # all', 'm{a="x",b!="y"}'],
    ['m{a="\\x41\\102\\u0043\\U00000044\\t"}', 'm{a="ABCD\\t"}'],
    ['m{a="\\xe2\\x82\\xac\\303\\251"}', 'm{a="€é"}'],
    ['{"http.requests","status.code"=~"5.."}', '{"http.requests","status.code"=~"5.."}'],
    ['{"plain",a="b"}', 'plain{a="b"}'],
    ['m{a="\u2028\u0085\ufeff"}', 'm{a="\\u2028\\u0085\\ufeff"}'],
  ])('%j is written %j', (text, canonical) => {
    expect(selectorText(selectorOf(text))).toBe(canonical);
  });

  test('is put together from a metric and the inside of braces', () => {
    expect(selectorText(metricSelector('h_count', ''))).toBe('h_count');
    expect(selectorText(metricSelector('h_count', 'a="}", b!~"x|y", # why'))).toBe('h_count{a="}",b!~"x|y"}');
  });

  test('rejects an expression that is more than one', () => {
    expect(() => selectorOf('sum(m)')).toThrow(TypeError);
    expect(() => selectorOf('m{')).toThrow(TypeError);
  });
});

test('an expression goes without the comments around it', () => {
  expect(expressionText('# why\n  up{a="#"} == 0 # and why\n')).toBe('up{a="#"} == 0');
});
