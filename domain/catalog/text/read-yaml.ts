import { Composer, type CST, type Document, isScalar, Lexer, type Node, Parser, type YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostic';
import { maxDepth, maxFileBytes, maxSyntaxFaults } from './limits';
import { NodeReader, tooDeep } from './node-reader';
import { shortened } from './shortened';
import { SourceFile } from './source-file';
import type { TextFault } from './text-fault';

export interface ReadYaml {
  readonly source: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Bytes of a file → plain data with positions. Whatever the bytes are, the outcome is data or diagnostics with a
 * position inside the file, in bounded time and memory.
 */
export function readYaml(file: string, bytes: Uint8Array): ReadYaml {
  if (bytes.length > maxFileBytes) {
    const message = `the file has more than ${maxFileBytes} bytes`;
    const expected = `at most ${maxFileBytes} bytes`;
    return failed(new SourceFile(file, ''), [
      { code: 'file-too-large', start: 0, message, found: 'a larger file', expected },
    ]);
  }
  const { text, invalidAt } = decode(bytes);
  if (invalidAt !== undefined) {
    const message = 'the file is not UTF-8 text';
    const fault: TextFault = { code: 'not-utf8', start: invalidAt, message, expected: 'UTF-8 text' };
    return failed(new SourceFile(file, text), [fault]);
  }
  return readText(file, text);
}

function readText(file: string, text: string): ReadYaml {
  const control = controlCharacters(text);
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return failed(new SourceFile(file, text), [...control, tokens]);
  const documents: readonly Document[] = [...new Composer(composing).compose(tokens, false, text.length)];
  const errors = documents.flatMap(({ errors }) => errors);
  if (errors.length > 0) {
    const source = new SourceFile(file, text);
    const faults = firstFaults(errors, source).slice(0, maxSyntaxFaults);
    return failed(source, [...control, ...faults.map((error) => syntaxFault(text, error))]);
  }
  const [first, second] = documents;
  const outside = [...control, ...secondDocument(second), ...oldVersion(first)];
  const contents = first?.contents as Node | null | undefined;
  if (!contents || (isScalar(contents) && contents.value === null)) {
    const empty = { code: 'yaml-empty', start: 0, message: 'the file is empty', expected: 'a map of keys' } as const;
    return failed(new SourceFile(file, text), [...outside, empty]);
  }
  const reader = new NodeReader(text);
  const value = reader.read(contents);
  const source = new SourceFile(file, text, value, reader.places);
  return { source, diagnostics: [...outside, ...reader.faults].map((fault) => toDiagnostic(source, fault)) };
}

/** Duplicate keys are looked for while reading: the composer's own search is quadratic. */
const composing = { uniqueKeys: false, prettyErrors: false, logLevel: 'silent', version: '1.2', merge: false } as const;

/** The composer recurses: no document reaches it that could exhaust the stack. */
const maxOpenTokens = 4 * maxDepth;

function tokensOf(text: string): CST.Token[] | TextFault {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxOpenTokens) return tooDeep(parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The first of each line. */
function controlCharacters(text: string): TextFault[] {
  const first =
    /^([^\n\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*)([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f])/gm;
  return [...text.matchAll(first)].slice(0, maxSyntaxFaults).map(({ index, 1: before = '', 2: control = '' }) => {
    const found = `U+${control.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
    const message = `the file holds the control character ${found}`;
    return { code: 'control-character', start: index + before.length, message, found, expected: 'text' };
  });
}

/**
 * Without those that another one brings about: what the parser makes of the rest of broken lines, and of the lines that
 * stand as the broken one does.
 */
function firstFaults(errors: readonly YAMLError[], source: SourceFile): YAMLError[] {
  const lineOf = (offset: number) => source.position(offset).line;
  let broken = Number.NEGATIVE_INFINITY;
  return errors
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter((error) => {
      const [start, end] = error.pos;
      const line = lineOf(start);
      const follows = line <= broken || (error.code === 'BAD_INDENT' && line === broken + 1);
      broken = Math.max(broken, lineOf(Math.max(start, end - 1)));
      return !follows || isTab(source.text, error);
    });
}

function secondDocument(second: Document | undefined): TextFault[] {
  if (!second) return [];
  const start = second.range?.[0] ?? 0;
  return [
    { code: 'yaml-multiple-documents', start, message: 'a second document begins here', expected: 'one document' },
  ];
}

/** Under 1.1, `on:` would be a boolean and `06:00` a number. */
function oldVersion(document: Document | undefined): TextFault[] {
  const version = document?.directives?.yaml.version;
  if (version === undefined || version === '1.2') return [];
  const message = `the file declares YAML ${version}`;
  return [{ code: 'yaml-syntax', start: 0, message, found: `%YAML ${version}`, expected: 'YAML 1.2, without a %YAML' }];
}

function decode(bytes: Uint8Array): { text: string; invalidAt?: number } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { text, invalidAt: Math.max(0, text.indexOf('\uFFFD')) };
  }
}

const isTab = (text: string, { code, pos }: YAMLError) => code === 'TAB_AS_INDENT' || text[pos[0]] === '\t';

function syntaxFault(text: string, error: YAMLError): TextFault {
  const [start, end] = error.pos;
  if (isTab(text, error)) {
    return { code: 'yaml-tab', start, end, message: 'a tab indents this line', found: '\\t', expected: 'spaces' };
  }
  if (error.code === 'BAD_ALIAS')
    return { code: 'yaml-alias', start, end, message: error.message, expected: 'an anchor' };
  const message = error.message.split('\n')[0] as string;
  const [, blanks = '', found = ''] = /^( *)(.*)/.exec(text.slice(start)) ?? [];
  const expected = expectedBy[error.code] ?? 'YAML';
  // of a wrong indentation: the text behind it
  return { code: 'yaml-syntax', start: start + blanks.length, end: end + blanks.length, message, found, expected };
}

/** Where the parser's words do not tell what to write instead. */
const expectedBy: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'quotes around a text that holds ": ", or a key of its own at the indentation of the others',
};

function failed(source: SourceFile, faults: readonly TextFault[]): ReadYaml {
  return { source, diagnostics: faults.map((fault) => toDiagnostic(source, fault)) };
}

function toDiagnostic(source: SourceFile, { code, start, end, message, found = '', expected }: TextFault): Diagnostic {
  return {
    code,
    severity: 'error',
    file: source.file,
    ...source.position(start, end),
    message,
    found: shortened(found),
    expected,
    suggestion: null,
  };
}
