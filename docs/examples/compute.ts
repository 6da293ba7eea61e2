import { computed, entry } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';

export const computeExamples: readonly CodeExample[] = [
  {
    code: 'mixed-architectures',
    why: 'One image runs on one processor architecture.',
    files: { [checkout]: entry('compute:\n  instanceTypes: [c7g.large, c7i.large]\n  port: 8080\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 6,
      column: 30,
      found: 'c7i.large',
      expected: 'instance types of one architecture (arm64)',
      suggestion: null,
    },
  },
  {
    code: 'unknown-instance-type',
    why: 'The name tells the processor architecture, and with it the image; from this one it cannot be told.',
    files: { [checkout]: entry('compute:\n  instanceTypes: [large.c7g]\n  port: 8080\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 6,
      column: 19,
      found: 'large.c7g',
      expected: 'a family, a generation and a size, such as c7g.large',
      suggestion: null,
    },
  },
  {
    code: 'one-instance',
    why: 'A lost zone, a crash, a deploy: each is an outage of an important service with one instance.',
    files: {
      [checkout]: computed('scaling: {min: 1}\nslos:\n  - {name: up, objective: 99%, sli: {up: probe_success}}\n', {
        tier: 2,
      }),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 8,
      column: 16,
      found: '1',
      expected: 'at least 2, in two zones',
      suggestion: null,
    },
  },
  {
    code: 'refresh-checkpoints',
    why: 'A refresh goes from one checkpoint to the next, and ends at the last: below 100 it leaves a mixed group behind.',
    files: { [checkout]: computed('refresh:\n  checkpoints: {at: [50, 25, 100]}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 9,
      column: 26,
      found: '25',
      expected: 'percentages that ascend',
      suggestion: null,
    },
  },
  {
    code: 'requests-without-ingress',
    why: 'Requests per target are counted by the load balancer, and nothing stands behind it without an ingress.',
    files: { [checkout]: computed('scaling:\n  targets: {requestsPerTarget: 40rps}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 9,
      column: 32,
      found: '40rps',
      expected: 'compute.ingress, or another target such as cpu',
      suggestion: null,
    },
  },
  {
    code: 'paths-overlap',
    why: 'An ingress takes its path and everything below it. Which of two rules wins would depend on the order in which they were made.',
    files: {
      [checkout]: computed('  ingress: {listener: public, path: /shop/checkout}\n'),
      'services/cart.yaml': computed('  ingress: {listener: public, path: /shop}\n', { name: 'cart' }),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 37,
      found: '/shop/checkout',
      expected: 'a path of its own, another host, or a priority in both entries',
      suggestion: null,
    },
  },
  {
    code: 'priority-taken',
    why: 'No two rules of a listener may have one priority.',
    files: {
      [checkout]: computed('  ingress: {listener: public, path: /checkout, priority: 10}\n'),
      'services/cart.yaml': computed('  ingress: {listener: public, path: /cart, priority: 10}\n', { name: 'cart' }),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 58,
      found: '10',
      expected: 'a priority that no other service of the listener has',
      suggestion: null,
    },
  },
  {
    code: 'many-listener-rules',
    why: 'A load balancer takes 100 rules, unless AWS was asked for more.',
    files: Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => {
        const name = `shop-${String(index).padStart(3, '0')}`;
        return [`services/${name}.yaml`, computed(`  ingress: {listener: public, path: /${name}}\n`, { name })];
      }),
    ),
    expected: {
      severity: 'warning',
      file: 'services/shop-100.yaml',
      line: 8,
      column: 3,
      found: '101',
      expected: 'at most 100 (AWS’s quota for a load balancer, unless raised)',
      suggestion: null,
    },
  },
  {
    code: 'bootstrap-missing',
    why: 'A bootstrap is a text file inside the catalog.',
    files: { [checkout]: computed('  bootstrap: files/checkout.sh\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 14,
      found: 'files/checkout.sh',
      expected: 'a UTF-8 text file inside the catalog',
      suggestion: null,
    },
  },
  {
    code: 'bootstrap-too-large',
    why: 'EC2 takes 16 KiB of user data.',
    files: {
      [checkout]: computed('  bootstrap: files/checkout.sh\n'),
      'files/checkout.sh': `#!/bin/sh\n${'#'.repeat(20_000)}\n`,
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 14,
      found: '20011 bytes',
      expected: 'at most 16384 bytes (EC2’s limit for user data)',
      suggestion: null,
    },
  },
];
