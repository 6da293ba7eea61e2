/** How a change of a value reads on one line. */

/** Characters of both sides together that are read at a glance, without looking for what differs. */
const READ_WHOLE = 90;

/** What a review puts behind a value that is too long for it. */
const CUT_OFF = /… \(\d+ characters, sha256 [0-9a-f]+\)$/;

/**
 * `"a" → "b"`; of a long text the part that changes with what stands around it: `… / ([0.001 → 0.005] * sum(…`.
 * @param longest characters, about
 */
export function valueChange(before: unknown, after: unknown, longest: number): string {
  const [from, to] = [text(before), text(after)];
  if (from.length + to.length <= READ_WHOLE) return `${from} → ${to}`;
  const long = typeof before === 'string' && typeof after === 'string';
  const part = long ? changedPart(before.replace(CUT_OFF, '…'), after.replace(CUT_OFF, '…'), longest) : undefined;
  return part ?? `${valueText(before, longest)} → ${valueText(after, longest)}`;
}

/** The same of a text that needs no quotes to be told from others, such as an expression. */
export const textChange = (before: string, after: string, longest: number) =>
  before.length + after.length <= READ_WHOLE ? `${before} → ${after}` : valueChange(before, after, longest);

export const valueText = (value: unknown, longest: number) => cut(text(value), longest);

const text = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));

const cut = (whole: string, longest: number) => (whole.length <= longest ? whole : `${whole.slice(0, longest)}…`);

/** Undefined where hardly anything stands on both sides. */
function changedPart(before: string, after: string, longest: number): string | undefined {
  if (before === after) return `${cut(visible([before]), longest)} differs further on`;
  const [from, to] = [wordsOf(before), wordsOf(after)];
  const [first, ...more] = partsOf(from, to);
  if (first === undefined) return undefined;
  const [was, is] = [visible(from.slice(first.from, first.fromEnd)), visible(to.slice(first.to, first.toEnd))];
  if (was.length + is.length > longest * 2) return undefined;
  const others = more.length === 0 ? '' : ` and in ${more.length} more ${more.length === 1 ? 'place' : 'places'}`;
  const middle = `[${cut(was, longest / 2) || 'nothing'} → ${cut(is, longest / 2) || 'nothing'}]`;
  const around = Math.max(20, (longest - middle.length) / 2);
  return `${lastOf(visible(from.slice(0, first.from)), around)}${middle}${firstOf(visible(from.slice(first.fromEnd)), around)}${others}`;
}

/** Words of one text that stand for words of the other: positions, the ends not included. */
interface Part {
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

/** So many words in a row that are the same on both sides are no accident. */
const RUN = 8;
/** Words of a part, on both sides together; beyond it nothing is looked for. */
const LONGEST_PART = 120;

/** Where two texts differ, in order; none where they have too little in common to tell. */
function partsOf(from: readonly string[], to: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (let [left, right] = [0, 0]; left < from.length || right < to.length; left++, right++) {
    if (from[left] === to[right]) continue;
    const end = meetingPoint(from, to, left, right);
    // nothing further on can be told apart; where nothing could so far, the whole is better shown
    if (end === undefined)
      return parts.length === 0 ? [] : [...parts, { from: left, fromEnd: from.length, to: right, toEnd: to.length }];
    parts.push({ from: left, fromEnd: end[0], to: right, toEnd: end[1] });
    [left, right] = end;
  }
  return parts;
}

/** The nearest place from which on both go on alike, or both are at their end. */
function meetingPoint(from: readonly string[], to: readonly string[], left: number, right: number) {
  for (let words = 1; words <= LONGEST_PART; words++) {
    for (let skipped = 0; skipped <= words; skipped++) {
      const [a, b] = [left + skipped, right + words - skipped];
      if (a <= from.length && b <= to.length && goesOnAlike(from, to, a, b)) return [a, b] as const;
    }
  }
  return undefined;
}

function goesOnAlike(from: readonly string[], to: readonly string[], left: number, right: number): boolean {
  if (left === from.length || right === to.length) return left === from.length && right === to.length;
  return Array.from({ length: RUN }, (_, at) => at).every(
    (at) => left + at >= from.length || right + at >= to.length || from[left + at] === to[right + at],
  );
}

const wordsOf = (whole: string): readonly string[] => whole.match(/[\w.]+|\s+|./gsu) ?? [];

/** As JSON escapes it, but for its quotes. */
const visible = (words: readonly string[]) => JSON.stringify(words.join('')).slice(1, -1).replaceAll('\\"', '"');

const lastOf = (whole: string, most: number) => (whole.length <= most ? whole : `…${whole.slice(-most)}`);
const firstOf = (whole: string, most: number) => (whole.length <= most ? whole : `${whole.slice(0, most)}…`);
