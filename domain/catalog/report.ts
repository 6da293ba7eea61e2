import { stackName } from '../names/names';
import type { Diagnostic } from './diagnostic';
import { type Merged, placeOf, rankOf } from './layers';
import type { Service } from './model';
import type { Path } from './path';
import type { Fault, Report } from './rules/rule';
import { at } from './shape';
import type { SourceFile } from './text/source-file';

/** Turns the faults of rules on one file into diagnostics. */
export function reporter(source: SourceFile, into: Diagnostic[]): Report {
  return (fault) => into.push(diagnosticAt(source, fault.path, fault));
}

/** The same for merged values: a fault stands where its value was set, in whichever file. */
export function mergedReporter(
  merged: Merged,
  entry: SourceFile,
  { name, environment }: Pick<Service, 'name' | 'environment'>,
  into: Diagnostic[],
): Report {
  return (fault) => {
    const { path, found, expected } = lastSaid(merged, fault);
    const place = placeOf(merged, path) ?? { source: entry, path };
    const diagnostic = diagnosticAt(place.source, place.path, { ...fault, found, expected });
    const isElsewhere = place.source !== entry;
    const metIn = isElsewhere ? stackName.service(environment, name) : fault.onlyHere ? environment : undefined;
    into.push(metIn === undefined ? diagnostic : { ...diagnostic, metIn });
  };
}

/** Of two values that do not go together, the one that the higher layer set. */
function lastSaid(merged: Merged, fault: Fault): Pick<Fault, 'path' | 'found' | 'expected'> {
  const { other } = fault;
  return other && rankOf(merged, other.path) > rankOf(merged, fault.path) ? other : fault;
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
