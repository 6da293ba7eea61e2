import { entry } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';

export const sloExamples: readonly CodeExample[] = [
  {
    code: 'sli-shape',
    why: 'An SLI has one of five forms; these keys fit none.',
    files: {
      [checkout]: entry('slos:\n  - name: availability\n    objective: 99.9%\n    sli: {errors: http_errors_total}\n'),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 5,
      found: 'errors',
      expected: '{errors, total}, {good, total}, {histogram, below} with selector, le or native, {up} or {errorRatio}',
      suggestion: null,
    },
  },
  {
    code: 'promql',
    why: 'PromQL is read by Prometheus’ own grammar, and checked for types, while compiling.',
    files: {
      [checkout]: entry(
        'alerts:\n  - name: QueueFull\n    summary: The queue is full\n    severity: ticket\n    expr: |\n      sum by (queue) (\n        rate(queue_rejects_total[5m)\n      ) > 0\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 11,
      column: 36,
      found: ')',
      expected: 'PromQL, as Prometheus parses it',
      suggestion: null,
    },
  },
  {
    code: 'objective-total',
    why: 'An objective of 100 % leaves no budget, so there is no rate at which it could be spent.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 100%\n    sli: {errors: http_errors_total, total: http_requests_total}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 7,
      column: 16,
      found: '100%',
      expected: 'an objective below 100%',
      suggestion: '99.971%',
    },
  },
  {
    code: 'threshold-unreachable',
    why: 'The alert would need more errors than there are requests. An error where nothing would ever be heard, a warning where a slower alert remains.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 90%\n    sli: {errors: http_errors_total, total: http_requests_total}\nslo: {page: true}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 7,
      column: 16,
      found: '90%',
      expected: 'an objective of at least 93.06%, so that every alert can fire',
      suggestion: '93.06%',
    },
  },
  {
    code: 'objective-too-tight',
    why: 'Less than one scrape of full outage trips the alert: chance decides.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 99.99%\n    sli: {errors: http_errors_total, total: http_requests_total}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 7,
      column: 16,
      found: '99.99%',
      expected: 'an objective of at most 99.971% at this scrape interval',
      suggestion: '99.971%',
    },
  },
  {
    code: 'window-too-short',
    why: 'Alert windows cannot shrink below what Prometheus can measure, so most of the budget is gone before anybody hears.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 99%\n    window: 1d\n    sli: {errors: http_errors_total, total: http_requests_total}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 8,
      column: 13,
      found: '1d',
      expected: 'a window of at least 2d',
      suggestion: '2d',
    },
  },
  {
    code: 'low-traffic',
    why: 'So few requests that a ratio of errors means little.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 99.9%\n    expect: 0.01rps\n    sli: {errors: http_errors_total, total: http_requests_total}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 7,
      column: 16,
      found: '99.9% at 0.01rps',
      expected: 'an objective of at most 99.421%, or at least 0.059rps',
      suggestion: '99.421%',
    },
  },
  {
    code: 'slo-without-alert',
    why: 'An objective that nobody hears of when it is missed.',
    files: {
      [checkout]: entry(
        'slos:\n  - name: availability\n    objective: 99.9%\n    sli: {errors: http_errors_total, total: http_requests_total}\n    alerting: {ticket: false}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 9,
      column: 15,
      found: '{page: false, ticket: false}',
      expected: 'a ticket at least',
      suggestion: '{page: false, ticket: true}',
    },
  },
  {
    code: 'service-without-slo',
    why: 'An important service without an objective: nothing says when it is too broken.',
    files: { [checkout]: entry('', { tier: 1 }) },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 4,
      column: 7,
      found: 'no slos',
      expected: 'at least one SLO',
      suggestion: null,
    },
  },
  {
    code: 'objective-above-dependency',
    why: 'A service cannot be better than what it cannot work without.',
    files: {
      [checkout]: entry(
        'dependsOn: [{service: cart, hard: true}]\nslos:\n  - name: availability\n    objective: 99.9%\n    sli: {errors: http_errors_total, total: http_requests_total}\n',
      ),
      'services/cart.yaml': entry(
        'slos:\n  - name: availability\n    objective: 99.5%\n    sli: {errors: cart_errors_total, total: cart_requests_total}\n',
        { name: 'cart' },
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 8,
      column: 16,
      found: '99.9%',
      expected: 'an objective of at most 99.5%, or dependencies that are not hard',
      suggestion: '99.5%',
    },
  },
];
