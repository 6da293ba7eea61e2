import pc from 'picocolors';
import type { Diagnostic } from '../domain/catalog/diagnostic';
import type { LoadedCatalog } from '../domain/catalog/loaded';

/** Text of a line of a file of the catalog, from 1. */
export type LineOf = (file: string, line: number) => string;

/** A diagnostic with the line it is about and a caret under the place. */
export function renderDiagnostic(diagnostic: Diagnostic, lineOf: LineOf, colour: boolean): string {
  const paint = pc.createColors(colour);
  const { file, line, column, severity, code, message, suggestion } = visible(diagnostic);
  const mark = severity === 'error' ? paint.red : paint.yellow;
  const head = `${paint.bold(`${file}:${line}:${column}`)} ${mark(severity)} ${message} ${paint.dim(`[${code}]`)}`;
  const facts = [
    ...untold(visible(diagnostic)),
    ...(suggestion === null ? [] : [`did you mean ${paint.bold(suggestion)}?`]),
  ];
  return [head, ...excerpt(diagnostic, lineOf, mark), ...facts.map((fact) => `      ${fact}`)].join('\n');
}

/** What was found and what is expected, unless the message says so. */
function untold({ message, found, expected }: Diagnostic): string[] {
  return [
    ...(found === '' || holdsWord(message, found) ? [] : [`found ${found}`]),
    ...(message.includes(expected) ? [] : [`expected ${expected}`]),
  ];
}

/** Whether a text stands in another as a whole: the 1 of a tier is not the 1 of `16`. */
function holdsWord(text: string, word: string): boolean {
  const isPart = (character: string | undefined) => /\w/.test(character ?? '');
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}

/** Without what a terminal or a log would obey instead of showing it. */
function visible(diagnostic: Diagnostic): Diagnostic {
  const { file, message, found, expected, suggestion } = diagnostic;
  return {
    ...diagnostic,
    file: shownText(file),
    message: shownText(message),
    found: shownText(found),
    expected: shownText(expected),
    suggestion: suggestion && shownText(suggestion),
  };
}

const shownText = (text: string) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '·');

/** The line and a caret under the place; long lines are cut around it. */
function excerpt({ file, line, column, length }: Diagnostic, lineOf: LineOf, mark: (text: string) => string): string[] {
  const whole = shownText(lineOf(file, line).replace(/^\uFEFF/, ''));
  if (whole === '') return [];
  const from = column > 90 ? column - 40 : 0;
  const shown = whole.slice(from, from + 110);
  const gutter = String(line).padStart(4);
  const margin = ' '.repeat(gutter.length);
  // tabs keep their width above and below
  const indent = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(length, shown.length - (column - 1 - from))));
  return [`${gutter} | ${from > 0 ? '…' : ''}${shown}`, `${margin} | ${from > 0 ? ' ' : ''}${indent}${mark(carets)}`];
}

/** Annotations that GitHub shows at the line: https://docs.github.com/actions (workflow commands). */
export function renderGithub(diagnostic: Diagnostic): string {
  const { severity, file, line, column, code, message, suggestion } = visible(diagnostic);
  const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
  const properties = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
  const text = `${[message, ...untold(visible(diagnostic))].join('; ')}.${hint}`;
  return `::${severity} ${properties}::${text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')}`;
}

const property = (text: string) =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/:/g, '%3A').replace(/,/g, '%2C');

/** `2 errors, 1 warning in 12 files`. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((one) => one.severity === severity).length;
  const plural = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
}

/** Lines of the files that were read. */
export function linesOf(loaded: LoadedCatalog): LineOf {
  return (file, line) => loaded.sources.get(file)?.line(line) ?? '';
}
