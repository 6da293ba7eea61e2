import type { DiagnosticCode } from '../../domain/catalog/codes';
import type { Changes } from './catalog';

/** A fault as an author would make it, and what is said of it. */
export interface CodeExample {
  readonly code: DiagnosticCode;
  /** What the code means, in a sentence or two. */
  readonly why: string;
  readonly files: Changes;
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
