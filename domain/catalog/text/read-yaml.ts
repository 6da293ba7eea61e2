import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from 'yaml';
import type { DiagnosticCode } from '../codes';
import type { Diagnostic } from '../diagnostic';
import { type Path, pathText } from '../path';
import { maxDepth, maxFileBytes, maxSyntaxFaults, maxValues } from './limits';
import { type Place, SourceFile } from './source-file';

export interface ReadYaml {
  readonly source: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

interface Fault {
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end?: number;
  readonly message: string;
  readonly found?: string;
  readonly expected: string;
}

/**
 * Bytes of a file → plain data with positions. Whatever the bytes are, the outcome is data or diagnostics with a
 * position inside the file, in bounded time and memory.
 */
export function readYaml(file: string, bytes: Uint8Array): ReadYaml {
  if (bytes.length > maxFileBytes) {
    return failed(new SourceFile(file, ''), [
      {
        code: 'file-too-large',
        start: 0,
        message: `the file has more than ${maxFileBytes} bytes`,
        found: 'a larger file',
        expected: `at most ${maxFileBytes} bytes`,
      },
    ]);
  }
  const { text, invalidAt } = decode(bytes);
  const bare = new SourceFile(file, text);
  if (invalidAt !== undefined) {
    const message = 'the file is not UTF-8 text';
    return failed(bare, [{ code: 'not-utf8', start: invalidAt, message, expected: 'UTF-8 text' }]);
  }
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (control) {
    const found = `U+${control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
    const message = `the file holds the control character ${found}`;
    return failed(bare, [{ code: 'control-character', start: control.index, message, found, expected: 'text' }]);
  }
  try {
    return readText(file, text, bare);
  } catch (error) {
    // the parser recurses: nesting beyond the stack is the one thing it cannot report itself
    if (!(error instanceof RangeError)) throw error;
    return failed(bare, [tooDeep(0)]);
  }
}

function readText(file: string, text: string, bare: SourceFile): ReadYaml {
  // duplicate keys are looked for below: the parser's own search is quadratic
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: new LineCounter(),
    logLevel: 'silent',
    version: '1.2',
    merge: false,
  });
  const all = Array.isArray(documents) ? documents : [];
  const first = all[0];
  const errors = all.flatMap((document) => document.errors).slice(0, maxSyntaxFaults);
  if (errors.length > 0)
    return failed(
      bare,
      errors.map((error) => syntaxFault(text, error)),
    );
  if (all.length > 1) {
    const start = all[1]?.range?.[0] ?? 0;
    const message = 'a second document begins here';
    return failed(bare, [{ code: 'yaml-multiple-documents', start, message, expected: 'one document' }]);
  }
  if (!first?.contents || (isScalar(first.contents) && first.contents.value === null)) {
    return failed(bare, [{ code: 'yaml-empty', start: 0, message: 'the file is empty', expected: 'a map of keys' }]);
  }
  const reading = new Reading();
  const value = reading.convert(first.contents as Node, [], 0);
  const source = new SourceFile(file, text, reading.broken ? undefined : value, reading.places);
  return { source, diagnostics: reading.faults.map((fault) => toDiagnostic(source, fault)) };
}

/** One walk over the syntax tree: plain data, places, and the faults that the parser leaves to us. */
class Reading {
  readonly places = new Map<string, Place>();
  readonly faults: Fault[] = [];
  /** The data is not usable. */
  broken = false;
  /** Anchors met so far; the parser's own look-up walks the whole document for each alias. */
  private readonly anchors = new Map<string, Exclude<Node, Alias>>();
  private values = 0;

  convert(node: Node | null, path: Path, depth: number, place?: Place): unknown {
    if (this.broken) return undefined;
    const at = place ?? placeOfNode(node);
    this.places.set(pathText(path), at);
    if (++this.values > maxValues) return this.stop(tooMany(at.start));
    if (depth > maxDepth) return this.stop(tooDeep(at.start));
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target === undefined) return this.stop(unknownAlias(at, node.source));
      return this.convert(target, path, depth + 1, at);
    }
    if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isMap(node)) return this.convertMap(node.items as Pair[], path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.convert(item as Node, [...path, index], depth + 1));
    if (!isScalar(node)) return null;
    const value: unknown = node.value;
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'string') this.checkText(value, at);
    return value;
  }

  private convertMap(items: readonly Pair[], path: Path, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null);
    for (const { key, value } of items) {
      const keyNode = isAlias(key) ? this.anchors.get(key.source) : key;
      const keyPlace = placeOfNode(key as Node);
      if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === 'object') {
        const message = 'a key is a map, a list or empty';
        this.faults.push({ code: 'wrong-type', ...keyPlace, message, expected: 'a word' });
        continue;
      }
      const name = String(keyNode.value);
      if (name in map) {
        const message = `the key ${quoted(name)} stands here twice`;
        this.faults.push({ code: 'yaml-duplicate-key', ...keyPlace, message, found: name, expected: 'each key once' });
        continue;
      }
      this.checkText(name, keyPlace);
      const node = (value as Node | null) ?? null;
      const at = node ? placeOfNode(node) : keyPlace;
      map[name] = this.convert(node, [...path, name], depth + 1, { ...at, key: keyPlace });
    }
    return { ...map };
  }

  private checkText(text: string, place: Place): void {
    if (!text.includes('TfToken[')) return;
    const message = 'the text holds "TfToken[", with which cdktf marks its own references';
    this.faults.push({ code: 'reserved-text', ...place, message, found: text, expected: 'any other text' });
  }

  private stop(fault: Fault): undefined {
    if (!this.broken) this.faults.push(fault);
    this.broken = true;
    return undefined;
  }
}

interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

function placeOfNode(node: Node | null): Place {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[0], range[1]) } : { start: 0, end: 0 };
}

function decode(bytes: Uint8Array): { text: string; invalidAt?: number } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { text, invalidAt: Math.max(0, text.indexOf('\uFFFD')) };
  }
}

function syntaxFault(text: string, error: YAMLError): Fault {
  const [start, end] = error.pos;
  if (error.code === 'TAB_AS_INDENT' || text[start] === '\t') {
    return { code: 'yaml-tab', start, end, message: 'a tab indents this line', found: '\\t', expected: 'spaces' };
  }
  if (error.code === 'BAD_ALIAS')
    return { code: 'yaml-alias', start, end, message: error.message, expected: 'an anchor' };
  const message = error.message.split('\n')[0] as string;
  return { code: 'yaml-syntax', start, end, message, found: text.slice(start, end), expected: 'YAML' };
}

const unknownAlias = (place: Place, name: string): Fault => ({
  code: 'yaml-alias',
  ...place,
  message: `the alias *${name} refers to no anchor before it`,
  found: `*${name}`,
  expected: 'an anchor that stands before it',
});

const tooMany = (start: number): Fault => ({
  code: 'yaml-too-many-values',
  start,
  message: `the file holds more than ${maxValues} values, aliases expanded`,
  expected: `at most ${maxValues} values`,
});

const tooDeep = (start: number): Fault => ({
  code: 'yaml-too-deep',
  start,
  message: `maps and lists stand more than ${maxDepth} levels deep`,
  expected: `at most ${maxDepth} levels`,
});

const quoted = (text: string) => JSON.stringify(text);

function failed(source: SourceFile, faults: readonly Fault[]): ReadYaml {
  return { source, diagnostics: faults.map((fault) => toDiagnostic(source, fault)) };
}

function toDiagnostic(source: SourceFile, fault: Fault): Diagnostic {
  return {
    code: fault.code,
    severity: 'error',
    file: source.file,
    ...source.position(fault.start, fault.end),
    message: fault.message,
    found: shortened(fault.found ?? ''),
    expected: fault.expected,
    suggestion: null,
  };
}

/** What stands there, on one line and no longer than a line. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
