import * as fc from 'fast-check';
import { parse } from 'yaml';
import { holds, NotEditable, removeKey, setList, setValue } from '../../../../domain/drift/adopt/yaml-text';

const entry = `# the shop
name: shop   # its name
scaling:
  min: 2     # never less
  max: 10
  schedule:
    - {name: evening, from: "17:00", min: 6}   # busy
events: {}
`;

test.each([
  ['a number', ['scaling', 'max'], 12, '  max: 10', '  max: 12'],
  ['a value before a comment', ['scaling', 'min'], 3, '  min: 2     # never less', '  min: 3     # never less'],
  ['within a flow map', ['scaling', 'schedule', 0, 'min'], 7, 'min: 6}   # busy', 'min: 7}   # busy'],
  ['a text in its quotes', ['scaling', 'schedule', 0, 'from'], '18:00', '"17:00"', '"18:00"'],
  ['a new key of a flow map', ['scaling', 'schedule', 0, 'max'], 9, 'min: 6}', 'min: 6, max: 9}'],
  ['a new key of a block map', ['scaling', 'warmup'], '2m', 'min: 6}   # busy\n', 'min: 6}   # busy\n  warmup: 2m\n'],
  [
    'maps that are missing',
    ['environments', 'production', 'scaling', 'max'],
    9,
    'events: {}\n',
    'events: {}\nenvironments: {production: {scaling: {max: 9}}}\n',
  ],
  ['a key of an empty flow map', ['events', 'a'], 1, 'events: {}', 'events: {a: 1}'],
])('sets %s, and leaves the rest byte for byte', (_, path, value, from, to) => {
  expect(setValue(entry, path as (string | number)[], value)).toBe(entry.replace(from as string, to as string));
});

test('a file without a last line break, and one with CRLF, keep their ways', () => {
  expect(setValue('a: 1', ['b'], 2)).toBe('a: 1\nb: 2\n');
  expect(setValue('a: 1\r\nc: 3\r\n', ['b'], 2)).toBe('a: 1\r\nc: 3\r\nb: 2\r\n');
  expect(setValue('a: |\n  x\n  y\nb: 1\n', ['a'], 'z')).toBe('a: z\nb: 1\n');
});

test('what was set is what is read', () => {
  const key = fc.constantFrom('scaling', 'events', 'name', 'other', 'links');
  fc.assert(
    fc.property(key, fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), (first, second, value) => {
      fc.pre(!['name'].includes(first) && /^[a-z]{1,8}$/.test(second));
      const edited = parse(setValue(entry, [first, second], value)) as Record<string, Record<string, unknown>>;
      expect(edited[first]?.[second]).toEqual(value);
      expect(edited.name).toBe('shop');
    }),
  );
});

describe('a list', () => {
  const block = 'steps:\n  # first\n  - a   # one\n  - b\n  # the last resort\n  - c\nrepeat: 1\n';
  test.each([
    ['shorter', ['a', 'b'], 'steps:\n  # first\n  - a   # one\n  - b\nrepeat: 1\n'],
    [
      'longer',
      ['a', 'b', 'c', 'd'],
      'steps:\n  # first\n  - a   # one\n  - b\n  # the last resort\n  - c\n  - d\nrepeat: 1\n',
    ],
    [
      'moved, with the comments',
      ['c', 'a'],
      'steps:\n  # first\n  # the last resort\n  - c\n  - a   # one\nrepeat: 1\n',
    ],
  ])('in a block becomes %s', (_, items, text) => {
    expect(setList(block, ['steps'], items)).toBe(text);
  });

  const flow = 'members: [a, b, c] # who\n';
  test.each([
    [['b', 'c'], 'members: [b, c] # who\n'],
    [['a', 'c'], 'members: [a, c] # who\n'],
    [['a', 'b'], 'members: [a, b] # who\n'],
    [['c', 'b', 'a'], 'members: [c, b, a] # who\n'],
    [['a', 'b', 'c', 'd', 'e'], 'members: [a, b, c, d, e] # who\n'],
    [['x'], 'members: [x] # who\n'],
  ])('in one line becomes %j', (items, text) => {
    expect(setList(flow, ['members'], items)).toBe(text);
  });

  test('whatever it becomes, it is read as that, and the comments of what stays are there', () => {
    const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(items, (wanted) => {
        expect(parse(setList(flow, ['members'], wanted))).toEqual({ members: wanted });
        const text = setList(block, ['steps'], wanted);
        expect(parse(text)).toEqual({ steps: wanted, repeat: 1 });
        if (wanted.includes('a')) expect(text).toContain('  - a   # one\n');
        if (wanted.includes('c')) expect(text).toContain('  # the last resort\n  - c\n');
        expect(text).toContain('steps:\n  # first\n');
      }),
    );
  });
});

test('removes a key with its line, or with its comma', () => {
  expect(removeKey('a: 1\nb: 2 # gone\nc: 3\n', ['b'])).toBe('a: 1\nc: 3\n');
  expect(removeKey('m: {a: 1, b: 2}\n', ['m', 'b'])).toBe('m: {a: 1}\n');
  expect(removeKey('m: {a: 1, b: 2}\n', ['m', 'a'])).toBe('m: {b: 2}\n');
  expect(removeKey('a: 1\n', ['b'])).toBe('a: 1\n');
});

test('says whether something stands at a path', () => {
  expect([
    holds(entry, ['scaling', 'min']),
    holds(entry, ['scaling', 'x']),
    holds(entry, ['scaling', 'schedule', 1]),
  ]).toEqual([true, false, false]);
});

test.each([
  ['an alias', 'a: &x {b: 1}\nc: *x\n', ['c', 'b']],
  ['an anchor', 'a: &x 1\n', ['a']],
  ['no map on the way', 'a: 1\n', ['a', 'b']],
])('rejects %s', (_, text, path) => {
  expect(() => setValue(text, path, 2)).toThrow(NotEditable);
});

test('rejects what is no list, and an empty one', () => {
  expect(() => setList('a: 1\n', ['a'], ['x'])).toThrow(NotEditable);
  expect(() => setList('a: [1]\n', ['a'], [])).toThrow(NotEditable);
});
