import { accepts } from '../../../domain/limits/accepts';

test('a range takes its ends, of a list it takes the number of items', () => {
  const range = { kind: 'range', min: 1, max: 3 } as const;
  expect([1, 3, ['a'], ['a', 'b', 'c']].map((value) => accepts(range, value))).toEqual([true, true, true, true]);
  expect([0, 3.5, [], ['a', 'b', 'c', 'd'], '2', NaN].map((value) => accepts(range, value))).not.toContain(true);
});

test('one of several values is that very value', () => {
  const oneOf = { kind: 'oneOf', values: ['1', 2] } as const;
  expect(['1', 2].map((value) => accepts(oneOf, value))).toEqual([true, true]);
  expect([1, '2', ''].map((value) => accepts(oneOf, value))).not.toContain(true);
});

test('a pattern has no memory and counts characters, not UTF-16 units', () => {
  const pattern = { kind: 'pattern', pattern: /^.+$/gu, maxLength: 3 } as const;
  expect(['abc', 'abc', '👩👩👩'].map((value) => accepts(pattern, value))).toEqual([true, true, true]);
  expect(['', 'abcd', 12].map((value) => accepts(pattern, value))).not.toContain(true);
});

test('a multiple of ten', () => {
  expect([0, 60].map((value) => accepts({ kind: 'multipleOf', of: 10 }, value))).toEqual([true, true]);
  expect([65, '60'].map((value) => accepts({ kind: 'multipleOf', of: 10 }, value))).not.toContain(true);
});

test('what is left out passes, unless it must be there', () => {
  for (const missing of [undefined, null]) {
    expect(accepts({ kind: 'oneOf', values: ['a'] }, missing)).toBe(true);
    expect(accepts({ kind: 'absent' }, missing)).toBe(true);
    expect(accepts({ kind: 'present' }, missing)).toBe(false);
  }
  expect(accepts({ kind: 'absent' }, 1)).toBe(false);
  expect(accepts({ kind: 'present' }, 0)).toBe(true);
});
