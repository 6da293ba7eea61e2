import type { DiagnosticCode } from './codes';

export type DiagnosticSeverity = 'error' | 'warning';

/**
 * One fault, at one place. Error: it cannot work, or somebody's API would refuse it. Warning: it works and is unwise.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: DiagnosticSeverity;
  /** Relative to the catalog, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** UTF-16 units to underline on that line; at least 1. */
  readonly length: number;
  readonly message: string;
  /** What stands there, shortened; empty where something is missing. */
  readonly found: string;
  readonly expected: string;
  /** The nearest valid spelling, or null. */
  readonly suggestion: string | null;
  /** Where it was met, as its message goes on; absent where that is plain from the file. */
  readonly metIn?: string;
}

/** Worst first within a place; otherwise by file and position, so that a report reads like the files do. */
function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.severity, b.severity) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The same fault, met in several environments or services, is one fault; its message tells where it was met. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, { readonly one: Diagnostic; readonly metIn: Set<string> }>();
  for (const { metIn, ...one } of diagnostics) {
    const key = JSON.stringify([one.code, one.file, one.line, one.column, one.message, one.expected]);
    const known = seen.get(key) ?? { one, metIn: new Set() };
    seen.set(key, known);
    if (metIn !== undefined) known.metIn.add(metIn);
  }
  return [...seen.values()]
    .map(({ one, metIn }) => (metIn.size === 0 ? one : { ...one, message: `${one.message} in ${someOf([...metIn])}` }))
    .sort(compareDiagnostics);
}

const someOf = (names: readonly string[]) =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
