import { computed, entry } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';

export const computeExamples: readonly CodeExample[] = [
  {
    code: 'scaling-without-compute',
    why: 'A schedule or an event sets the sizes of a group of instances, and there is none.',
    files: {
      [checkout]: entry(
        'scaling:\n  schedule:\n    - {name: evening, from: "17:00", to: "23:00", timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 6,
      column: 3,
      found: 'schedule',
      expected: 'compute, or no schedule and events',
      suggestion: null,
    },
  },
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
    code: 'min-above-max',
    why: 'The merged values are checked, and so are the bounds that hold together while a schedule or an event runs.',
    files: { [checkout]: computed('scaling: {min: 5}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 16,
      found: '5',
      expected: 'at most 4',
      suggestion: null,
    },
  },
  {
    code: 'event-order',
    why: 'An event ends after it begins.',
    files: {
      [checkout]: computed(
        'scaling:\n  events:\n    - {name: sale, from: 2026-11-30T06:00, to: 2026-11-27T06:00, timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 48,
      found: '2026-11-27T06:00',
      expected: 'later than 2026-11-30T06:00',
      suggestion: null,
    },
  },
  {
    code: 'events-overlap',
    why: 'While two events run, nobody could say which sizes hold.',
    files: {
      [checkout]: computed(
        'scaling:\n  events:\n    - {name: sale, from: 2026-11-27T06:00, to: 2026-11-30T06:00, timeZone: Europe/Berlin, min: 3}\n    - {name: launch, from: 2026-11-29T06:00, to: 2026-12-01T06:00, timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 11,
      column: 28,
      found: '2026-11-29T06:00',
      expected: 'events that do not overlap: sale ends at 2026-11-30T06:00 (Europe/Berlin)',
      suggestion: null,
    },
  },
  {
    code: 'expect-not-carried',
    why: 'The largest group, each instance at its target, carries less than the event is expected to bring.',
    files: {
      [checkout]: computed(
        '  ingress: {listener: public, path: /checkout}\nscaling:\n  targets: {requestsPerTarget: 40rps}\n  events:\n    - {name: sale, from: 2026-11-27T06:00, to: 2026-11-30T06:00, timeZone: Europe/Berlin, max: 10, expect: 800rps}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 12,
      column: 108,
      found: '800rps',
      expected: 'at most 400rps, or a max of at least 20',
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
  {
    code: 'bad-cron',
    why: 'Five fields, as EC2 Auto Scaling documents them.',
    files: {
      [checkout]: computed(
        'scaling:\n  schedule:\n    - {name: morning, cron: "0 25 * * *", timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 29,
      found: '0 25 * * *',
      expected: 'five fields: minute, hour, day of month, month, day of week; numbers, names, * , - and /',
      suggestion: null,
    },
  },
  {
    code: 'cron-never-fires',
    why: 'There is no such day.',
    files: {
      [checkout]: computed(
        'scaling:\n  schedule:\n    - {name: morning, cron: "0 8 30 2 *", timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 29,
      found: '0 8 30 2 *',
      expected: 'a day that exists in one of its months',
      suggestion: null,
    },
  },
  {
    code: 'cron-too-often',
    why: 'AWS may be two minutes late, and a size that is set each minute is set for nothing.',
    files: {
      [checkout]: computed(
        'scaling:\n  schedule:\n    - {name: morning, cron: "* * * * *", timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 29,
      found: '* * * * *',
      expected: 'at most 96 times a day',
      suggestion: null,
    },
  },
  {
    code: 'schedule-irregular',
    why: 'What holds after one entry depends on the other, and differs from date to date: no recurring action can say that.',
    files: {
      [checkout]: computed(
        'scaling:\n  max: 9\n  schedule:\n    - {name: month, cron: "0 0 13 * *", timeZone: Europe/Berlin, min: 3}\n    - {name: friday, cron: "0 0 * * 5", timeZone: Europe/Berlin, min: 4}\n    - {name: morning, from: "08:00", to: "10:00", timeZone: Europe/Berlin, min: 6}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 12,
      column: 7,
      found: 'friday',
      expected: 'entries that meet in the same order every week, or on the same dates every year',
      suggestion: null,
    },
  },
  {
    code: 'actions-collide',
    why: 'AWS refuses two actions at one instant, and runs equal ones in any order.',
    files: {
      [checkout]: computed(
        'scaling:\n  schedule:\n    - {name: berlin, cron: "0 8 * * *", timeZone: Europe/Berlin, min: 3}\n    - {name: london, cron: "0 7 * * *", timeZone: Europe/London, min: 4}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 7,
      found: 'berlin',
      expected: 'times that stay apart on the day of a clock change, in every zone of the schedule',
      suggestion: null,
    },
  },
  {
    code: 'too-many-actions',
    why: 'AWS takes 125 scheduled actions for one group.',
    files: {
      [checkout]: computed(
        `scaling:\n  schedule:\n${Array.from({ length: 64 }, (_, index) => `    - {name: cron-${index}, cron: "${index % 60} ${Math.floor(index / 60)} 1 1 *", timeZone: Europe/Berlin, min: ${2 + (index % 2)}}\n`).join('')}  events:\n${Array.from(
          { length: 64 },
          (_, index) => {
            const at = (hour: number) =>
              new Date(Date.UTC(2026, 11, 1 + Math.floor(index / 4), (index % 4) * 6 + hour))
                .toISOString()
                .slice(0, 16);
            return `    - {name: sale-${index}, from: ${at(0)}, to: ${at(3)}, timeZone: Europe/Berlin, min: 3}\n`;
          },
        ).join('')}`,
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 5,
      found: '192',
      expected: 'at most 125 for one Auto Scaling group',
      suggestion: null,
    },
  },
];
