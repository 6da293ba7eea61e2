import type { RunResult } from './run';

/** One of Terraform's diagnostics; its text may hold values of the configuration. */
interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

export interface Failure {
  readonly kind: 'failed' | 'locked' | 'timeout' | 'interrupted';
  readonly diagnostics: readonly Diagnostic[];
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A line of Terraform's `-json` output; anything that is not one is undefined. */
export interface TerraformEvent {
  readonly type: string;
  readonly hook?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
  readonly changes?: {
    readonly add?: number;
    readonly change?: number;
    readonly remove?: number;
    readonly import?: number;
    readonly operation?: string;
  };
  readonly diagnostic?: Diagnostic;
}

export function terraformEvent(line: string): TerraformEvent | undefined {
  try {
    const event = JSON.parse(line) as TerraformEvent;
    return typeof event?.type === 'string' ? event : undefined;
  } catch {
    return undefined;
  }
}

export function eventsOf(run: RunResult): TerraformEvent[] {
  return run.stdout.split('\n').flatMap((line) => terraformEvent(line) ?? []);
}

/** Why a run failed: from its `-json` output where there is one, else from what it wrote to stderr. */
export function failureOf(run: RunResult): Failure {
  const told = eventsOf(run).flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []));
  const text = unboxed(run.stderr) || `Terraform ended with ${run.exitCode ?? 'a signal'}`;
  const diagnostics = told.length > 0 ? told : [{ severity: 'error' as const, summary: firstLine(text), detail: text }];
  return { kind: kindOf(run, diagnostics), diagnostics };
}

function kindOf(run: RunResult, diagnostics: readonly Diagnostic[]): Failure['kind'] {
  if (run.endedBy === 'timeout') return 'timeout';
  if (run.endedBy === 'interruption') return 'interrupted';
  // who holds it is told; a lock that may not be written, or not be reached, is held by nobody
  const isHeld = ({ summary, detail }: Diagnostic) =>
    summary === 'Error acquiring the state lock' && detail.includes('Lock Info:');
  return diagnostics.some(isHeld) ? 'locked' : 'failed';
}

/** The box that Terraform draws on a terminal is no part of what it says. */
function unboxed(text: string): string {
  return text.replace(/^[│╷╵] ?/gm, '').trim();
}

function firstLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.startsWith('Error: ')) ?? lines[0] ?? text;
}
