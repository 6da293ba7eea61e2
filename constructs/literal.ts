import { Tokenization } from 'cdktf';

/**
 * Doubles the first character of every `${` and `%{`, except where cdktf's own token follows, so that Terraform reads
 * the text literally. Entries that hold `TfToken[` are refused before they get here.
 */
function literalText(text: string): string {
  // most texts hold neither, and a dashboard is a long text
  const dollars = text.includes('${') ? text.replace(/\$\{(?!TfToken\[)/g, '$$${') : text;
  return dollars.includes('%{') ? dollars.replace(/%\{(?!TfToken\[)/g, '%%{') : dollars;
}

/**
 * The one boundary where entry text becomes resource text: escapes every string of a configuration, map keys
 * included, at any depth. Tokens, functions and other objects with a class of their own pass through untouched.
 * Apply it exactly once; JSON text is escaped after `JSON.stringify`.
 */
export function literal<T>(value: T): T {
  return escaped(value) as T;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return literalText(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== 'object' || Tokenization.isResolvable(value)) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [literalText(key), escaped(item)]));
}
