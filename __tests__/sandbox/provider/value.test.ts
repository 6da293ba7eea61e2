import { ExtData, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import {
  decodeValue,
  encodeValue,
  parseExactly,
  sameValue,
  shaped,
  UNKNOWN,
  type Value,
} from '../../../sandbox/provider/value';

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.constant(UNKNOWN),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

test('a value comes back from the wire as it was', () => {
  fc.assert(fc.property(value, (one) => expect(decodeValue(encodeValue(one))).toEqual(one)));
});

test('a refined unknown is an unknown', () => {
  expect(decodeValue({ msgpack: encode({ a: new ExtData(12, new Uint8Array([0x81, 1, 0xc2])) }) })).toEqual({
    a: UNKNOWN,
  });
});

test('a large whole number keeps its digits', () => {
  expect(decodeValue({ msgpack: encode(9007199254740993n, { useBigInt64: true }) })).toBe('9007199254740993');
  expect(decodeValue({ msgpack: encode(12n, { useBigInt64: true }) })).toBe(12);
});

test('JSON is read without rounding, texts untouched', () => {
  expect(parseExactly('{"a": 9007199254740993, "b": "9007199254740993", "c": 1.5, "d": 1e3, "e": -7}')).toEqual({
    a: '9007199254740993',
    b: '9007199254740993',
    c: 1.5,
    d: 1000,
    e: -7,
  });
});

test('an unknown equals nothing', () => {
  expect(sameValue(UNKNOWN, UNKNOWN)).toBe(false);
  expect(sameValue({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
  expect(sameValue({ a: 1 }, { a: 1, b: null })).toBe(false);
});

test('what is missing is null in an attribute and empty in a block', () => {
  const item = { attributes: { x: { type: 'string' } } } as const;
  const block = {
    attributes: { name: { type: 'string' }, list: { type: ['list', 'string'] } },
    block_types: {
      many: { nesting_mode: 'list', block: item },
      some: { nesting_mode: 'set', block: item },
      keyed: { nesting_mode: 'map', block: item },
      one: { nesting_mode: 'single', block: item },
    },
  } as const;
  expect(shaped(block, { many: [{}] })).toEqual({
    name: null,
    list: null,
    many: [{ x: null }],
    some: [],
    keyed: {},
    one: null,
  });
});
