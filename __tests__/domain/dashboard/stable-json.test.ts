import { stableJson } from '../../../domain/dashboard/stable-json';

test('keys are sorted at every depth and nulls are left out', () => {
  expect(stableJson({ b: [{ d: 1, c: null }], a: { z: undefined, y: false } })).toBe('{"a":{"y":false},"b":[{"d":1}]}');
});

test('lists keep their order', () => {
  expect(stableJson({ list: [3, 1, 2] })).toBe('{"list":[3,1,2]}');
});
