import { computed, entry } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';

export const scalingExamples: readonly CodeExample[] = [
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
