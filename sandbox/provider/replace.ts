import type { Block } from './schema';
import { isMap, sameValue, unfolded, type Value, type ValueMap } from './value';

/** A step into a value: a name, or a position in a list. */
export type Path = readonly (string | number)[];

/** Where a planned state changes what forces a replacement; `forcing` holds names joined by dots. */
export function replacedAt(block: Block, forcing: readonly string[], planned: ValueMap, prior: ValueMap): Path[] {
  return forcing.flatMap((path) => changes(block, path.split('.'), planned, prior, []));
}

function changes(block: Block, names: readonly string[], planned: Value, prior: Value, at: Path): Path[] {
  const [name, ...rest] = names;
  if (name === undefined) return [];
  const after = isMap(planned) ? (planned[name] ?? null) : null;
  const before = isMap(prior) ? (prior[name] ?? null) : null;
  const nested = block.block_types?.[name];
  const here = [...at, name];
  if (rest.length > 0 && nested?.nesting_mode === 'list' && Array.isArray(after) && Array.isArray(before)) {
    const longest = after.length > before.length ? after : before;
    return longest.flatMap((_, index) =>
      changes(nested.block, rest, after[index] ?? null, before[index] ?? null, [...here, index]),
    );
  }
  // into a set, JSON or an unknown block there is no path: the whole of it is named
  return sameValue(inner(after, rest), inner(before, rest)) ? [] : [here];
}

/** What the elements of a set hold at a path, in an order of their own. */
function inner(value: Value, names: readonly string[]): Value {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => inner(item, names)).sort(byText);
  const block = unfolded(value);
  return block === undefined ? value : inner(block[name] ?? null, rest);
}

function byText(a: Value, b: Value): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

export function pathMessage(path: Path): object {
  return {
    steps: path.map((step) => (typeof step === 'number' ? { element_key_int: step } : { attribute_name: step })),
  };
}
