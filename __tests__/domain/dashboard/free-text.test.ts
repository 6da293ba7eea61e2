import fc from 'fast-check';
import { linkUrl, markdownLink, markdownText, plainTitle } from '../../../domain/dashboard/free-text';

/** What a browser makes of character references. */
const decoded = (html: string) => html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

const hostile = [
  '<script>alert(1)</script>',
  '${__user.email} $__from [[service]]',
  '**bold** _it_ `code` # head\n- item\n1. one | cell',
  '[text](javascript:alert(1)) ![i](x) <https://a.b> https://a.b www.a.b',
  '@everyone @team #1 &amp; &#36;{x}',
  '\\*escaped\\*',
];

test.each(hostile)('markdown shows as written: %j', (text) => {
  const shown = markdownText(text);
  expect(decoded(shown)).toBe(text.replace(/\s+/g, ' '));
  expect(shown.replace(/&#\d+;/g, '')).toMatch(/^[\p{L}\p{N} ,;]*$/u);
});

test('markdown keeps any text readable and on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const shown = markdownText(text);
      expect(shown).not.toMatch(/[$<>[\]{}\n|*_`]/);
      expect(decoded(shown)).toBe(text.replace(/\p{C}|\s+/gu, ' ').trim());
    }),
  );
});

test('a link cannot be broken out of, and holds no variable', () => {
  expect(markdownLink('a](b) $x', 'https://e.com/a(b)?q=${x}&r=[[y]]')).toBe(
    '[a&#93;&#40;b&#41; &#36;x](https://e.com/a%28b%29?q=%24%7Bx%7D&r=%5B%5By%5D%5D)',
  );
});

test('an ordinary address stays as it is', () => {
  const url = 'https://code.example.com/shop/checkout?tab=a&x=%20#L10-L20,~+;:@!*';
  expect(linkUrl(url)).toBe(url);
});

test('a title keeps its text, and is no variable', () => {
  const shown = plainTitle('cost in $USD ${__user.login} [[x]] [one]');
  expect(shown.replaceAll('\u2060', '')).toBe('cost in $USD ${__user.login} [[x]] [one]');
  expect(shown).not.toMatch(/\$\w|\$\{|\[\[/);
});
