import type { DiagnosticCode } from '../codes';

/** A fault of the text itself, by offsets in UTF-16 units. */
export interface TextFault {
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end?: number;
  readonly message: string;
  readonly found?: string;
  readonly expected: string;
}
