/**
 * Where a character of a scalar's value stands in the text, whatever its quotes, escapes, folds and line ends.
 * @param start offset of the scalar: its quote, its `|` or `>`, or its first character
 * @param end offset after the scalar
 * @param index of the character in the value, in UTF-16 units; its length: the end of the scalar
 * @returns an offset from `start` to `end`
 */
export function scalarOffset(text: string, start: number, end: number, value: string, index: number): number {
  const opening = text[start];
  if (opening === '*') return start; // an alias: the value stands elsewhere
  if (opening === '|' || opening === '>') return blockOffset(text, start, end, value, index);
  return flowOffset(text, start, end, index);
}

/** Plain and quoted scalars: a line break with the blanks around it is one space, or one break less than there are. */
function flowOffset(text: string, start: number, end: number, index: number): number {
  const quote = text[start] === '"' || text[start] === "'" ? text[start] : undefined;
  let at = quote === undefined ? start : start + 1;
  for (let units = 0; at < end; ) {
    const [length, gives] = step(text, at, quote);
    if (units + gives > index) return at;
    units += gives;
    at += length;
    if (units === index && at < end && step(text, at, quote)[1] > 0) return at;
  }
  return Math.min(at, end);
}

const escaped = /\\(?:\r?\n[ \t]*|x..|u.{4}|U(.{8})|.)/sy;
const fold = /[ \t]*(?:\r?\n[ \t]*)+/y;

/** How many units of the text stand for how many of the value. */
function step(text: string, at: number, quote: string | undefined): [length: number, gives: number] {
  fold.lastIndex = at;
  const folded = fold.exec(text)?.[0];
  if (folded !== undefined) return [folded.length, Math.max(1, folded.split('\n').length - 2)];
  if (quote === "'" && text.startsWith("''", at)) return [2, 1];
  if (quote !== '"' || text[at] !== '\\') return [1, 1];
  escaped.lastIndex = at;
  const [whole = '\\', wide] = escaped.exec(text) ?? [];
  if (whole[1] === '\n' || whole[1] === '\r') return [whole.length, 0];
  return [whole.length, wide !== undefined && Number.parseInt(wide, 16) > 0xffff ? 2 : 1];
}

/** Literal and folded blocks: each line's text stands in the value as it is, behind the indentation. */
function blockOffset(text: string, start: number, end: number, value: string, index: number): number {
  const header = text.indexOf('\n', start);
  const lines = header < 0 ? [] : text.slice(header + 1, end).split('\n');
  const indent = indentOf(text.slice(start, header), lines);
  let at = header + 1;
  let units = 0;
  for (const line of lines) {
    const content = line.slice(indent).replace(/\r$/, '');
    if (content !== '') {
      const found = value.indexOf(content, units);
      if (found < 0) break;
      if (index < found) return Math.max(start, at - 1);
      if (index < found + content.length) return at + indent + index - found;
      units = found + content.length;
      if (index === units) return at + indent + content.length;
    }
    at += line.length + 1;
  }
  return Math.min(Math.max(start, at), end);
}

function indentOf(header: string, lines: readonly string[]): number {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const blank = first.length - first.trimStart().length;
  // an explicit indicator counts from the parent's indentation, which is less than that of the first line
  return /[1-9]/.test(header.replace(/#.*/, '')) ? explicitIndent(lines) : blank;
}

/** The indentation that all lines share. */
function explicitIndent(lines: readonly string[]): number {
  const blanks = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return Math.min(...blanks);
}
