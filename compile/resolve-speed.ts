import { Tokenization } from 'cdktf';

/**
 * cdktf resolves all data several times over, testing every text against five patterns; nearly none holds a token.
 * Values without one are copied as `resolve` would have copied them, the others go to the original one by one.
 * A patch of somebody else's code: it lives in this file alone, and a test compares it with the original.
 */
export function skipTokenless(): void {
  const original = Tokenization.resolve;
  if (Reflect.get(original, marker)) return;
  const wrapped: typeof Tokenization.resolve = (value, options) =>
    copied(value, (part) => original.call(Tokenization, part, options));
  Reflect.set(wrapped, marker, true);
  Tokenization.resolve = wrapped;
}

const marker = Symbol.for('catalog.skipTokenless');

type Resolve = (value: unknown) => unknown;

function copied(value: unknown, resolve: Resolve): unknown {
  switch (typeof value) {
    case 'string':
      return mayHoldToken(value) ? copiedText(value, resolve) : value;
    case 'number':
      // encoded tokens are negative, and so is the mark of a map of numbers
      return value < 0 ? resolve(value) : value;
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return copiedList(value, resolve);
      return isPlain(value) ? copiedMap(value, resolve) : resolve(value);
    default:
      return resolve(value);
  }
}

/** Tokens and escapes are marked, numbers within a text are told by their exponent, a token of a map by whole words. */
function mayHoldToken(text: string): boolean {
  return text.includes('{') ? /\{TfToken\[|\$\{|e\+|Token Value/.test(text) : /e\+|Token Value/.test(text);
}

const stringToken = /(\$\{TfToken\[[a-zA-Z0-9:._-]+\]\})/;
const otherMarks = /\$\{(?!TfToken\[)|[#&]\{TfToken\[|e\+|Token Value/;

/** cdktf looks through the rest of a text once for each brace in it: what stands between tokens is kept from it. */
function copiedText(text: string, resolve: Resolve): unknown {
  const parts = otherMarks.test(text) ? [] : text.split(stringToken);
  if (parts.length < 3) return resolve(text);
  const copies = parts.map((part, index) => (index % 2 === 0 ? part : resolve(part)));
  return copies.every((part) => typeof part === 'string') ? copies.join('') : resolve(text);
}

function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype && typeof Reflect.get(value, 'resolve') !== 'function';
}

/** A list that is one token as a whole is known by an element. */
function copiedList(list: readonly unknown[], resolve: Resolve): unknown {
  const encoded = (item: unknown) =>
    (typeof item === 'string' && item.includes('#{TfToken[')) || (typeof item === 'number' && item < 0);
  if (list.some(encoded)) return resolve(list);
  return list.map((item) => copied(item, resolve)).filter((item) => item !== undefined);
}

/** A map that is one token as a whole is known by a key. */
function copiedMap(map: Record<string, unknown>, resolve: Resolve): unknown {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(map)) {
    if (key === '__proto__' || mayHoldToken(key)) return resolve(map);
    const value = copied(map[key], resolve);
    if (value !== undefined) result[key] = value;
  }
  return result;
}
