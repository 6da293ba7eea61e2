import fc from 'fast-check';
import { prometheusDuration } from '../../../constructs/grafana/prometheus-duration';
import { durationSeconds } from '../../../domain/promql/duration';

test.each([
  [0, '0s'],
  [30, '30s'],
  [60, '1m'],
  [90, '1m30s'],
  [3_600, '1h'],
  [5_400, '1h30m'],
  [86_400, '1d'],
  [129_600, '36h'],
  [604_800, '1w'],
  [1_209_600, '2w'],
])('%d seconds are %s', (seconds, text) => expect(prometheusDuration(seconds)).toBe(text));

test('what is written reads back as the same time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      expect(durationSeconds(prometheusDuration(seconds))).toBe(seconds);
    }),
  );
});
