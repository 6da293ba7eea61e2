import type { PromqlFault } from './syntax';

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The text that a string literal of PromQL stands for. */
export function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  // `\xff` and `\377` are bytes, of which several make a character
  return inner.replace(
    /((?:\\(?:x[0-9a-fA-F]{2}|[0-7]{3}))+)|\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gs,
    (_, bytes?: string, code = '') => {
      if (bytes !== undefined) return fromBytes(bytes);
      if (code.length === 1) return escapes[code] ?? code;
      return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    },
  );
}

function fromBytes(escaped: string): string {
  const bytes = [...escaped.matchAll(/\\(x?)([0-9a-fA-F]+)/g)].map(([, hex, digits]) =>
    Number.parseInt(digits as string, hex === 'x' ? 16 : 8),
  );
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** A string literal of PromQL, and a double-quoted scalar of YAML: what either takes for a break is escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffd-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const ESCAPE = /^\\(?:[abfnrtv\\]|[0-3][0-7]{2}|x[0-9a-fA-F]{2}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;

/** The editor's grammar takes an unclosed string and any escape; Prometheus does not. */
export function stringFault(text: string, from: number, to: number): PromqlFault | undefined {
  const literal = text.slice(from, to);
  const quote = literal[0] as string;
  if (!/^(?:"(?:[^\\"\n]|\\.)*"|'(?:[^\\'\n]|\\.)*'|`[^`]*`)$/s.test(literal)) {
    return {
      offset: from,
      message: 'The string is not closed',
      found: literal,
      expected: `a closing ${quote} on the same line`,
    };
  }
  const replaced = literal.indexOf('\ufffd');
  if (replaced >= 0) {
    return {
      offset: from + replaced,
      message: 'Prometheus refuses the character U+FFFD, which stands for one that could not be read',
      found: 'U+FFFD',
      expected: 'the character that was meant',
    };
  }
  if (quote === '`') return undefined;
  for (const { 0: found, index } of literal.matchAll(
    /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|x[0-9a-fA-F]{2}|.)/gs,
  )) {
    if (found === `\\${quote}` || isEscape(found)) continue;
    const whole = found.length > 2;
    return {
      offset: from + index,
      message: `A string of PromQL has no escape ${found}`,
      found,
      expected: whole ? 'a character of Unicode' : 'an escape of Go; a backslash itself is written \\\\',
      ...(whole ? {} : { suggestion: found === `\\'` || found === '\\"' ? found.slice(1) : `\\${found}` }),
    };
  }
  return undefined;
}

function isEscape(found: string): boolean {
  const match = ESCAPE.exec(found);
  if (match === null) return false;
  const code = match[1] ?? match[2];
  if (code === undefined) return true;
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
}
