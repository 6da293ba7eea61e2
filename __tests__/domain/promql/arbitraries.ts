import fc from 'fast-check';

/** Texts that break out of strings, patterns and templates where somebody forgot to escape. */
const snippets = fc.constantFrom(
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\x7f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '😀',
  'é',
  '$window',
  '${x}',
  '{{ $value }}',
  '}',
  '# ',
  '\\n',
  '\\"',
  '[5m]',
  'a',
  '.*',
);

/** Any text that a file can hold. */
export const odd = fc.oneof(
  fc.array(snippets, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
