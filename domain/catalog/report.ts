import type { Diagnostic } from './diagnostic';
import { type Merged, placeOf } from './layers';
import type { Path } from './path';
import type { Fault, Report } from './rules/rule';
import { at } from './shape';
import type { SourceFile } from './text/source-file';

/** Turns the faults of rules on one file into diagnostics. */
export function reporter(source: SourceFile, into: Diagnostic[]): Report {
  return (fault) => into.push(diagnosticAt(source, fault.path, fault));
}

/** The same for merged values: a fault stands where its value was set, in whichever file. */
export function mergedReporter(merged: Merged, entry: SourceFile, into: Diagnostic[]): Report {
  return (fault) => {
    const place = placeOf(merged, fault.path) ?? { source: entry, path: fault.path };
    into.push(diagnosticAt(place.source, place.path, fault));
  };
}

function diagnosticAt(source: SourceFile, path: Path, fault: Fault): Diagnostic {
  const diagnostic = at(
    source,
    path,
    fault.where ?? 'value',
    fault.code,
    fault.message,
    fault.found ?? '',
    fault.expected,
    fault.suggestion ?? null,
    fault.severity,
  );
  if (fault.offset === undefined) return diagnostic;
  const text = path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)?.[step], source.value);
  if (typeof text !== 'string') return diagnostic;
  const offset = source.offsetInScalar(path, text, fault.offset);
  return { ...diagnostic, ...source.position(offset) };
}
