import fc from 'fast-check';
import { panelIds } from '../../../domain/dashboard/panel-ids';

const keys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 200 });

test('ids are distinct positive numbers of 31 bits', () => {
  fc.assert(
    fc.property(keys, (some) => {
      const ids = [...panelIds(some).values()];
      expect(new Set(ids).size).toBe(some.length);
      for (const id of ids) expect(id > 0 && id < 2 ** 31 && Number.isInteger(id)).toBe(true);
    }),
  );
});

test('the order of panels and what stands beside them change no id', () => {
  fc.assert(
    fc.property(keys, fc.nat(), (some, pick) => {
      const key = some[pick % some.length] as string;
      expect(panelIds([...some].reverse())).toEqual(panelIds(some));
      expect(panelIds([key]).get(key)).toBe(panelIds(some).get(key));
    }),
  );
});

test('an id is the same in every release, since alerts in the field link to it', () => {
  expect(panelIds(['slo/availability/burn']).get('slo/availability/burn')).toMatchInlineSnapshot(`299950424`);
});

test('two keys whose hashes meet still differ, and the first in alphabetical order keeps its id', () => {
  // found by search: both hash to the same 31 bits
  const [a, b] = collision();
  const ids = panelIds([b, a]);
  expect(ids.get(a)).toBe(panelIds([a]).get(a));
  expect(ids.get(b)).not.toBe(ids.get(a));
});

test('rejects a key that comes twice', () => {
  expect(() => panelIds(['a', 'b', 'a'])).toThrow('Expected: every panel once, got: a twice');
});

/** Two keys with equal ids, by the birthday paradox. */
function collision(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let n = 0; ; n++) {
    const key = `key ${String(n).padStart(7, '0')}`;
    const id = panelIds([key]).get(key) as number;
    const other = seen.get(id);
    if (other !== undefined) return [other, key];
    seen.set(id, key);
  }
}
