import { promqlFaults } from '../../../domain/promql/faults';
import { recordedName, ruleIntervalSeconds, SloSeries, sloSelector } from '../../../domain/slo/series';
import { environment, service, slo } from './fixtures';

const selector = '{environment="production",service="checkout",slo="availability"}';
const every = (scrapeIntervalSeconds: number) => environment({ scrapeIntervalSeconds });
const seriesOf = (scrapeIntervalSeconds = 30) => new SloSeries(service(), slo(), every(scrapeIntervalSeconds));

test('series are selected by what identifies the SLO, and by nothing that an edit changes', () => {
  const edited = service({ owner: 'other', tier: 3, description: 'x', links: {} });
  expect(sloSelector(service(), slo())).toBe(selector);
  expect(sloSelector(edited, slo({ objectivePercent: 99, description: 'y' }))).toBe(selector);
});

test('a recorded series is called by what it counts and over how long', () => {
  expect(recordedName('errors', 5)).toBe('slo:errors:rate5m');
  expect(recordedName('total', 60)).toBe('slo:total:rate1h');
  expect(recordedName('total', 90)).toBe('slo:total:rate90m');
});

test.each([
  [60, 60],
  [120, 60],
  [300, 60],
  [30, 30],
  [90, 30],
  [20, 20],
  [100, 20],
  [10, 10],
  [50, 10],
  [15, 30],
  [7, 30],
])('with a scrape every %d s the rules run every %d s', (scrape, seconds) => {
  expect(ruleIntervalSeconds(every(scrape))).toBe(seconds);
});

describe('a window', () => {
  test('that is recorded is read as it is, and summed over labels that it should not have', () => {
    expect(seriesOf().over('errors', 5)).toBe(`sum(slo:errors:rate5m${selector})`);
    expect(seriesOf().over('total', 60)).toBe(`sum(slo:total:rate1h${selector})`);
    expect(seriesOf().eventsPerUnit(5)).toBe(300);
    expect(seriesOf().eventsPerUnit(60)).toBe(3600);
  });

  test('of days begins with the recorded hour, and no range is longer than itself', () => {
    const days = seriesOf().over('errors', 3 * 24 * 60);
    expect(days).toContain(`sum(slo:errors:rate1h${selector})`);
    expect(days).toContain(`slo:errors:rate5m${selector}[71h:1m]`);
    // the middle of what the oldest of its samples speaks for
    expect(days).toContain('offset 58m)');
    expect(seriesOf().eventsPerUnit(3 * 24 * 60)).toBe(60);
  });

  test('below an hour begins and ends with the base window', () => {
    const half = seriesOf().over('total', 30);
    expect(half).toContain(
      `5 * (sum(slo:total:rate5m${selector}) + (sum(slo:total:rate5m${selector} offset 25m) or vector(0)))`,
    );
    expect(half).toContain('[20m:1m]');
  });

  test('of two base windows is those two', () => {
    expect(seriesOf().over('total', 10)).toBe(
      `5 * (sum(slo:total:rate5m${selector}) + (sum(slo:total:rate5m${selector} offset 5m) or vector(0)))`,
    );
  });

  test('with slow scrapes begins with a longer base window', () => {
    expect(seriesOf(300).over('errors', 20)).toBe(`sum(slo:errors:rate20m${selector})`);
  });

  test('of weeks is read in longer steps, so that no engine has to hold more samples than it may', () => {
    const minutes = 9 * 24 * 60;
    const steps = Number(/\[(\d+)h:(\d+)m\]/.exec(seriesOf().over('total', minutes))?.[2]);
    expect(steps).toBeGreaterThan(1);
    expect(minutes / steps).toBeLessThanOrEqual(4500);
    expect(seriesOf().eventsPerUnit(minutes)).toBe(steps * 60);
  });

  test('is PromQL, whatever its length and the scrape interval', () => {
    for (const scrape of [5, 30, 60, 100, 300]) {
      const series = seriesOf(scrape);
      for (let minutes = series.baseMinutes; minutes <= 60 * 24 * 37; minutes += 5 * Math.ceil(minutes / 30)) {
        const expr = series.over('total', minutes);
        expect({ minutes, faults: promqlFaults(expr, { kind: 'alert' }) }).toEqual({ minutes, faults: [] });
      }
    }
  });
});

test('a window without a gap has as many samples as it is expected to have', () => {
  expect(seriesOf().count(60)).toBe(`sum(count_over_time(slo:total:rate5m${selector}[1h:5m]))`);
  expect(seriesOf().fullCount(60)).toBe(12);
});
