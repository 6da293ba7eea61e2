import fc from 'fast-check';
import { Document, parseDocument, Scalar } from 'yaml';
import { scalarOffset } from '../../../../domain/catalog/text/scalar-offset';

/** Where the marker, which stands once in the value of `a`, is looked for and found in the text. */
function located(text: string, marker: string): string {
  const scalar = parseDocument(text).get('a', true) as Scalar<string> & { range: [number, number, number] };
  const index = scalar.value.indexOf(marker);
  const offset = scalarOffset(text, scalar.range[0], scalar.range[1], scalar.value, index);
  return text.slice(offset, offset + marker.length);
}

test.each([
  ['a plain scalar', 'a: up == HERE\n'],
  ['a plain scalar over several lines', 'a: up ==\n  x +\n\n  HERE + 1\n'],
  ['single quotes', "a: 'up{x=''1''} == HERE'\n"],
  ['single quotes over several lines', "a: 'up ''\n\n  '' HERE'\n"],
  ['double quotes', 'a: "up{x=\\"1\\"} \\\\ \\x41\\u0041\\U0001F600 HERE"\n'],
  ['double quotes with folds and escaped line breaks', 'a: "up \\\n  == \n\n  + HERE"\n'],
  ['a literal block', 'a: |\n  up\n    > 1\n\n  HERE\n'],
  ['a literal block with an indicator and a comment', 'a: |2- # why 2\n    up\n  HERE\n'],
  ['a folded block', 'a: >-\n  up\n  ==\n\n  HERE + 1\n'],
  ['a folded block with deeper lines', 'a: >\n  up\n    HERE\n  + 1\n'],
  ['CRLF in a block', 'a: |\r\n  up\r\n  == HERE\r\n'],
  ['CRLF in a plain scalar', 'a: up\r\n  == HERE\r\n'],
  ['an astral character before it', 'a: up{x="😀"} == HERE\n'],
])('finds a place in %s', (_, text) => {
  expect(located(text, 'HERE')).toBe('HERE');
});

test('points at an alias, since the text stands elsewhere', () => {
  expect(scalarOffset('b: *a\n', 3, 5, 'up == HERE', 6)).toBe(3);
});

test('finds every visible character of any text in any style', () => {
  const styles = [
    Scalar.PLAIN,
    Scalar.QUOTE_SINGLE,
    Scalar.QUOTE_DOUBLE,
    Scalar.BLOCK_FOLDED,
    Scalar.BLOCK_LITERAL,
  ] as const;
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '"', "'", '\\', '#', ' ', '{', ':', 'é', '😀', '\n') });
  fc.assert(
    fc.property(word, fc.constantFrom(...styles), fc.constantFrom(0, 12, 80), (value, type, lineWidth) => {
      const document = new Document({ a: value });
      (document.get('a', true) as Scalar).type = type;
      const text = document.toString({ lineWidth, blockQuote: true });
      // the writer may break a line between the two halves of a character, which no file can hold
      fc.pre(!/\p{Surrogate}/u.test(text));
      const scalar = parseDocument(text).get('a', true) as Scalar<string> & { range: [number, number, number] };
      fc.pre(typeof scalar.value === 'string');
      const [start, end] = scalar.range;
      for (const [index, character] of [...scalar.value].entries()) {
        const units = [...scalar.value].slice(0, index).join('').length;
        const offset = scalarOffset(text, start, end, scalar.value, units);
        expect(offset).toBeGreaterThanOrEqual(start);
        expect(offset).toBeLessThanOrEqual(end);
        if (/\s/.test(character)) continue;
        const written = text.slice(offset, offset + 12);
        const escaped = JSON.stringify(character).slice(1, -1);
        expect(written.startsWith(character) || written.startsWith(escaped)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
