import fc from 'fast-check';
import { remainderRatio } from '../../../domain/catalog/units';

test('what an objective leaves has no more digits than it', () => {
  expect(remainderRatio(99.95)).toBe(0.0005);
  expect(remainderRatio(99.999999)).toBe(1e-8);
  const digits = fc.integer({ min: 0, max: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), digits, (parts, places) => {
      const scale = 10 ** places;
      const left = (parts % (100 * scale)) + 1;
      const percent = Number(((100 * scale - left) / scale).toFixed(places));
      expect(remainderRatio(percent)).toBe(Number(`${left}e-${places + 2}`));
    }),
  );
});
