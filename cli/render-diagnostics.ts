import pc from 'picocolors';
import type { Diagnostic } from '../domain/catalog/diagnostic';
import type { LoadedCatalog } from '../domain/catalog/load';

/** Text of a line of a file of the catalog, from 1. */
export type LineOf = (file: string, line: number) => string;

/** A diagnostic with the line it is about and a caret under the place. */
export function renderDiagnostic(diagnostic: Diagnostic, lineOf: LineOf, colour: boolean): string {
  const paint = pc.createColors(colour);
  const { file, line, column, severity, code, message, expected, found, suggestion } = diagnostic;
  const mark = severity === 'error' ? paint.red : paint.yellow;
  const head = `${paint.bold(`${file}:${line}:${column}`)} ${mark(severity)} ${message} ${paint.dim(`[${code}]`)}`;
  const facts = [
    found === '' || message.includes(found) ? undefined : `found ${found}`,
    message.includes(expected) ? undefined : `expected ${expected}`,
    suggestion === null ? undefined : `did you mean ${paint.bold(suggestion)}?`,
  ].filter((fact) => fact !== undefined);
  return [head, ...excerpt(diagnostic, lineOf, mark), ...facts.map((fact) => `      ${fact}`)].join('\n');
}

/** The line and a caret under the place; long lines are cut around it. */
function excerpt({ file, line, column, length }: Diagnostic, lineOf: LineOf, mark: (text: string) => string): string[] {
  const whole = lineOf(file, line)
    .replace(/^\uFEFF/, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '·');
  if (whole === '') return [];
  const from = column > 90 ? column - 40 : 0;
  const shown = whole.slice(from, from + 110);
  const gutter = String(line).padStart(4);
  // tabs keep their width above and below
  const indent = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(length, shown.length - (column - 1 - from))));
  return [`${gutter} | ${from > 0 ? '…' : ''}${shown}`, `     | ${from > 0 ? ' ' : ''}${indent}${mark(carets)}`];
}

/** Annotations that GitHub shows at the line: https://docs.github.com/actions (workflow commands). */
export function renderGithub({
  severity,
  file,
  line,
  column,
  code,
  message,
  expected,
  suggestion,
}: Diagnostic): string {
  const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
  const properties = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
  const text = `${message}${message.includes(expected) ? '' : `; expected ${expected}`}.${hint}`;
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
