const CONTEXT_LINES = 3;

type Line = { readonly mark: ' ' | '-' | '+'; readonly text: string };

/**
 * The difference between two texts of a file as a unified diff. Without git's own header, so that `git apply` reads
 * the path as seen from the directory it runs in. Empty where nothing differs.
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = comparedLines(linesOf(before), linesOf(after));
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(changed));
  let [from, to] = [1, 1];
  let hunk: { from: number; to: number; lines: Line[] } | undefined;
  let text = `--- a/${file}\n+++ b/${file}\n`;
  for (const [at, line] of lines.entries()) {
    if (near[at]) {
      hunk ??= { from, to, lines: [] };
      hunk.lines.push(line);
    }
    if (hunk !== undefined && (!near[at] || at === lines.length - 1)) {
      text += hunkText(hunk);
      hunk = undefined;
    }
    if (line.mark !== '+') from++;
    if (line.mark !== '-') to++;
  }
  return text;
}

const changed = ({ mark }: Line) => mark !== ' ';

function hunkText({ from, to, lines }: { from: number; to: number; lines: readonly Line[] }): string {
  const range = (start: number, other: Line['mark']) => {
    const count = lines.filter(({ mark }) => mark !== other).length;
    return `${count === 0 ? start - 1 : start},${count}`;
  };
  const body = lines.map(({ mark, text }) =>
    text.endsWith('\n') ? mark + text : `${mark}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range(from, '+')} +${range(to, '-')} @@\n${body.join('')}`;
}

/** With their line breaks. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** By the longest common subsequence of what lies between the equal head and tail. */
function comparedLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const [from, to] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const common = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    const row = common[i] as number[];
    for (let j = to.length - 1; j >= 0; j--)
      row[j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const kept = (text: string): Line => ({ mark: ' ', text });
  const lines: Line[] = before.slice(0, head).map(kept);
  for (let [i, j] = [0, 0]; i < from.length || j < to.length; ) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      lines.push(kept(from[i] as string));
      i++;
      j++;
    } else if (i < from.length && (j === to.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: from[i++] as string });
    } else {
      lines.push({ mark: '+', text: to[j++] as string });
    }
  }
  return [...lines, ...before.slice(before.length - tail).map(kept)];
}
