import type { z } from 'zod';
import type { DiagnosticCode } from './codes';
import type { Diagnostic } from './diagnostic';
import { meantBy } from './meant';
import { nearest } from './nearest';
import { type Path, pathText } from './path';
import { INVALID, type Raw, valueAt } from './raw';
import { shortened } from './text/shortened';
import type { SourceFile } from './text/source-file';

type Issue = z.core.$ZodIssue;

/** What a check of the schema says beside its message. */
export interface IssueParams {
  readonly code: DiagnosticCode;
  readonly suggestion?: string | null;
}

/**
 * Checks a file's data against its schema: every fault at its place, and the data with what is faulty marked INVALID,
 * so that everything else is still checked.
 */
export function checkShape(source: SourceFile, schema: z.ZodType): { raw: Raw; diagnostics: Diagnostic[] } {
  const result = schema.safeParse(source.value);
  if (result.success) return { raw: source.value as Raw, diagnostics: [] };
  const issues = result.error.issues.flatMap((one) => unfold(one, source.value));
  const diagnostics: Diagnostic[] = [];
  const clone = { root: structuredClone(source.value) as Raw };
  const misspelled = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    for (const one of unknownKeys(source, issue)) {
      diagnostics.push(one.diagnostic);
      set(clone, [...(issue.path as Path), one.key], undefined);
      // what was meant is there, and faulty: nobody has to be told that it is missing
      if (one.meant === undefined) continue;
      set(clone, one.meant, INVALID);
      misspelled.add(pathText(one.meant));
    }
  }
  for (const issue of issues) {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys' || misspelled.has(pathText(path))) continue;
    diagnostics.push(diagnose(source, issue));
    set(clone, path, INVALID);
  }
  return { raw: clone.root, diagnostics };
}

/** Puts a value at a path of data that is ours to change; `undefined` takes a key away. */
function set(holder: { root: Raw }, path: Path, value: Raw): void {
  const step = path.at(-1);
  const parent = valueAt(holder.root, path.slice(0, -1)) as Record<string | number, Raw> | Raw;
  if (step === undefined) holder.root = value;
  else if (typeof parent !== 'object' || parent === null) return;
  else if (value === undefined) Reflect.deleteProperty(parent, step);
  else Reflect.set(parent, step, value);
}

/** Of a union, the faults of the alternative whose kind of value was written. */
function unfold(issue: Issue, root: unknown): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const value = valueAt(root, issue.path as Path);
  const isOtherKind = ({ path, code }: Issue) =>
    path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof value !== 'string'));
  const rightKind = issue.errors.find((issues) => !issues.some(isOtherKind));
  if (!rightKind || value === undefined) {
    return [{ code: 'invalid_type', expected: 'string', path: issue.path, message: issue.message, input: value }];
  }
  return rightKind.flatMap((one) => {
    // a word of a choice is not all that may stand there
    const message = one.code === 'invalid_value' && one.path.length === 0 ? issue.message : one.message;
    return unfold({ ...one, message, path: [...issue.path, ...one.path] } as Issue, root);
  });
}

function unknownKeys(source: SourceFile, issue: Extract<Issue, { code: 'unrecognized_keys' }>) {
  const path = issue.path as Path;
  const known = issue.message.split(', ');
  const present = Object.keys(valueAt(source.value, path) as object);
  return issue.keys.map((key) => {
    const suggestion = nearest(key, known);
    const message = `${inside(path)}unknown key ${JSON.stringify(key)}`;
    const expected = `one of ${issue.message}`;
    const meant = suggestion === null || present.includes(suggestion) ? undefined : [...path, suggestion];
    return {
      key,
      meant,
      diagnostic: at(source, [...path, key], 'key', 'unknown-key', message, key, expected, suggestion),
    };
  });
}

function diagnose(source: SourceFile, issue: Issue): Diagnostic {
  const path = issue.path as Path;
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const expected = issue.issues[0]?.message ?? 'a name';
    return at(source, path, 'key', 'bad-name', `${pathText(path)}: not a valid name`, key, expected, null);
  }
  const value = valueAt(source.value, path);
  if (value === undefined) {
    const message = `${inside(path.slice(0, -1))}${JSON.stringify(path.at(-1))} is missing`;
    return at(source, path.slice(0, -1), 'key', 'missing-key', message, '', issue.message, null);
  }
  const { code, suggestion = null } = paramsOf(issue, value);
  const message = `${pathText(path) || 'the file'}: expected ${issue.message}`;
  return at(source, path, 'value', code, message, describe(value), issue.message, suggestion);
}

function paramsOf(issue: Issue, value: unknown): IssueParams {
  switch (issue.code) {
    case 'custom':
      return issue.params as unknown as IssueParams;
    case 'invalid_value':
      if (typeof value !== 'string') return { code: 'wrong-type' };
      return { code: 'bad-value', suggestion: nearest(value, issue.values.map(String)) };
    case 'too_small':
    case 'too_big':
      return { code: 'out-of-range' };
    case 'invalid_format':
      return { code: 'bad-format' };
    case 'invalid_type': {
      if (typeof value === 'number' && (issue.expected === 'int' || issue.expected === 'number'))
        return { code: 'out-of-range' };
      return { code: 'wrong-type', suggestion: meantBy(value, issue.expected, issue.message) };
    }
    default:
      return { code: 'wrong-type' };
  }
}

const inside = (path: Path) => (path.length === 0 ? '' : `${pathText(path)}: `);

/** How a value reads in a message. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a map';
  // text that reads as something else, which it would be without its quotes
  const isQuoted = typeof value === 'string' && /^(true|false|null|~|[-+]?[\d.]+)$/.test(value);
  return isQuoted ? JSON.stringify(value) : shortened(String(value));
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
