/**
 * Regular expressions of RE2, which Prometheus matches labels with, read as its own parser does and put into
 * JavaScript's terms. Source: Go, regexp/syntax/parse.go, with Perl's flags, as Prometheus compiles them.
 */

/** Why RE2 refuses the expression; undefined where it does not. */
export function regexFault(value: string): string | undefined {
  const read = translated(value);
  return 'fault' in read ? read.fault : undefined;
}

/** What a matcher compares a whole value with; undefined where RE2 refuses it. */
export function wholeMatch(value: string): RegExp | undefined {
  const read = translated(value);
  return 'fault' in read ? undefined : read.expression;
}

class Refused extends Error {}

const MOST_REPEATS = 1000;

/** Flags in the middle are read and not obeyed: they change what is matched in few expressions, and their shape in none. */
function translated(value: string): { readonly expression: RegExp } | { readonly fault: string } {
  try {
    const reader = new Reader(value);
    const source = reader.all();
    // by itself, so that its parentheses close none but its own
    new RegExp(source, 'u');
    const flags = /^\(\?[msU]*i[imsU]*\)/.test(value) ? 'isu' : 'su';
    return { expression: new RegExp(`^(?:${source})$`, flags) };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.message };
    // parentheses and repetitions are JavaScript's to count
    const reason = (error as Error).message.replace(/^Invalid regular expression: .*\/[a-z]*: /s, '');
    return { fault: reason };
  }
}

/** Characters of POSIX classes, as they stand within a class. */
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const blanks = '\\t\\n\\f\\r ';
const control: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

const character = (code: number) => `\\u{${code.toString(16)}}`;

class Reader {
  private at = 0;
  private readonly names = new Set<string>();

  constructor(private readonly text: string) {}

  all(): string {
    let source = '';
    while (this.at < this.text.length) source += this.next();
    return source;
  }

  /** The match at the present place, which it passes. */
  private take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, 'suy');
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.text) ?? undefined;
    this.at += match?.[0].length ?? 0;
    return match;
  }

  private next(): string {
    const literal = this.take(/\\Q(.*?)(?:\\E|$)/)?.[1];
    if (literal !== undefined) return [...literal].map((char) => character(char.codePointAt(0) as number)).join('');
    // Go repeats what has no width, too
    const bound = this.take(/[$^]|\\[Abz]|\\B/)?.[0];
    if (bound !== undefined) return `(?:${{ '\\A': '^', '\\z': '$' }[bound] ?? bound})`;
    if (this.text.startsWith('(?', this.at)) return this.group();
    const repeat = this.take(/\{(\d+)(?:,(\d*))?\}/);
    if (repeat) {
      const [whole, least, most = ''] = repeat;
      if (Math.max(Number(least), Number(most)) > MOST_REPEATS)
        throw new Refused(`it repeats at most ${MOST_REPEATS} times`);
      return whole;
    }
    const operator = this.take(/[|().*+?]/)?.[0];
    if (operator !== undefined) return operator;
    if (this.take(/\[/)) return this.characterClass();
    return this.set(false) ?? character(this.one(false));
  }

  private group(): string {
    const name = this.take(/\(\?P?<(\w+)>/)?.[1];
    if (name !== undefined) {
      if (this.names.has(name)) throw new Refused(`two groups are called ${name}`);
      this.names.add(name);
      return '(';
    }
    const flags = this.take(/\(\?[imsU]*(?:-[imsU]+)?([:)])/);
    // flags alone are nothing, and what is repeated behind them stands before them
    if (flags)
      return flags[1] === ':'
        ? '(?:'
        : /(^|[(|])(\(\?[imsU-]*\))*$/.test(this.text.slice(0, flags.index))
          ? ''
          : '(?:)';
    if (this.take(/\(\?<?[=!]/)) throw new Refused('it has no look-around');
    throw new Refused(`it has no group ${this.text.slice(this.at, this.at + 3)}`);
  }

  private characterClass(): string {
    const not = this.take(/\^/) ? '^' : '';
    let source = '';
    for (let first = true; first || !this.take(/\]/); first = false) {
      if (this.at >= this.text.length) throw new Refused('a class is not closed');
      const named = this.take(/\[:(\^?)(.*?):\]/);
      source += named ? this.posixClass(named) : (this.set(true) ?? this.range());
    }
    return `[${not}${source}]`;
  }

  private posixClass([whole, not, name = '']: RegExpExecArray): string {
    const inside = posix[name];
    if (inside === undefined) throw new Refused(`it knows no characters called ${whole}`);
    return not === '' ? inside : '\\W';
  }

  private range(): string {
    const low = this.one(true);
    if (!this.take(/-(?!\]|$)/)) return character(low);
    const high = this.one(true);
    if (high < low) throw new Refused('a range in a class is out of order');
    return `${character(low)}-${character(high)}`;
  }

  /** `\d`, `\pL` and the like: more than one character. */
  private set(inClass: boolean): string | undefined {
    const perl = this.take(/\\([dDsSwW])/)?.[1];
    if (perl === 's') return inClass ? blanks : `[${blanks}]`;
    if (perl === 'S') return inClass ? '\\S' : `[^${blanks}]`;
    if (perl !== undefined) return `\\${perl}`;
    const named = this.take(/\\([pP])(?:\{(\^?)([^}]*)\}|([^{]))/);
    if (named === undefined) return undefined;
    const [whole, letter, not, inBraces, alone] = named;
    const name = inBraces ?? alone ?? '';
    const by = (letter === 'P') === (not === '^') ? 'p' : 'P';
    const known = [name, `Script=${name}`].find((one) => compiles(`\\p{${one}}`));
    if (known === undefined) throw new Refused(`it knows no characters called ${whole}`);
    return `\\${by}{${known}}`;
  }

  /** The code of one character, or of the escape of one. */
  private one(inClass: boolean): number {
    const plain = this.take(/[^\\]/)?.[0];
    if (plain !== undefined) return plain.codePointAt(0) as number;
    const hex = this.take(/\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/);
    const octal = this.take(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/)?.[1];
    const code = hex ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16) : octal ? Number.parseInt(octal, 8) : undefined;
    if (code !== undefined && code <= 0x10ffff) return code;
    const escaped = this.take(/\\([!-/:-@[-`{-~\x00-\x20\x7f])/)?.[1];
    if (escaped !== undefined) return escaped.charCodeAt(0);
    const named = this.take(/\\([afnrtv])/)?.[1];
    if (named !== undefined) return control[named] as number;
    const rest = this.text.slice(this.at);
    if (!inClass && /^\\[1-9]/.test(rest)) throw new Refused('it has no back-reference');
    throw new Refused(
      rest.length < 2 ? 'a backslash stands at its end' : `it has no escape ${/^\\./su.exec(rest)?.[0]}`,
    );
  }
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
