import { decode, ExtData, ExtensionCodec, encode } from '@msgpack/msgpack';
import type { Block, NestedBlock } from './schema';

/** Terraform's "known after apply". Refinements are dropped: a plain unknown may always be returned. */
export class Unknown {
  toString(): string {
    return '(unknown)';
  }
}
export const UNKNOWN = new Unknown();

/** A value of Terraform. A number that a double cannot hold exactly is its decimal text, as on the wire. */
export type Value = null | boolean | number | string | Unknown | Value[] | ValueMap;
export interface ValueMap {
  [key: string]: Value;
}

const PLAIN_UNKNOWN = 0;
const REFINED_UNKNOWN = 12;

const extensions = new ExtensionCodec();
extensions.register({
  type: PLAIN_UNKNOWN,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensions.register({ type: REFINED_UNKNOWN, encode: () => null, decode: () => UNKNOWN });

function fromWire(value: unknown): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof ExtData) return UNKNOWN;
  if (Array.isArray(value)) return value.map(fromWire);
  if (value === null || typeof value !== 'object' || value instanceof Unknown) return (value ?? null) as Value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromWire(item)]));
}

export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export function decodeValue(value: DynamicValue | null | undefined): Value {
  if (value?.msgpack?.length) return fromWire(decode(value.msgpack, { extensionCodec: extensions, useBigInt64: true }));
  if (value?.json?.length) return parseExactly(Buffer.from(value.json).toString('utf8'));
  return null;
}

export function encodeValue(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: extensions, ignoreUndefined: true }) };
}

/** `JSON.parse` that keeps a number it would round as its text. */
export function parseExactly(text: string): Value {
  const exact = /\d{16}|\d[eE]/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
        token.startsWith('"') || Number(token).toString() === token || Number.isSafeInteger(Number(token))
          ? token
          : JSON.stringify(token),
      )
    : text;
  return JSON.parse(exact) as Value;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** An object, also one that stands as JSON in a text: paths of `domain/limits` lead into those. */
export function unfolded(value: Value): ValueMap | undefined {
  if (isMap(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    return JSON.parse(value) as ValueMap;
  } catch {
    return undefined;
  }
}

/** Equality of values, the order of map keys aside. An unknown equals nothing, not even another. */
export function sameValue(a: Value, b: Value): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => sameValue(item, b[at] as Value));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameValue(a[key] as Value, b[key] as Value))
  );
}

/** The whole object that a schema describes, made of a partial one: what is missing is null, or empty for blocks. */
export function shaped(block: Block, value: ValueMap): ValueMap {
  const whole: ValueMap = {};
  for (const name of Object.keys(block.attributes ?? {})) whole[name] = value[name] ?? null;
  for (const [name, nested] of Object.entries(block.block_types ?? {})) whole[name] = shapedBlock(nested, value[name]);
  return whole;
}

function shapedBlock(nested: NestedBlock, value: Value | undefined): Value {
  if (value instanceof Unknown) return value;
  if (nested.nesting_mode === 'map') {
    const items = Object.entries(isMap(value) ? value : {});
    return Object.fromEntries(items.map(([key, item]) => [key, shapedItem(nested.block, item)]));
  }
  if (nested.nesting_mode === 'list' || nested.nesting_mode === 'set') {
    return Array.isArray(value) ? value.map((item) => shapedItem(nested.block, item)) : [];
  }
  return isMap(value) ? shaped(nested.block, value) : null;
}

function shapedItem(block: Block, item: Value): Value {
  return isMap(item) ? shaped(block, item) : item;
}
