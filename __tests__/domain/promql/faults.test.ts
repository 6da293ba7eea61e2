import { type PromqlKind, promqlFaults } from '../../../domain/promql/faults';

/** The faults of a text; `▲` marks where each is expected, in order. */
function marked(text: string): { readonly plain: string; readonly offsets: number[] } {
  const offsets: number[] = [];
  let plain = '';
  for (const part of text.split('▲')) {
    plain += part;
    offsets.push(plain.length);
  }
  return { plain, offsets: offsets.slice(0, -1) };
}

const faultsAt = (text: string, kind: PromqlKind) => {
  const { plain, offsets } = marked(text);
  const faults = promqlFaults(plain, { kind });
  return { plain, offsets, found: faults.map(({ offset }) => offset), messages: faults.map(({ message }) => message) };
};

describe('of an alert', () => {
  test.each([
    'up == 0',
    'm',
    '# why\nm > 3 # and why\n',
    'sum by (a) (rate(m[5m])) / on(a) group_left(b) n > 0.1',
    'm{a="b",}',
    '{"a.b", "c"="d"} > 0',
    'm offset -5m @ end() > 0',
    'm > m offset 1h',
    'm - -n offset 1h @ 1 > 0 * n @ 1',
    'min_over_time(rate(m[5m])[10m:1m] offset 2m) > 0',
    'rate(m[5m] @ 1 offset 1m) > 0',
    'm > bool 1',
    'm AND n Or o',
    'round(m) > 0 and hour() > 8',
    'label_join(m, "a", ",", "b", "c")',
    "m{a='\\'\\x41\\101\\u00e9\\U0001F600'}",
    'm{a=`x\n\\`}',
    'm{a="$window"} # $window',
  ])('takes %j', (text) => {
    expect(promqlFaults(text, { kind: 'alert' })).toEqual([]);
  });

  test.each<[text: string, message: RegExp]>([
    ['sum(▲', /does not go on/],
    ['m{a=▲b}', /does not go on like this: b/],
    ['sum(m)▲)', /does not go on like this: \)/],
    ['▲', /the end of the text/],
    ['up == 0 ▲up', /does not go on like this: up/],
    ['1 + ▲smu(m)', /no function smu/],
    ['▲rte (m[5m])', /no function rte/],
    ['rate(▲m) > 0', /takes a range vector, and this is an instant vector/],
    ['sum(▲m[5m]) > 0', /takes an instant vector, and this is a range vector/],
    ['▲topk(m)', /takes 2 argument/],
    ['▲clamp(m, 1)', /takes 3 argument/],
    ['rate(m[▲0s]) > 0', /longer than zero/],
    ['m + (1 ▲> 2)', /compared with bool/],
    ['m ▲+ bool n', /bool belongs to comparisons/],
    ['▲m and 1', /joins instant vectors/],
    ['m and on() ▲group_left n', /takes no group_left/],
    ['m offset 5m ▲offset 5m', /stands once/],
    ['m @ 1 ▲@ 2', /stands once/],
    ['sum(m) ▲offset 5m', /behind a selector/],
    ['(m) ▲@ 1', /behind a selector/],
    ['m @ ▲NaN', /no instant/],
    ['▲{a=""}', /every series/],
    ['▲{a=~".*"}', /every series/],
    ['m{▲__name__="n"}', /already named m/],
    ['m{a="b", ▲c=~"("}', /cannot read this regular expression/],
    ['m{a=▲"b}', /not closed/],
    ['m{a=▲"b\nc"}', /not closed/],
    ['m{a="b▲\\d"}', /no escape \\d/],
    ['m{a="b▲\\\'"}', /no escape \\'/],
    ['m{a="▲\\ud800"}', /no escape \\ud800/],
    ['m{a="▲\\U00110000"}', /no escape \\U00110000/],
    ['m ▲\u00a0> 0', /U\+00A0/],
    ['m{a="b▲\ufffd"}', /U\+FFFD/],
    ['rate(m[▲$window]) > 0', /no meaning here/],
    ['m > ▲$value', /does not go on like this: \$value/],
    ['▲"text"', /no instant vector/],
    ['▲m[5m]', /no instant vector/],
    ['▲1 > bool 2', /always fires/],
    ['▲time()', /always fires/],
  ])('rejects %j there', (text, message) => {
    const { offsets, found, messages } = faultsAt(text, 'alert');
    expect(found).toEqual(offsets);
    expect(messages[0]).toMatch(message);
  });

  test('rejects everything of one text at once, in the order of the text', () => {
    const { offsets, found } = faultsAt('rate(▲m) + sum(▲n[5m]) > ▲"x"', 'alert');
    expect(found).toEqual(offsets);
  });

  test('rejects what cannot be parsed without guessing at what follows it', () => {
    expect(promqlFaults('rate(m) + sum(n[5m]) +', { kind: 'alert' })).toHaveLength(1);
  });

  test.each([
    ['rate(m) > 0', 'm[5m]'],
    ['summ(m)', 'sum'],
    ['histogram_quantil(0.9, m)', 'histogram_quantile'],
    ['m{a="\\d"}', '\\\\d'],
    ['m and 1', 'vector(…)'],
    ['m + (1 > 2)', '> bool'],
  ])('proposes for %j: %s', (text, suggestion) => {
    expect(promqlFaults(text, { kind: 'alert' })[0]?.suggestion).toBe(suggestion);
  });
});

describe('of a regular expression', () => {
  test.each([
    '5..',
    'a|b|',
    '(?i)error',
    '(?P<code>5..)',
    '(?:a|b)+?',
    '\\\\Qa(b\\\\E',
    '[[:alpha:]_]+',
    '[]a]',
    '\\\\pL\\\\p{Greek}',
    '\\\\12',
    '\\\\x{41}',
    'a{1000}',
    '{',
    '\\\\.\\\\-\\\\_',
  ])('takes %s', (pattern) => {
    expect(promqlFaults(`m{a=~"${pattern}"}`, { kind: 'alert' })).toEqual([]);
  });

  test.each([
    ['(?=a)', 'no look-around'],
    ['(?<!a)b', 'no look-around'],
    ['(a)\\\\1', 'no back-reference'],
    ['\\\\y', 'no escape \\y'],
    ['\\\\Z', 'no escape \\Z'],
    ['[\\\\b]', 'no escape \\b'],
    ['[a-\\\\d]', 'no escape \\d'],
    ['[[:letter:]]', 'no characters called [:letter:]'],
    ['\\\\p{Klingon}', 'no characters called \\p{Klingon}'],
    ['a{1001}', 'at most 1000'],
    ['a**', 'Nothing to repeat'],
    ['[b-a]', 'out of order'],
    ['(', 'group'],
    [')(', 'Unmatched'],
    ['[a', 'not closed'],
    ['(?P<n>a)(?P<n>b)', 'two groups are called n'],
    ['(?x)a', 'no group (?x'],
  ])('rejects %s, which RE2 does not know', (pattern, reason) => {
    const [fault] = promqlFaults(`m{a!~"${pattern}"}`, { kind: 'alert' });
    expect(fault).toMatchObject({ offset: 2 });
    expect(fault?.message).toContain(reason);
  });
});

describe('of an expression with a window', () => {
  test.each([
    'rate(e[$window]) / rate(t[$window])',
    'avg_over_time(x[$window:1m])',
    'max_over_time(x[$window]) unless y{a="$window"} # over $window',
  ])('takes %s', (text) => {
    expect(promqlFaults(text, { kind: 'windowed' })).toEqual([]);
  });

  test.each<[text: string, message: RegExp]>([
    ['▲rate(e[5m])', /holds no \$window/],
    ['▲e{a="$window"} # $window', /holds no \$window/],
    ['rate(e[5m] offset ▲$window)', /as a range only/],
    ['rate(e[$window]) > ▲$window', /as a range only/],
    ['rate(e[5▲$window])', /as a range only/],
    ['rate(e[▲$windows])', /does not go on/],
    ['rate(▲$window)', /./],
    ['▲scalar(rate(e[$window]))', /same at all times/],
    ['▲e[$window]', /no instant vector/],
  ])('rejects %s there', (text, message) => {
    const { offsets, found, messages } = faultsAt(text, 'windowed');
    expect(found.slice(0, 1)).toEqual(offsets);
    expect(messages[0]).toMatch(message);
  });
});

describe('of a selector', () => {
  test.each<[PromqlKind, string]>([
    ['selector', 'm'],
    ['selector', 'm{a=~"5..", b!="$window"} # all of them'],
    ['selector', '{"http.requests", code="500"}'],
    ['selector', '{__name__="m"}'],
    ['gauge', '{job="api"}'],
    ['metric', 'ns:m_total'],
    ['matchers', ''],
    ['matchers', 'a="}", b=~"x|y",'],
    ['matchers', 'a="b" # a comment'],
  ])('%s takes %j', (kind, text) => {
    expect(promqlFaults(text, { kind })).toEqual([]);
  });

  test.each<[PromqlKind, string, RegExp]>([
    ['selector', '▲sum(m)', /more than a selector/],
    ['selector', '▲m[5m]', /more than a selector/],
    ['selector', '▲m offset 5m', /more than a selector/],
    ['selector', '▲{a="b"}', /Without a metric’s name/],
    ['selector', 'm{a=~"▲', /./],
    ['selector', '▲m > 0', /more than a selector/],
    ['gauge', '▲m > 0', /more than a selector/],
    ['gauge', '▲{}', /every series/],
    ['metric', 'm▲{a="b"}', /no name of a metric/],
    ['metric', '▲5xx', /no name of a metric/],
    ['matchers', 'a="b"▲} or vector(1', /./],
    ['matchers', 'a="b"▲} or m{', /./],
    ['matchers', '▲"m"', /no place here/],
    ['matchers', 'a="b" ▲c="d"', /./],
    ['matchers', 'a=~▲', /./],
    ['matchers', 'b="x", ▲a=~"("', /regular expression/],
  ])('%s rejects %j', (kind, text, message) => {
    const { found, messages } = faultsAt(text, kind);
    expect(found.length).toBeGreaterThan(0);
    expect(messages[0]).toMatch(message);
  });

  test('proposes the selector inside of a larger expression', () => {
    const [fault] = promqlFaults('sum(rate(m{a="b"}[5m]))', { kind: 'selector' });
    expect(fault?.suggestion).toBe('m{a="b"}');
  });

  test.each(['a="b"} or m{c="d"', '} # ', 'a="b"}[5m', '"} or m{"', '`', 'a="b"\n} or vector(1) #'])(
    'rejects matchers that close the braces: %j',
    (text) => {
      expect(promqlFaults(text, { kind: 'matchers' })).not.toEqual([]);
    },
  );
});
