import type { Computed, Making } from './behaviour';
import type { Attribute, Block, TypeText } from './schema';
import { isMap, Unknown, type Value, type ValueMap } from './value';

/**
 * Puts a known value in the place of every unknown one: what the behaviour computes, else the empty value of its
 * type, as the providers' SDK does for what a server leaves out.
 */
export function filled(
  block: Block,
  state: ValueMap,
  computed: Readonly<Record<string, Computed>>,
  making: Making,
): ValueMap {
  const fillBlock = (schema: Block, here: ValueMap, at: string): ValueMap => {
    const known: ValueMap = { ...here };
    for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
      const value = here[name] ?? null;
      if (hasUnknown(value)) known[name] = computed[at + name]?.(making, known) ?? emptied(attribute, value);
    }
    for (const [name, nested] of Object.entries(schema.block_types ?? {})) {
      known[name] = fillItems(nested.block, here[name] ?? null, `${at}${name}.`);
    }
    return known;
  };
  const fillItems = (schema: Block, value: Value, at: string): Value => {
    if (Array.isArray(value)) return value.map((item) => (isMap(item) ? fillBlock(schema, item, at) : item));
    if (value instanceof Unknown) return [];
    return isMap(value) ? fillBlock(schema, value, at) : value;
  };
  return fillBlock(block, state, '');
}

function hasUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isMap(value) && Object.values(value).some(hasUnknown);
}

function emptied(attribute: Attribute, value: Value): Value {
  if (value instanceof Unknown) return emptyOf(attribute.type);
  if (Array.isArray(value)) return value.map((item) => emptied(attribute, item));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item instanceof Unknown ? '' : item]));
}

export function emptyOf(type: TypeText): Value {
  if (type === 'string') return '';
  if (type === 'number') return 0;
  if (type === 'bool') return false;
  if (type[0] === 'list' || type[0] === 'set') return [];
  if (type[0] === 'map') return {};
  return Object.fromEntries(Object.entries(type[1]).map(([name, inner]) => [name, emptyOf(inner as TypeText)]));
}
