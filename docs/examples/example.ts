import type { DiagnosticCode } from '../../domain/catalog/codes';

/** A fault as an author would make it, and what is said of it. */
export interface CodeExample {
  readonly code: DiagnosticCode;
  /** What the code means, in a sentence or two. */
  readonly why: string;
  /** The files that differ from the example catalog; undefined takes one away. */
  readonly files: Readonly<Record<string, string | Uint8Array | undefined>>;
  readonly expected: {
    readonly severity: 'error' | 'warning';
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly found: string;
    readonly expected: string;
    readonly suggestion: string | null;
  };
}
