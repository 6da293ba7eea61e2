import fc from 'fast-check';
import { codeBlock, codeSpan, fitSections, markdownText } from '../../../domain/diff/markdown';

/** Markdown without its code, where nothing is interpreted. */
const withoutCode = (text: string) => text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '@someone',
        '@org/team',
        '#12',
        'GH-7',
        '`',
        '```',
        '\n',
        '\r',
        '|',
        '<img src=x>',
        '</details>',
        '[a](http://b)',
        '![i](u)',
        '**',
        '_',
        '~~',
        '\\',
        '- ',
        '# ',
        'a@b.example.com',
        'https://github.com/o/r/issues/1',
        'www.x.io',
        '\u202e',
        ' ',
        '&lt;',
        '$x$',
      ),
    )
    .map((parts) => parts.join('')),
);

test('mentions nobody, refers to no issue and links to nothing', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const rest = withoutCode(markdownText(text)).replace(/&#9[26];/g, '');
      expect(rest).not.toMatch(/@[A-Za-z0-9]/);
      expect(rest).not.toMatch(/#\d/);
      expect(rest).not.toMatch(/GH-\d/i);
      expect(rest).not.toMatch(/:\/\//);
      expect(rest).not.toMatch(/www\./i);
    }),
    { numRuns: 500 },
  );
});

test('stays on its line and opens no tag, table cell or emphasis', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = markdownText(text);
      expect(shown).not.toMatch(/[\n\r\u2028\u2029\u202e]/);
      const rest = withoutCode(shown);
      expect(rest).not.toMatch(/[<>]/);
      expect(rest.replace(/\\[\\`*_[\]~|$+=-]/g, '')).not.toMatch(/[`*[\]~|\\]/);
    }),
    { numRuns: 500 },
  );
});

test('leaves ordinary words as they are', () => {
  expect(markdownText('max 24 → 12 instances, 99.9 % of 30d (checkout)')).toBe(
    'max 24 → 12 instances, 99.9 % of 30d (checkout)',
  );
  expect(markdownText('ada@example.com joins')).toBe('`ada@example.com` joins');
  expect(markdownText('1. is no list')).toBe('\\1. is no list');
});

test('ends code where it ends, whatever is in it', () => {
  expect(codeSpan('a`b')).toBe('``a`b``');
  expect(codeSpan('`')).toBe('`` ` ``');
  expect(codeBlock(['```', 'x'])).toBe('````\n```\nx\n````');
});

test('leaves out whole sections, and counts them', () => {
  const sections = ['a'.repeat(40), 'b'.repeat(400), 'c'.repeat(40)];
  const text = fitSections('head', sections, { limit: 250 });
  expect(text).toContain('a'.repeat(40));
  expect(text).not.toContain('b');
  expect(text).toMatch(/_1 of 3 sections are left out here for length/);
});

test('what is urgent finds room before what stands above it, and stays in its place', () => {
  const sections = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(60));
  const text = fitSections('head', sections, { limit: 250, urgent: ['d'.repeat(60)] });
  expect(text).toMatch(/^head\n\na{60}\n\nd{60}\n\n_2 of 4/);
});

test('never is longer than the limit, and never cuts a section', () => {
  const section = fc.string({ minLength: 1, maxLength: 200, unit: fc.constantFrom('x', 'y', '\n', '`') });
  fc.assert(
    fc.property(fc.array(section, { maxLength: 40 }), fc.integer({ min: 300, max: 3000 }), (sections, limit) => {
      const marked = sections.map((one, index) => `<${index}>${one}</${index}>`);
      const text = fitSections('head', marked, { limit });
      expect(text.length).toBeLessThanOrEqual(limit);
      const kept = marked.filter((one) => text.includes(one)).length;
      const opened = marked.filter((_, index) => text.includes(`<${index}>`)).length;
      expect(opened).toBe(kept);
      if (kept < marked.length) expect(text).toContain(`_${marked.length - kept} of ${marked.length} sections`);
    }),
  );
});
