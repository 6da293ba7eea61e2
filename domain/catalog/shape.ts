import type { z } from 'zod';
import type { DiagnosticCode } from './codes';
import type { Diagnostic } from './diagnostic';
import { nearest } from './nearest';
import { type Path, pathText } from './path';
import { INVALID, type Raw, replaceAt, valueAt } from './raw';
import { shortened } from './text/read-yaml';
import type { SourceFile } from './text/source-file';

type Issue = z.core.$ZodIssue;

/**
 * Checks a file's data against its schema: every fault at its place, and the data with what is faulty marked INVALID,
 * so that everything else is still checked.
 */
export function checkShape(source: SourceFile, schema: z.ZodType): { raw: Raw; diagnostics: Diagnostic[] } {
  const result = schema.safeParse(source.value);
  let raw = source.value as Raw;
  if (result.success) return { raw, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  for (const issue of result.error.issues.flatMap((one) => unfold(one, source.value))) {
    diagnostics.push(...diagnose(source, issue));
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) raw = replaceAt(raw, [...(issue.path as Path), key], undefined);
    } else {
      raw = replaceAt(raw, issue.path as Path, INVALID);
    }
  }
  return { raw, diagnostics };
}

/** Of a union, the faults of the alternative whose kind of value was written. */
function unfold(issue: Issue, root: unknown): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const rightKind = issue.errors.find(
    (issues) => !issues.some((one) => one.path.length === 0 && one.code === 'invalid_type'),
  );
  const value = valueAt(root, issue.path as Path);
  if (!rightKind || value === undefined) {
    const message = issue.message === 'Invalid input' ? (issue.errors[0]?.[0]?.message ?? '') : issue.message;
    return [{ code: 'invalid_type', expected: 'string', path: issue.path, message, input: value } as Issue];
  }
  return rightKind.flatMap((one) => unfold({ ...one, path: [...issue.path, ...one.path] } as Issue, root));
}

function diagnose(source: SourceFile, issue: Issue): Diagnostic[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ');
    return issue.keys.map((key) => {
      const suggestion = nearest(key, known);
      const message = `${inside(path)}unknown key ${JSON.stringify(key)}`;
      return at(source, [...path, key], 'key', 'unknown-key', message, key, `one of ${issue.message}`, suggestion);
    });
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const expected = issue.issues[0]?.message ?? 'a name';
    return [at(source, path, 'key', 'bad-name', `${pathText(path)}: not a valid name`, key, expected, null)];
  }
  const value = valueAt(source.value, path);
  if (value === undefined) {
    const message = `${inside(path.slice(0, -1))}${JSON.stringify(path.at(-1))} is missing`;
    return [at(source, path.slice(0, -1), 'key', 'missing-key', message, '', issue.message, null)];
  }
  const code = codeOf(issue, value);
  const suggestion =
    issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : null;
  const message = `${pathText(path) || 'the file'}: expected ${issue.message}`;
  return [at(source, path, 'value', code, message, describe(value), issue.message, suggestion)];
}

function codeOf(issue: Issue, value: unknown): DiagnosticCode {
  if (issue.code === 'custom') return (issue.params?.code as DiagnosticCode | undefined) ?? 'bad-format';
  if (issue.code === 'invalid_value') return typeof value === 'string' ? 'bad-value' : 'wrong-type';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'out-of-range';
  if (issue.code === 'invalid_format') return 'bad-format';
  return typeof value === 'number' && issue.code === 'invalid_type' && issue.expected === 'int'
    ? 'out-of-range'
    : 'wrong-type';
}

const inside = (path: Path) => (path.length === 0 ? '' : `${pathText(path)}: `);

/** How a value reads in a message. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a map';
  return shortened(String(value));
}

/** A diagnostic at a path: at the key, or at the value. */
export function at(
  source: SourceFile,
  path: Path,
  where: 'key' | 'value',
  code: DiagnosticCode,
  message: string,
  found: string,
  expected: string,
  suggestion: string | null,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  const place = source.placeOf(path);
  const range = where === 'key' && place.key ? place.key : place;
  return {
    code,
    severity,
    file: source.file,
    ...source.position(range.start, range.end),
    message,
    found: shortened(found),
    expected,
    suggestion,
  };
}
