import type { Matcher } from './matchers';
import { wholeMatch } from './regex';

type Labels = Readonly<Record<string, string>>;
type Condition = Pick<Matcher, 'label' | 'operator' | 'value'>;

/** Combinations of labels that are looked through before giving up. */
const MOST_COMBINATIONS = 20_000;

/** Tried last: values that are hardly ever meant, and none. */
const otherwise = ['other', 'another', ''];

/**
 * Labels that every one of `all` accepts and, where given, at least one of `notAll` refuses; undefined where none are
 * found. An empty value stands for a label that is not there, and is left out.
 */
export function exampleLabels(all: readonly Condition[], notAll?: readonly Condition[]): Labels | undefined {
  const conditions = [...all, ...(notAll ?? [])];
  if (conditions.some(({ operator, value }) => operator.includes('~') && !wholeMatch(value))) return undefined;
  const names = [...new Set(conditions.map(({ label }) => label))];
  const choices = names.map((name) => [
    ...new Set([...conditions.filter(({ label }) => label === name).flatMap(examples), ...otherwise]),
  ]);
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_COMBINATIONS) return undefined;
  for (const values of combinations(choices)) {
    const labels = Object.fromEntries(names.map((name, index) => [name, values[index] as string]));
    if (!accepts(all, labels) || (notAll !== undefined && accepts(notAll, labels))) continue;
    return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
  }
  return undefined;
}

function accepts(conditions: readonly Condition[], labels: Labels): boolean {
  return conditions.every(({ label, operator, value }) => {
    const given = labels[label] ?? '';
    const meets = operator.includes('~') ? wholeMatch(value)?.test(given) === true : given === value;
    return meets !== operator.startsWith('!');
  });
}

function* combinations(choices: readonly (readonly string[])[]): Generator<readonly string[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others];
}

function examples({ operator, value }: Condition): string[] {
  if (!operator.includes('~')) return [value];
  const expression = wholeMatch(value);
  return alternatives(value.replace(/\(\?[imsU-]+\)/g, ''))
    .map(example)
    .filter((text) => expression?.test(text));
}

/** The alternatives of a pattern at its outermost level. */
function alternatives(pattern: string): string[] {
  const found = [''];
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|./gs)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|' && depth === 0) found.push('');
    else found[found.length - 1] += token;
  }
  return found;
}

/** A text that a pattern without alternatives is likely to accept; whoever asks tries it. */
function example(pattern: string): string {
  let text = '';
  let last = '';
  let rest = pattern;
  while (rest !== '') {
    const group = groupAt(rest);
    const token = group ?? /^(?:\\.|\[(?:\\.|[^\]])*\]|[*+?]\??|\{\d+(?:,\d*)?\}|.)/s.exec(rest)?.[0] ?? rest;
    rest = rest.slice(token.length);
    if (/^[*+?{]/.test(token)) {
      const least = token.startsWith('+') ? 1 : Number(/^\{(\d+)/.exec(token)?.[1] ?? 0);
      text = text.slice(0, text.length - last.length) + last.repeat(least);
    } else {
      last = group === undefined ? single(token) : example(alternatives(inside(group))[0] as string);
      text += last;
    }
  }
  return text;
}

function groupAt(text: string): string | undefined {
  if (!text.startsWith('(')) return undefined;
  let depth = 0;
  let length = 0;
  for (const [token] of text.matchAll(/\\.|\[(?:\\.|[^\]])*\]|./gs)) {
    length += token.length;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return text.slice(0, length);
  }
  return undefined;
}

const inside = (group: string) => group.slice(1, -1).replace(/^\?(?:P?<\w+>|[imsU-]*:)/, '');

const classes: Readonly<Record<string, string>> = { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };

/** A character that one token of a pattern accepts. */
function single(token: string): string {
  if (token === '.') return '0';
  if (token === '^' || token === '$') return '';
  if (token.startsWith('\\')) return classes[token[1] as string] ?? (token[1] as string);
  if (!token.startsWith('[')) return token;
  const set = new RegExp(token);
  return [...'0a5A-_./ :'].find((char) => set.test(char)) ?? token[1] ?? '';
}
