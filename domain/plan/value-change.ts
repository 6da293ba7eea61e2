/** How a change of a value reads on one line. */

/** Characters of both sides together that are read at a glance, without looking for what differs. */
const READ_WHOLE = 90;

/**
 * `"a" → "b"`; of a long text the part that changes with what stands around it: `… / ([0.001 → 0.005] * sum(…`.
 * @param longest characters, about
 */
export function valueChange(before: unknown, after: unknown, longest: number): string {
  const [from, to] = [text(before), text(after)];
  if (from.length + to.length <= READ_WHOLE) return `${from} → ${to}`;
  const long = typeof before === 'string' && typeof after === 'string';
  const part = long ? changedPart(before, after, longest) : undefined;
  return part ?? `${valueText(before, longest)} → ${valueText(after, longest)}`;
}

export const valueText = (value: unknown, longest: number) => cut(text(value), longest);

const text = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));

const cut = (whole: string, longest: number) => (whole.length <= longest ? whole : `${whole.slice(0, longest)}…`);

/** Undefined where hardly anything stands on both sides. */
function changedPart(before: string, after: string, longest: number): string | undefined {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const [first, ...more] = from.length === to.length ? exchanged(from, to) : inserted(from, to);
  if (first === undefined) return undefined;
  const changed = [first, ...more].reduce((sum, { start, end }) => sum + lengthOf(from.slice(start, end)), 0);
  if ((before.length - changed) * 2 < before.length) return undefined;
  const [was, is] = [from.slice(first.start, first.end), to.slice(first.start, first.end + to.length - from.length)];
  const others = more.length === 0 ? '' : ` and in ${more.length} more ${more.length === 1 ? 'place' : 'places'}`;
  const middle = `[${cut(visible(was), longest / 2) || 'nothing'} → ${cut(visible(is), longest / 2) || 'nothing'}]`;
  const around = Math.max(20, (longest - middle.length) / 2);
  return `${lastOf(visible(from.slice(0, first.start)), around)}${middle}${firstOf(visible(from.slice(first.end)), around)}${others}`;
}

/** Words of the former text that become others, from and to which. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** With as many words as before: one part for each run of words that are others. */
function exchanged(from: readonly string[], to: readonly string[]): Part[] {
  const parts: { start: number; end: number }[] = [];
  from.forEach((word, at) => {
    if (word === to[at]) return;
    const last = parts.at(-1);
    if (last?.end === at) last.end++;
    else parts.push({ start: at, end: at + 1 });
  });
  return parts;
}

/** Else everything between what both begin with and what both end with. */
function inserted(from: readonly string[], to: readonly string[]): Part[] {
  const shortest = Math.min(from.length, to.length);
  let start = 0;
  while (start < shortest && from[start] === to[start]) start++;
  let end = 0;
  while (end < shortest - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  return [{ start, end: from.length - end }];
}

const lengthOf = (words: readonly string[]) => words.reduce((sum, { length }) => sum + length, 0);

const wordsOf = (whole: string): readonly string[] => whole.match(/[\w.]+|\s+|./gsu) ?? [];

/** As JSON escapes it, but for its quotes. */
const visible = (words: readonly string[]) => JSON.stringify(words.join('')).slice(1, -1).replaceAll('\\"', '"');

const lastOf = (whole: string, most: number) => (whole.length <= most ? whole : `…${whole.slice(-most)}`);
const firstOf = (whole: string, most: number) => (whole.length <= most ? whole : `${whole.slice(0, most)}…`);
