import { maxDepth, maxFileBytes, maxValues } from '../../../../domain/catalog/text/limits';
import { readYaml } from '../../../../domain/catalog/text/read-yaml';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readYaml('services/a.yaml', bytes(text));
/** `code line:column` of every fault. */
const faults = (text: string | Uint8Array) =>
  readYaml('services/a.yaml', typeof text === 'string' ? bytes(text) : text).diagnostics.map(
    ({ code, line, column }) => `${code} ${line}:${column}`,
  );

test('reads text with a byte order mark, whose columns are those of an editor', () => {
  const { source, diagnostics } = read('\uFEFFname: a\ntier: 2\n');
  expect(diagnostics).toEqual([]);
  expect(source.value).toEqual({ name: 'a', tier: 2 });
  expect(source.position(source.placeOf(['name']).start)).toMatchObject({ line: 1, column: 7 });
  expect(source.position(source.placeOf(['tier']).start)).toMatchObject({ line: 2, column: 7 });
});

test('reads CRLF, and counts lines as an editor does', () => {
  const { source, diagnostics } = read('name: a\r\ntexts:\r\n  - |\r\n    one\r\n    two\r\n  - three\r\n');
  expect(diagnostics).toEqual([]);
  expect(source.value).toEqual({ name: 'a', texts: ['one\ntwo\n', 'three'] });
  expect(source.position(source.placeOf(['texts', 1]).start)).toMatchObject({ line: 6, column: 5, length: 1 });
  expect(source.line(4)).toBe('    one');
});

test('counts columns in UTF-16 units', () => {
  const { source } = read('{a: "😀é", b: 1}\n');
  expect(source.position(source.placeOf(['b']).start).column).toBe(15);
});

test('keeps words, times and dates as text', () => {
  expect(read('on: 2026-12-01\nfrom: 06:00\noff: no\nyes: 010\n').source.value).toEqual({
    on: '2026-12-01',
    from: '06:00',
    off: 'no',
    yes: 10,
  });
});

test('reads anchors and their aliases', () => {
  expect(faults('a: &x "b"\nc: *x\n')).toEqual([]);
  expect(read('a: &x {b: 1}\nc: *x\n').source.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
});

test('reads an empty value as nothing, at its key', () => {
  const { source } = read('a:\n  b:\n  c: 1\n');
  expect(source.value).toEqual({ a: { b: null, c: 1 } });
  expect(source.position(source.placeOf(['a', 'b']).start)).toMatchObject({ line: 2, column: 3 });
});

test.each([
  ['nothing', '', ['yaml-empty 1:1']],
  ['a comment', '# soon\n', ['yaml-empty 1:1']],
  ['null', 'null\n', ['yaml-empty 1:1']],
  ['a tab as indentation', 'a:\n\tb: 1\n', ['yaml-tab 2:1']],
  ['a second document', 'a: 1\n---\nb: 2\n', ['yaml-multiple-documents 2:1']],
  ['an open quote', 'a: "b\nc: 1\n', ['yaml-syntax 2:5']],
  ['an open quote at the end', 'a: "b\\"', ['yaml-syntax 1:8']],
  ['a bad escape', 'a: "\\q"\n', ['yaml-syntax 1:5']],
  ['keys twice, each time', 'a: 1\nb: {c: 1, c: 2}\na: 2\n', ['yaml-duplicate-key 2:11', 'yaml-duplicate-key 3:1']],
  ['a key that is a list', '? [a]\n: b\n', ['wrong-type 1:3']],
  ['an empty key', '? \n: b\n', ['wrong-type 1:3']],
  ['an unknown alias', 'a: *b\n', ['yaml-alias 1:4']],
  ['an alias inside of its own anchor', 'a: &x [*x]\n', ['yaml-too-deep 1:8']],
  ['a tag', 'a: !env HOME\n', ['yaml-tag 1:9']],
  ['an older version of YAML', '%YAML 1.1\n---\non: 1\n', ['yaml-syntax 1:1']],
  ['an escaped control character', 'a: "b\\0"\n', ['control-character 1:4']],
  ['half a character', 'a: "\\ud800"\n', ['control-character 1:4']],
  [
    'a control character and a duplicate key',
    'a: 1\u0007\na: 1\n',
    ['control-character 1:5', 'yaml-duplicate-key 2:1'],
  ],
  [
    'control characters, once in each line',
    'a: 1\u0007\u0007\nb: 2\nc: "\u0007\\0"\n',
    ['control-character 1:5', 'control-character 3:5'],
  ],
  ['an escaped control character once, not where it is repeated', 'a: &a "\\0"\nb: *a\n', ['control-character 1:7']],
  ['a colon in a text', 'a: b: c\nd: e: f\n', ['yaml-syntax 1:4', 'yaml-syntax 2:4']],
  [
    'another indentation, once for lines that stand alike',
    'a:\n   b: 1\n  c: 2\n  d: 3\ne: "f\n',
    ['yaml-syntax 3:3', 'yaml-syntax 5:6'],
  ],
  ['keys that go on with a text', 'a:\n  b: 1\n   c: 2\n   d: 3\n', ['yaml-syntax 2:6']],
  ['an open brace, without what the rest of its line becomes', 'a: {b: 1\nc: 2\n', ['yaml-syntax 2:1']],
  ['the name of a prototype', '__proto__: {a: 1}\n', ['reserved-text 1:1']],
  ['a marker of cdktf in a key', 'a: {"${TfToken[1]}": 1}\n', ['reserved-text 1:5']],
  ['a scalar with another behind it', 'a\nb: 1\n', ['yaml-syntax 1:1']],
])('rejects %s at its place', (_, text, expected) => {
  expect(faults(text)).toEqual(expected);
});

test('rejects bytes that are not UTF-8 where they begin', () => {
  expect(faults(new Uint8Array([...bytes('a: 1\nb: '), 0xff, 0xfe, 0x00]))).toEqual(['not-utf8 2:4']);
  expect(faults(new Uint8Array([0xff, 0xfe, 0x61, 0x00]))).toEqual(['not-utf8 1:1']);
});

test('reports at most twenty syntax faults of a file', () => {
  expect(faults('a: "\\q"\n'.repeat(100)).length).toBe(20);
});

describe('whatever the size', () => {
  /** Of the processor's time, since the machine may be busy: what is excluded is growth out of bounds. */
  const boundMilliseconds = 10_000;

  test.each([
    ['10 MB of entries', 'a: 1\n'.repeat(2_000_000), 'file-too-large 1:1'],
    ['a scalar as large as a file may be', `a: ${'x'.repeat(maxFileBytes - 10)}`, undefined],
    ['100,000 keys', Array.from({ length: 30_000 }, (_, index) => `k${index}:`).join('\n'), 'yaml-too-many-values'],
    ['1,000 levels of lists', `a: ${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'yaml-too-deep'],
    ['100,000 levels of lists', `${'['.repeat(100_000)}`, 'yaml'],
    [
      '1,000 levels of maps',
      Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'yaml-too-deep',
    ],
    ['20,000 duplicate keys', 'a:\n'.repeat(19_000), 'yaml-duplicate-key'],
    ['aliases of aliases', bomb(9), 'yaml-too-many-values'],
    ['aliases of lists, few enough', bomb(3), undefined],
    ['10,000 anchors', Array.from({ length: 9_000 }, (_, index) => `k${index}: &a${index} 1`).join('\n'), undefined],
    [
      '10,000 aliases',
      `a: &a 1\n${Array.from({ length: 9_000 }, (_, index) => `k${index}: *a`).join('\n')}`,
      undefined,
    ],
    ['quotes that never close', `a: "${'\\"'.repeat(100_000)}`, 'yaml-syntax'],
    ['backslashes', `a: "${'\\\\'.repeat(100_000)}a"`, undefined],
    ['colons', ':'.repeat(100_000), 'yaml'],
    ['dashes', '- '.repeat(100_000), 'yaml-too-deep'],
    ['question marks', '? '.repeat(50_000), 'yaml-too-deep'],
    ['document marks', '---\n'.repeat(60_000), 'yaml'],
    ['braces that never close', '{a: '.repeat(50_000), 'yaml'],
    ['anchors without values', '&a '.repeat(80_000), 'yaml'],
  ])('reads or rejects %s in bounded time', (_, text, expected) => {
    const start = process.cpuUsage();
    const found = faults(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(boundMilliseconds);
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found[0]).toContain(expected);
  });

  function bomb(levels: number): string {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level <= levels; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    return lines.join('\n');
  }
});

test('the bounds are where they say', () => {
  expect(faults(`a: [${'1, '.repeat(maxValues - 2)}]`)).toEqual([]);
  expect(faults(`a: [${'1, '.repeat(maxValues - 1)}]`)[0]).toContain('yaml-too-many-values');
  expect(faults(`${'['.repeat(maxDepth + 1)}${']'.repeat(maxDepth + 1)}`)).toEqual([]);
  expect(faults(`${'['.repeat(maxDepth + 2)}${']'.repeat(maxDepth + 2)}`)[0]).toContain('yaml-too-deep');
});
