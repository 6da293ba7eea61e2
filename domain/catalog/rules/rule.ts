import type { DiagnosticCode } from '../codes';
import type { DiagnosticSeverity } from '../diagnostic';
import type { Fields } from '../fields';
import type { Environment, Service, Team } from '../model';
import type { Path } from '../path';

/** A fault that a rule found, in terms of the value it looked at; the loader knows the file and the line. */
export interface Fault {
  readonly path: Path;
  readonly where?: 'key' | 'value';
  readonly code: DiagnosticCode;
  /** `error` unless given. */
  readonly severity?: DiagnosticSeverity;
  readonly message: string;
  readonly found?: string;
  readonly expected: string;
  readonly suggestion?: string | null;
  /** The other one of two values that do not go together: the fault stands at the one that was said last. */
  readonly other?: { readonly path: Path; readonly found: string; readonly expected: string };
  /** It depends on what else is in the environment: the message tells which that is. */
  readonly onlyHere?: boolean;
  /** Offset inside the text that stands at `path`, for faults within PromQL. */
  readonly offset?: number;
}

export type Report = (fault: Fault) => void;

/** What the rules on one service in one environment read. */
export interface ServiceSubject {
  readonly service: Service;
  readonly fields: Fields;
  readonly environment: Environment;
  /** Of the environment's file: what is faulty there says nothing about the service. */
  readonly environmentFields: Fields;
  /** false where the entry is only looked at: what depends on the environment is not asked. */
  readonly runs: boolean;
  readonly report: Report;
}

export interface TeamSubject {
  readonly team: Team;
  readonly fields: Fields;
  readonly report: Report;
}

/** Reports items of a list that share a name, at the later one. */
export function reportDuplicates(
  report: Report,
  items: readonly { readonly path: Path; readonly name: string }[],
  what: string,
) {
  const seen = new Set<string>();
  for (const { path, name } of items) {
    if (name !== '' && seen.has(name)) {
      report({
        path,
        code: 'duplicate-name',
        message: `${what} ${JSON.stringify(name)} stands here twice`,
        found: name,
        expected: 'each name once',
      });
    }
    seen.add(name);
  }
}
