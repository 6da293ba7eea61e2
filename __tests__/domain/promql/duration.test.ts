import fc from 'fast-check';
import { duration, durationSeconds } from '../../../domain/promql/duration';
import { promqlFaults } from '../../../domain/promql/faults';

test('any whole number of seconds comes back, and Prometheus takes it as a range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * 86_400 }), (seconds) => {
      const text = duration(seconds);
      expect(durationSeconds(text)).toBe(seconds);
      expect(text).toMatch(/^(\d+h)?(\d+m)?(\d+s)?$|^\d+d$/);
      expect(promqlFaults(`rate(m[${text}]) > 0`, { kind: 'alert' })).toEqual([]);
    }),
  );
});

test.each([
  [1, '1s'],
  [60, '1m'],
  [90, '1m30s'],
  [330, '5m30s'],
  [5400, '90m'],
  [3615, '1h15s'],
  [86_400, '1d'],
  [93_600, '26h'],
  [259_200, '3d'],
])('%d seconds are written %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ['90', 90],
  ['1.5', 1.5],
  ['1h30m', 5400],
  ['250ms', 0.25],
  ['1y2w3d4h5m6s7ms', 33_019_506.007],
])('%s is read as %d seconds', (text, seconds) => {
  expect(durationSeconds(text)).toBeCloseTo(seconds, 6);
});

test.each(['', 'm', '5 m', '5M', '-5m', '5m!', '1e3m', '$window'])('rejects %j as a duration', (text) => {
  expect(durationSeconds(text)).toBeUndefined();
});

test.each([0, -60, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('rejects %d seconds', (seconds) => {
  expect(() => duration(seconds)).toThrow(RangeError);
});
