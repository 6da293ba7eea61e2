import fc from 'fast-check';
import { differences } from '../../../domain/plan/differences';
import { Hidden, markedValue, type PlanValue, sameValue, UNKNOWN } from '../../../domain/plan/value';

const told = (before: PlanValue, after: PlanValue) =>
  differences(before, after).map(({ path, before: from, after: to }) => [path.join('.'), from, to]);

test('equal values have no difference, and unequal ones have at least one', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
      const [left, right] = [a, b] as [PlanValue, PlanValue];
      expect(differences(left, left)).toEqual([]);
      expect(differences(left, right).length > 0).toBe(!sameValue(left, right));
    }),
  );
});

test('an item that comes first moves no other one', () => {
  const [a, b, c] = [{ port: 80 }, { port: 443 }, { port: 8080 }];
  expect(told({ rules: [a, b] }, { rules: [c, a, b] })).toEqual([['rules.0', undefined, c]]);
  expect(told({ rules: [a, b] }, { rules: [a, { port: 444 }] })).toEqual([['rules.1.port', 443, 444]]);
});

test('items of a list that have names are compared with those of the same name', () => {
  const [cpu, mem] = [
    { name: 'cpu', at: 80 },
    { name: 'mem', at: 90 },
  ];
  const burn = { name: 'burn', at: 2 };
  expect(told({ rules: [cpu, mem] }, { rules: [burn, { ...cpu, at: 85 }, mem] })).toEqual([
    ['rules.1.at', 80, 85],
    ['rules.0', undefined, burn],
  ]);
  expect(told({ rules: [cpu, mem] }, { rules: [burn] })).toEqual([
    ['rules.0', cpu, undefined],
    ['rules.1', mem, undefined],
    ['rules.0', undefined, burn],
  ]);
  expect(told({ rules: [cpu] }, { rules: [{ ...cpu, name: 'load' }] })).toEqual([['rules.0.name', 'cpu', 'load']]);
});

test('an order alone is a difference of the whole list', () => {
  expect(told({ order: ['a', 'b'] }, { order: ['b', 'a'] })).toEqual([['order', ['a', 'b'], ['b', 'a']]]);
});

test('a null more in a list is a difference of the list', () => {
  expect(told({ a: [] }, { a: [null] })).toEqual([['a', [], [null]]]);
});

test('null and absent are one', () => {
  expect(told({ a: null }, {})).toEqual([]);
});

test('JSON texts are told apart by what they hold, and by their spelling where that is all', () => {
  expect(told('{"a": [1, {"b": 2}]}', '{"a":[1,{"b":3}]}')).toEqual([['a.1.b', 2, 3]]);
  expect(told('{"a": 1}', '{"a":1}')).toEqual([['', '{"a": 1}', '{"a":1}']]);
});

test('masks take the shape of the value, or its whole, and unknown parts are missing in it', () => {
  const value = markedValue(
    { list: ['a', null], secret: 'x', plain: 1 },
    { secret: true, list: [false] },
    { list: [false, true], later: true },
  );
  expect(value).toEqual({ list: ['a', UNKNOWN], secret: new Hidden('x'), plain: 1, later: UNKNOWN });
  expect(markedValue(null, true, true)).toEqual(new Hidden(UNKNOWN));
  expect(markedValue({ a: 1 }, [true], 'odd')).toEqual({ a: 1 });
});

test('a hidden side hides the other, and an unknown equals nothing', () => {
  expect(differences(new Hidden('a'), 'b')).toHaveLength(1);
  expect(differences(new Hidden('a'), new Hidden('a'))).toEqual([]);
  expect(differences({ a: UNKNOWN }, { a: UNKNOWN })).toHaveLength(1);
});
