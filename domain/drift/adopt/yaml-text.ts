import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../../catalog/path';

/** The text cannot be edited here: an anchor, a merge key, or something that is no map. Then there is no patch. */
export class NotEditable extends Error {}

/**
 * Sets the value at a path of a YAML text, adding the maps that are missing. Everything else, comments above all, stays
 * byte for byte.
 * @throws NotEditable
 */
export function setValue(text: string, path: Path, value: unknown): string {
  const { doc, node, rest } = found(text, path);
  if (rest.length === 0) return replaced(text, node, value);
  if (node === doc.contents && !isCollection(node)) throw new NotEditable('the file holds no map');
  if (!isMap(node)) throw new NotEditable(`${path.join('.')} leads through something that is no map`);
  const [key, ...below] = rest as [string | number, ...Path];
  const nested = [...below].reverse().reduce<unknown>((inner, step) => ({ [step]: inner }), value);
  return withPair(text, node, String(key), nested);
}

/** Whether something stands at a path. */
export const holds = (text: string, path: Path) => found(text, path).rest.length === 0;

/** Removes a key of a map, with its whole line where it has one. */
export function removeKey(text: string, path: Path): string {
  const { node, rest } = found(text, path.slice(0, -1));
  if (rest.length > 0 || !isMap(node)) throw new NotEditable(`${path.join('.')} is no key of a map`);
  const index = node.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === path.at(-1));
  const pair = node.items[index];
  if (pair === undefined) return text;
  const [from, to] = [startOf(pair.key as Node), endOf((pair.value ?? pair.key) as Node)];
  if (node.flow) return withoutFlowItem(text, from, to);
  if (index === 0) throw new NotEditable('the first key of a map carries its place');
  return text.slice(0, lineStart(text, from)) + text.slice(lineEnd(text, to));
}

/**
 * Makes a list hold `items`. Items that stay keep their text; in a block list each keeps its lines and comments, also
 * where it moves.
 * @throws NotEditable
 */
export function setList(text: string, path: Path, items: readonly unknown[]): string {
  const { node, rest } = found(text, path);
  if (rest.length > 0 || !isSeq(node)) throw new NotEditable(`${path.join('.')} is no list`);
  if (items.length === 0) throw new NotEditable(`${path.join('.')} would be empty`);
  return node.flow ? flowList(text, node, items) : blockList(text, node, items);
}

interface Found {
  readonly doc: Document;
  /** The deepest node on the way. */
  readonly node: Node;
  /** Steps that lead further, to what is not there. */
  readonly rest: Path;
}

function found(text: string, path: Path): Found {
  const doc = parseDocument(text, { keepSourceTokens: true });
  if (doc.errors.length > 0 || doc.contents === null) throw new NotEditable('the file is no YAML document');
  let node = doc.contents as Node;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) throw new NotEditable('an alias stands on the way');
    const next: unknown = isCollection(node) ? node.get(step, true) : undefined;
    if (next === undefined || (isScalar(next) && next.value === null)) return { doc, node, rest: path.slice(index) };
    node = next as Node;
  }
  if (isAlias(node) || node.anchor) throw new NotEditable('an anchor or an alias stands here');
  return { doc, node, rest: [] };
}

const startOf = ({ range }: Node) => range?.[0] ?? 0;
/** Of the value itself, without what follows on its line. */
const endOf = ({ range }: Node) => range?.[1] ?? 0;

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** In the quotes that the former value has, where there are any. */
function replaced(text: string, node: Node, value: unknown): string {
  const quotes = isScalar(node) && typeof value === 'string' ? node.type : undefined;
  const styled =
    quotes === 'QUOTE_DOUBLE'
      ? JSON.stringify(value)
      : quotes === 'QUOTE_SINGLE'
        ? `'${(value as string).replace(/'/g, "''")}'`
        : flow(value);
  if (quotes === 'BLOCK_FOLDED' || quotes === 'BLOCK_LITERAL') {
    const end = endOf(node);
    return `${text.slice(0, startOf(node))}${styled}${text[end - 1] === '\n' ? '\n' : ''}${text.slice(end)}`;
  }
  if (isCollection(node) && !node.flow) throw new NotEditable('a block of several lines stands here');
  return text.slice(0, startOf(node)) + styled + text.slice(endOf(node));
}

function withPair(text: string, map: YAMLMap, key: string, value: unknown): string {
  const existing = map.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === key);
  // the key is there and holds nothing
  if (existing !== undefined) {
    const at = endOf(existing.key as Node);
    const colon = text.indexOf(':', at) + 1;
    return `${text.slice(0, colon)} ${flow(value)}${text.slice(colon)}`;
  }
  const last = map.items.at(-1);
  const pair = `${key}: ${flow(value)}`;
  if (map.flow) {
    const at = last === undefined ? startOf(map) + 1 : endOf((last.value ?? last.key) as Node);
    return `${text.slice(0, at)}${last === undefined ? '' : ', '}${pair}${text.slice(at)}`;
  }
  if (last === undefined) throw new NotEditable('an empty map stands here');
  const first = startOf(map.items[0]?.key as Node);
  const indent = first - lineStart(text, first);
  return withLine(text, endOf((last.value ?? last.key) as Node), `${' '.repeat(indent)}${pair}`);
}

/** A line of its own after the one that an offset lies in; at the end of a block, the offset is past its last line. */
function withLine(text: string, offset: number, line: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const at = text[offset - 1] === '\n' ? offset : lineEnd(text, offset);
  const before = text.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : newline}${line}${newline}${text.slice(at)}`;
}

const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The item and one comma beside it. */
function withoutFlowItem(text: string, from: number, to: number): string {
  const after = /^\s*,\s*/.exec(text.slice(to))?.[0].length ?? 0;
  if (after > 0) return text.slice(0, from) + text.slice(to + after);
  const before = /,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  return text.slice(0, from - before) + text.slice(to);
}

/** Places stay, from the front; what is left over goes, what is missing comes at the end. */
function flowList(text: string, list: YAMLSeq, items: readonly unknown[]): string {
  const nodes = list.items as Node[];
  const same = nodes.length === items.length;
  const kept = same ? nodes : nodes.filter((node) => items.some((item) => isDeepStrictEqual(plainOf(node), item)));
  const isTrimmed =
    !same && kept.length === items.length && items.every((item, at) => isDeepStrictEqual(plainOf(kept[at]), item));
  if (isTrimmed) {
    return [...nodes]
      .reverse()
      .reduce((now, node) => (kept.includes(node) ? now : withoutFlowItem(now, startOf(node), endOf(node))), text);
  }
  let edited = text;
  for (let at = Math.max(nodes.length, items.length) - 1; at >= 0; at--) {
    const node = nodes[at];
    if (node === undefined) {
      const end = nodes.at(-1);
      const place = end === undefined ? startOf(list) + 1 : endOf(end);
      edited = `${edited.slice(0, place)}${end === undefined && at === 0 ? '' : ', '}${flow(items[at])}${edited.slice(place)}`;
    } else if (at >= items.length) {
      edited = withoutFlowItem(edited, startOf(node), endOf(node));
    } else if (!isDeepStrictEqual(plainOf(node), items[at])) {
      edited = edited.slice(0, startOf(node)) + flow(items[at]) + edited.slice(endOf(node));
    }
  }
  return edited;
}

function plainOf(node: unknown): unknown {
  return isCollection(node) || isScalar(node) ? node.toJSON() : node;
}

/** Comments above an item belong to it, and go where it goes; those above the first belong to the list. */
function blockList(text: string, list: YAMLSeq, items: readonly unknown[]): string {
  const nodes = list.items as Node[];
  const dashes = nodes.map((node) => text.lastIndexOf('-', startOf(node) - 1));
  const indent = ' '.repeat((dashes[0] ?? 0) - lineStart(text, dashes[0] ?? 0));
  const ends = nodes.map((node) => (text[endOf(node) - 1] === '\n' ? endOf(node) : lineEnd(text, endOf(node))));
  const begin = lineStart(text, dashes[0] ?? 0);
  const chunks = nodes.map((node, at) => ({
    value: plainOf(node),
    text: text.slice(at === 0 ? begin : ends[at - 1], ends[at]),
  }));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const unused = [...chunks];
  const lines = items.map((item) => {
    const match = unused.findIndex(({ value }) => isDeepStrictEqual(value, item));
    const chunk = match < 0 ? `${indent}- ${flow(item)}${newline}` : (unused.splice(match, 1)[0]?.text ?? '');
    return chunk.endsWith('\n') ? chunk : `${chunk}${newline}`;
  });
  return text.slice(0, begin) + lines.join('') + text.slice(ends.at(-1));
}
