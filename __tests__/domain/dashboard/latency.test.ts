import { latencyQuantiles } from '../../../domain/dashboard/latency';

const sli = {
  kind: 'histogram',
  metric: 'http_request_duration_seconds',
  selector: 'service="checkout" # ours',
  belowSeconds: 0.3,
  native: false,
} as const;

test('a classic histogram is summed by bucket', () => {
  expect(latencyQuantiles(sli).map(({ expr }) => expr)[2]).toBe(
    'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{service="checkout"}[5m])))',
  );
});

test('a native histogram is summed whole', () => {
  expect(latencyQuantiles({ ...sli, native: true })[0]).toEqual({
    legend: 'p50',
    expr: 'histogram_quantile(0.5, sum(rate(http_request_duration_seconds{service="checkout"}[5m])))',
  });
});

test('a metric in milliseconds is shown in seconds', () => {
  expect(latencyQuantiles({ ...sli, le: '300' })[0]?.expr).toMatch(/^0\.001 \* histogram_quantile/);
  expect(latencyQuantiles({ ...sli, le: '0.30' })[0]?.expr).toMatch(/^histogram_quantile/);
});
