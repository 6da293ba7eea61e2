import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { closest } from 'fastest-levenshtein';
import { remembered } from '../catalog/remembered';
import { aggregations, functionNames } from './functions';
import { stringFault } from './strings';

/** A fault in PromQL text; `offset` counts UTF-16 units from the start of the text. */
export interface PromqlFault {
  readonly offset: number;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string;
}

/** Text, its syntax tree by Prometheus' own grammar, and where `$window` stands in it. */
export interface PromqlSyntax {
  readonly text: string;
  /** The one expression of the text; its slice of the text holds no trailing comment. */
  readonly expr: SyntaxNode;
  /** Offsets of `$window`. */
  readonly windows: readonly number[];
}

const WINDOW = '$window';
/** As long as `$window`, so that offsets hold, and a duration, so that Prometheus' grammar takes it. */
const STAND_IN = '100000s';
/** In which `$window` is text like any other. */
const textNodes = ['StringLiteral', 'LineComment'];

/**
 * Parses PromQL in which `$window` may stand where a range does. Never throws. Each text is parsed once: its check, and
 * the rules of every window and environment, ask for the same. A tree of a usual selector takes half a kilobyte.
 */
export const parsePromql = remembered(parse, (text) => text);

function parse(text: string): { readonly syntax: PromqlSyntax } | { readonly fault: PromqlFault } {
  const windows = [...text.matchAll(/\$window(?![a-zA-Z0-9_])/g)].map((match) => match.index);
  const tree = parser.parse(text.replace(/\$window(?![a-zA-Z0-9_])/g, STAND_IN));
  const fault = grammarFault(text, tree.topNode);
  if (fault !== undefined) return { fault };
  const expr = children(tree.topNode).find((node) => node.name !== 'LineComment');
  if (expr === undefined) return { fault: syntaxFault(text, 0) };
  const isText = (offset: number) => textNodes.includes(tree.resolveInner(offset, 1).name);
  return { syntax: { text, expr, windows: windows.filter((offset) => !isText(offset)) } };
}

/** The text of a node, with `$window` as written. */
export function textOf(syntax: Pick<PromqlSyntax, 'text'>, node: SyntaxNode): string {
  return syntax.text.slice(node.from, node.to);
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

/** Every node below and including `node`, in the order of the text. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

/** Whether `node` is exactly a `$window`. */
export function isWindow(syntax: PromqlSyntax, node: SyntaxNode): boolean {
  return syntax.windows.includes(node.from) && node.to === node.from + WINDOW.length;
}

function grammarFault(text: string, top: SyntaxNode): PromqlFault | undefined {
  let first: PromqlFault | undefined;
  const blank = blankFault(text, top);
  top.cursor().iterate((node) => {
    if (first !== undefined) return false;
    if (node.type.isError) first = syntaxFault(text, node.from);
    else if (node.name === 'StringLiteral') first = stringFault(text, node.from, node.to);
    return undefined;
  });
  return blank !== undefined && (first === undefined || blank.offset < first.offset) ? blank : first;
}

/** The editor's grammar takes blanks that Prometheus does not know, as they come out of a word processor. */
function blankFault(text: string, top: SyntaxNode): PromqlFault | undefined {
  const found = [...text.matchAll(/[^\S \t\n\r]/g)].find(
    ({ index }) => !textNodes.includes(top.resolveInner(index, 1).name),
  );
  if (found === undefined) return undefined;
  const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    offset: found.index,
    message: `Prometheus does not take the character ${code} for a blank`,
    found: code,
    expected: 'an ordinary space',
    suggestion: ' ',
  };
}

function syntaxFault(text: string, offset: number): PromqlFault {
  const rest = text.slice(offset);
  const token = /^\s*(\$\w+|[\w:.]+|"[^"]*"?|\S)/.exec(rest)?.[1];
  const at = token === undefined ? offset : offset + rest.indexOf(token);
  const called = /([a-zA-Z_]\w*)\s*$/.exec(text.slice(0, at))?.[1];
  if (token === '(' && called !== undefined) {
    const suggestion = closest(called, [...functionNames, ...aggregations]);
    return {
      offset: at - (/\w\s*$/.exec(text.slice(0, at))?.[0].length ?? 1) - called.length + 1,
      message: `Prometheus has no function ${called}`,
      found: called,
      expected: 'a function of Prometheus',
      suggestion,
    };
  }
  const found = token ?? 'the end of the text';
  const expected = found.startsWith('$')
    ? 'PromQL; the only placeholder is $window, in the errorRatio of an SLO'
    : 'PromQL, as Prometheus parses it';
  return { offset: at, message: `PromQL does not go on like this: ${found}`, found, expected };
}
