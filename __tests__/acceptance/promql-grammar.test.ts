import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { promqlFaults } from '../../domain/promql/faults';
import { selectorText } from '../../domain/promql/insert';
import { quoted } from '../../domain/promql/strings';
import { promtool } from '../../promtool/promtool';
import { removeScratch, scratch } from '../cli/harness';
import { odd } from '../domain/promql/arbitraries';
import { describeWith } from './needs-program';

/** What the catalog finds faulty about PromQL is what Prometheus' own parser refuses, and nothing else. */

jest.setTimeout(300_000);
afterAll(removeScratch);

/** Which of many expressions Prometheus refuses, each with its reason. */
async function refused(expressions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const path = join(scratch(), 'rules.yaml');
  const rules = expressions.map((expr, index) => `      - {alert: a${index}, expr: ${quoted(expr)}}\n`).join('');
  writeFileSync(path, `groups:\n  - name: g\n    rules:\n${rules}`);
  const { output } = await promtool(['check', 'rules', '--lint=none', path]);
  const reasons = [...output.matchAll(/"a(\d+)":? ?(.*)/g)];
  return new Map(reasons.map(([, index, reason]) => [expressions[Number(index)] as string, reason as string]));
}

/** The expressions that only one of the two refuses. */
async function disagreements(expressions: readonly string[]): Promise<string[]> {
  const distinct = [...new Set(expressions)];
  const theirs = await refused(distinct);
  return distinct.flatMap((expr) => {
    const [ours] = promqlFaults(expr, { kind: 'alert' });
    if ((ours !== undefined) === theirs.has(expr)) return [];
    return [`${expr}: ${ours ? `refused here (${ours.message})` : `refused there (${theirs.get(expr)})`}`];
  });
}

const joined = (parts: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength }).map((list) => list.join(''));

describeWith('promtool')('Prometheus and the catalog agree', () => {
  test('on expressions put together from its words', async () => {
    const words = [
      ...[
        'm',
        'n{a="b"}',
        '{a=""}',
        '{a=~".+"}',
        'rate(',
        'sum(',
        'sum by (a) (',
        'topk(2, ',
        'clamp(',
        'round(',
        ')',
        ')',
      ],
      ...[
        '[5m]',
        '[5m:1m]',
        '[0s]',
        ' offset 5m',
        ' @ end()',
        ' @ 1',
        ' + ',
        ' > ',
        ' == bool ',
        ' and ',
        ' unless on(a) ',
      ],
      ...[
        ' or ignoring(a) group_left ',
        ' / on(a) group_left(b) ',
        '-',
        '1',
        '0.5',
        '"x"',
        ', ',
        'time()',
        ' # c\n',
        'absent(',
      ],
    ];
    const drawn = fc.sample(joined(words, 7), { numRuns: 6000, seed: 5 });
    // an expression that is no instant vector is a fault of an alert, though Prometheus takes it
    const vectors = drawn.map((expr) => `(${expr}\n) + vector(1)`);
    expect(await disagreements(vectors)).toEqual([]);
  });

  test('on selectors whose labels hold anything', async () => {
    const matcher = fc.record({
      label: fc.oneof(
        fc.constantFrom('a', 'b'),
        odd.filter((text) => text !== '' && text !== '__name__'),
      ),
      operator: fc.constantFrom('=', '!=' as const),
      value: odd,
    });
    const selector = fc
      .array(matcher, { minLength: 1, maxLength: 3 })
      .map((matchers) => selectorText({ metric: 'm', matchers }));
    const drawn = fc.sample(selector, { numRuns: 1500, seed: 5 });
    expect(drawn.flatMap((expr) => promqlFaults(expr, { kind: 'alert' }))).toEqual([]);
    expect(await disagreements(drawn)).toEqual([]);
  });

  test('on strings and their escapes', async () => {
    const inside = [
      '\\',
      '\\\\',
      '"',
      "'",
      '`',
      'n',
      'x41',
      'xe2',
      'u00e9',
      'ud800',
      'U0001F600',
      'U00110000',
      '101',
      '377',
      '400',
      'd',
      ' ',
      '\n',
      'é',
    ];
    const text = fc
      .tuple(fc.constantFrom('"', "'", '`'), joined(inside, 4))
      .map(([by, body]) => `m{a=${by}${body}${by}}`);
    expect(await disagreements(fc.sample(text, { numRuns: 3000, seed: 5 }))).toEqual([]);
  });

  test('on regular expressions', async () => {
    const parts = [
      ...[
        'a',
        '5',
        '.',
        '-',
        '_',
        '|',
        '(',
        '(?:',
        '(?i)',
        '(?P<n>',
        ')',
        ')',
        '[',
        '[^',
        ']',
        ']',
        '[:alpha:]',
        '[:x:]',
      ],
      ...[
        '*',
        '+',
        '?',
        '{2}',
        '{2,1}',
        '{,3}',
        '{1001}',
        '\\d',
        '\\W',
        '\\.',
        '\\-',
        '\\b',
        '\\z',
        '\\Z',
        '\\Q',
        '\\E',
      ],
      ...['\\pL', '\\p{Greek}', '\\x41', '\\1', '\\07', '^', '$', 'é', '(?=', '(?<!'],
    ];
    const drawn = fc.sample(joined(parts, 5), { numRuns: 6000, seed: 5 });
    expect(await disagreements(drawn.map((pattern) => `m{a=~${quoted(pattern)}}`))).toEqual([]);
  });
});
