import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { stepText } from '../path';
import { maxDepth, maxValues } from './limits';
import type { Place } from './source-file';
import type { TextFault } from './text-fault';

interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

/** One walk over the syntax tree: plain data, places, and the faults that the parser leaves to us. */
export class NodeReader {
  /** By path, as text. */
  readonly places = new Map<string, Place>();
  readonly faults: TextFault[] = [];
  /** Anchors met so far; the parser's own look-up walks the whole document for each alias. */
  private readonly anchors = new Map<string, Exclude<Node, Alias>>();
  private values = 0;
  private stopped = false;

  constructor(private readonly text: string) {}

  /** The value of the document; undefined where it cannot be used. */
  read(contents: Node): unknown {
    const value = this.convert(contents, '', 0, placeOf(contents));
    return this.stopped ? undefined : value;
  }

  private convert(node: Node | null, path: string, depth: number, at: Place): unknown {
    if (this.stopped) return undefined;
    this.places.set(path, at);
    if (++this.values > maxValues) return this.stop(tooMany(at.start));
    if (depth > maxDepth) return this.stop(tooDeep(at.start));
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      return target === undefined
        ? this.stop(unknownAlias(at, node.source))
        : this.convert(target, path, depth + 1, at);
    }
    if (node?.tag !== undefined) this.faults.push(tagged(at, node.tag));
    if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isMap(node)) return this.convertMap(node.items as Pair[], path, depth);
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const inside = item as Node | null;
        return this.convert(inside, stepText(path, index), depth + 1, placeOf(inside, at));
      });
    }
    if (!isScalar(node)) return null;
    const { value } = node;
    if (node.type === 'QUOTE_DOUBLE' && !isClosed(this.text, placeOf(node))) this.faults.push(unclosed(at));
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'string') this.checkText(value, at);
    return value;
  }

  private convertMap(items: readonly Pair[], path: string, depth: number): Record<string, unknown> {
    const map = new Map<string, unknown>();
    for (const { key, value } of items) {
      const keyNode = isAlias(key) ? this.anchors.get(key.source) : key;
      const keyPlace = placeOf(key as Node | null, this.places.get(path));
      if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === 'object') {
        const message = 'a key is a map, a list or empty';
        this.faults.push({ code: 'wrong-type', ...keyPlace, message, expected: 'a word' });
        continue;
      }
      const name = String(keyNode.value);
      if (map.has(name)) {
        const message = `the key ${JSON.stringify(name)} stands here twice`;
        this.faults.push({ code: 'yaml-duplicate-key', ...keyPlace, message, found: name, expected: 'each key once' });
        continue;
      }
      this.checkText(name, keyPlace);
      if (name === '__proto__') this.faults.push(reserved(name, keyPlace));
      if (keyNode.anchor !== undefined) this.anchors.set(keyNode.anchor, keyNode);
      const node = value as Node | null;
      const empty = node?.range && node.range[0] === node.range[1];
      const at = { ...(empty ? keyPlace : placeOf(node, keyPlace)), key: keyPlace };
      map.set(name, this.convert(node, stepText(path, name), depth + 1, at));
    }
    // JavaScript's own name would not become a key
    return Object.fromEntries([...map].filter(([name]) => name !== '__proto__'));
  }

  private checkText(text: string, place: Place): void {
    // cdktf's marks for its own references, within a text or as the whole of it
    const mark = /TfToken\[|^(?:String|Any) Map Token Value$/.exec(text)?.[0];
    if (mark !== undefined) this.faults.push(reserved(mark, place));
    const character = control.exec(text)?.[0];
    // one that stands there itself has been told of, and an alias repeats what stands elsewhere
    const written = this.text.slice(place.start, place.end);
    if (character === undefined || control.test(written.replace(/[\r\n]/g, '')) || written.startsWith('*')) return;
    const found = `U+${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
    const message = `an escape stands for the character ${found}`;
    this.faults.push({ code: 'control-character', ...place, message, found, expected: 'text' });
  }

  private stop(fault: TextFault): undefined {
    if (!this.stopped) this.faults.push(fault);
    this.stopped = true;
    return undefined;
  }
}

const control = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u;

/** Where a node stands; an empty one where it would. */
function placeOf(node: Node | null, otherwise: Place = { start: 0, end: 0 }): Place {
  const range = node?.range;
  return range
    ? { start: range[0], end: Math.max(range[0], range[1]) }
    : { start: otherwise.start, end: otherwise.end };
}

/** The parser takes an escaped quote at the end of the file for the closing one. */
function isClosed(text: string, { start, end }: Place): boolean {
  let backslashes = 0;
  while (text[end - 2 - backslashes] === '\\') backslashes++;
  return end - start > 1 && text[end - 1] === '"' && backslashes % 2 === 0;
}

const unclosed = ({ end }: Place): TextFault => ({
  code: 'yaml-syntax',
  start: end,
  message: 'Missing closing "quote',
  expected: 'YAML',
});

const reserved = (word: string, place: Place): TextFault => ({
  code: 'reserved-text',
  ...place,
  message: `the text holds ${JSON.stringify(word)}, which has a meaning inside of the compiler`,
  found: word,
  expected: 'any other text',
});

const unknownAlias = (place: Place, name: string): TextFault => ({
  code: 'yaml-alias',
  ...place,
  message: `the alias *${name} refers to no anchor before it`,
  found: `*${name}`,
  expected: 'an anchor that stands before it',
});

function tagged(place: Place, tag: string): TextFault {
  const found = tag.replace(/^tag:yaml\.org,2002:/, '!!');
  return { code: 'yaml-tag', ...place, message: `the value has the tag ${found}`, found, expected: 'no tag' };
}

const tooMany = (start: number): TextFault => ({
  code: 'yaml-too-many-values',
  start,
  message: `the file holds more than ${maxValues} values, aliases expanded`,
  expected: `at most ${maxValues} values`,
});

export const tooDeep = (start: number): TextFault => ({
  code: 'yaml-too-deep',
  start,
  message: `maps and lists stand more than ${maxDepth} levels deep`,
  expected: `at most ${maxDepth} levels`,
});
