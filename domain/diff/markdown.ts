/**
 * Free text inside Markdown, as GitHub and GitLab read it: nothing in it formats, links, mentions, refers to an issue
 * or leaves the line it stands on. Addresses of people become code, where a mention is none.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .split(/([^\s@<>"'\\`()[\]{},;:|]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,})/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/#(?=\d)/g, `#${zeroWidth}`)
    .replace(/\\/g, '&#92;')
    .replace(/`/g, '&#96;')
    .replace(/[*_[\]~|$]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, `@${zeroWidth}`)
    .replace(/GH-(?=\d)/gi, `$&${zeroWidth}`)
    .replace(/:\/\//g, `:${zeroWidth}//`)
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}${zeroWidth}.`)
    .replace(/^(\s*)([-+=]|\d+[.)])/, '$1\\$2');
}

/** Breaks what would become a mention, a reference or a link, and is not seen. */
const zeroWidth = '\u200b';

/** Text as code, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const inner = oneLine(text).replace(/\|/g, '∣');
  const fence = '`'.repeat(longestRun(inner) + 1);
  const pad = /^`|`$/.test(inner) || inner.trim() === '' ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/** Lines as a block of code that none of them can end. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const body = lines.map(oneLine).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

const oneLine = (text: string) =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');

/** GitHub refuses a comment of more than 65,536 characters; the rest is room for whoever quotes it. */
const longestComment = 60_000;

/**
 * Puts sections together, whole or not at all, in order, with the count of what is left out.
 * @param head always there
 * @param limit characters of the result
 * @param urgent sections that find room before any other, wherever they stand
 */
export function fitSections(
  head: string,
  sections: readonly string[],
  { limit = longestComment, urgent = [] }: { readonly limit?: number; readonly urgent?: readonly string[] } = {},
): string {
  const whole = [head, ...sections].join('\n\n');
  if (whole.length + 1 <= limit) return `${whole}\n`;
  const room = limit - tail(sections.length, sections.length).length - 3;
  const kept = new Set<number>();
  let used = head.length;
  for (const first of [true, false]) {
    for (const [index, section] of sections.entries()) {
      if (urgent.includes(section) !== first || used + section.length + 2 > room) continue;
      kept.add(index);
      used += section.length + 2;
    }
  }
  const shown = sections.filter((_, index) => kept.has(index));
  return `${[head, ...shown, tail(sections.length - shown.length, sections.length)].join('\n\n')}\n`;
}

const tail = (left: number, all: number) =>
  `_${left} of ${all} sections are left out here for length; the JSON of the review has them all._`;
