/** Regular expressions of RE2, which Prometheus matches labels with, in terms of JavaScript's. */

/** An escape, a class of POSIX, or one character. */
const TOKENS =
  /\\Q.*?(?:\\E|$)|\\[pP](?:\{\^?[^}]*\}|.)|\\x(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{2})|\\[0-7]{2,3}|\\.|\[:\^?\w*:\]|\{\d+(?:,\d*)?\}|./gsu;

const POSIX = 'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' ');
const MOST_REPEATS = 1000;

/** Why RE2 refuses the expression, as far as it is certain. */
export function regexFault(value: string): string | undefined {
  if (/(^|[^\\])(\\\\)*\(\?(?:[=!]|<[=!])/.test(value)) return 'it has no look-around';
  let inClass = false;
  let before = '';
  for (const [token] of value.matchAll(TOKENS)) {
    const fault = token.startsWith('\\') ? escapeFault(token, inClass) : partFault(token, inClass);
    if (fault !== undefined) return fault;
    if (inClass && before === '-' && /^\\[dDsSwW]$/.test(token)) return `a range in a class does not end at ${token}`;
    before = token === '-' && before !== '[' && before !== '' ? '-' : token;
    if (token === '[' && !inClass) inClass = true;
    else if (token === ']') inClass = false;
  }
  return scriptFault(value);
}

function escapeFault(token: string, inClass: boolean): string | undefined {
  if (/^\\[1-9]$/.test(token)) return 'it has no back-reference';
  if (/^\\[pP]/.test(token)) {
    const name = token.slice(2).replace(/^\{\^?|\}$/g, '');
    return compiles(`\\p{${name}}`, 'u') || compiles(`\\p{Script=${name}}`, 'u') || name === 'Any'
      ? undefined
      : `it knows no characters called ${name}`;
  }
  const known = inClass ? /^\\[dDsSwWafnrtv0]$/ : /^\\[AbBdDsSwWzafnrtv0]$/;
  if (token.length > 2 || known.test(token) || /^\\[!-/:-@[-`{-~\n\t ]$/.test(token)) return undefined;
  return `it has no escape ${token}`;
}

function partFault(token: string, inClass: boolean): string | undefined {
  if (inClass && token.startsWith('[:')) {
    const name = token.replace(/^\[:\^?|:\]$/g, '');
    return POSIX.includes(name) ? undefined : `it knows no characters called ${name}`;
  }
  if (inClass || !/^\{\d/.test(token)) return undefined;
  const most = Math.max(...[...token.matchAll(/\d+/g)].map(Number));
  return most > MOST_REPEATS ? `it repeats at most ${MOST_REPEATS} times` : undefined;
}

function scriptFault(value: string): string | undefined {
  try {
    new RegExp(portable(value));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '');
  }
}

function compiles(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

/** What a matcher compares a whole value with; undefined where JavaScript has no such expression. */
export function wholeMatch(value: string): RegExp | undefined {
  const flags = /^\(\?[sU]*i[sU]*\)/.test(value) ? 'is' : 's';
  const source = `^(?:${portable(value)})$`;
  return compiles(source, flags) ? new RegExp(source, flags) : undefined;
}

/** RE2's own notations, as far as matters for whether the expression parses and what it takes. */
function portable(value: string): string {
  return value
    .replace(/\\Q(.*?)(\\E|$)/gs, (_, literal: string) => literal.replace(/[^\w\s]/g, '\\$&'))
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?[imsU-]+\)/g, '')
    .replace(/\(\?[imsU-]+:/g, '(?:')
    .replace(/\[:(\^?)(\w+):\]/g, (_, not: string, name: string) => posixClass(name, not !== ''))
    .replace(/\\[zA]/g, '');
}

const posixClasses: Readonly<Record<string, string>> = { digit: 'd', word: 'w', space: 's' };

/** Within a class. Letters stand for what is rarely told apart. */
function posixClass(name: string, not: boolean): string {
  const letter = posixClasses[name];
  if (letter !== undefined) return `\\${not ? letter.toUpperCase() : letter}`;
  if (not) return '\\W';
  return (
    { alpha: 'a-zA-Z', alnum: 'a-zA-Z0-9', lower: 'a-z', upper: 'A-Z', xdigit: '0-9a-fA-F' }[name] ?? '\\x00-\\x7f'
  );
}
