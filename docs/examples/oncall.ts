import { team } from './catalog';
import type { CodeExample } from './example';

const shop = 'config/teams/shop.yaml';
const primary = (rest: string) =>
  team(`rotations:
  - name: primary
${rest}`);

export const oncallExamples: readonly CodeExample[] = [
  {
    code: 'default-escalation',
    why: 'Of several escalations, exactly one is the one that services get without asking.',
    files: {
      [shop]: team('  - name: shop-urgent\n    steps:\n      - {notify: [head-of-shop@example.com], for: 5m}\n'),
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 3,
      column: 1,
      found: '',
      expected: 'default: true in one of them',
      suggestion: null,
    },
  },
  {
    code: 'member-repeated',
    why: 'Two turns in a row are one turn: the list is shorter than it looks, or somebody was to stand between.',
    files: {
      [shop]: primary(
        '    every: 1d\n    handoff: {time: "09:00"}\n    members: [ada@example.com, ada@example.com, grace@example.com]\n    anchor: {on: 2026-11-02, member: ada@example.com}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 11,
      column: 32,
      found: 'ada@example.com',
      expected: 'somebody else between two turns of one person',
      suggestion: null,
    },
  },
  {
    code: 'anchor-not-a-handoff',
    why: 'The anchor says who takes over on a day on which somebody takes over.',
    files: {
      [shop]: primary(
        '    every: 1w\n    handoff: {day: monday, time: "09:00"}\n    members: [ada@example.com, grace@example.com]\n    anchor: {on: 2026-11-03, member: ada@example.com}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 12,
      column: 18,
      found: '2026-11-03, a tuesday',
      expected: 'a monday',
      suggestion: null,
    },
  },
  {
    code: 'follows-cycle',
    why: 'At the end of every chain of followers stands a rotation with members.',
    files: { [shop]: team('rotations:\n  - {name: primary, follows: primary, offset: 1}\n') },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 8,
      column: 30,
      found: 'primary',
      expected: 'a rotation with members of its own',
      suggestion: null,
    },
  },
  {
    code: 'skipped-local-time',
    why: 'On the day when clocks go forward, this local time does not exist, so nothing can happen at it.',
    files: {
      [shop]: primary(
        '    every: 1w\n    handoff: {day: sunday, time: "02:30"}\n    members: [ada@example.com, grace@example.com]\n    anchor: {on: 2027-03-28, member: ada@example.com}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 12,
      column: 18,
      found: '2027-03-28 02:30',
      expected: 'the date of another handoff',
      suggestion: null,
    },
  },
  {
    code: 'unknown-time-zone',
    why: 'Zones are spelled as the IANA spells them. PagerDuty’s schedules know only some of them: not UTC, for one.',
    files: { [shop]: team('', 'UTC') },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 2,
      column: 11,
      found: 'UTC',
      expected: 'a time zone that PagerDuty has, such as Europe/Berlin or Etc/UTC',
      suggestion: 'Etc/UTC',
    },
  },
  {
    code: 'nobody-notified',
    why: 'At these hours an incident would wake nobody, in any step.',
    files: {
      [shop]:
        'name: shop\ntimeZone: Europe/Berlin\nrotations:\n  - name: office\n    every: 1d\n    handoff: {time: "09:00"}\n    members: [ada@example.com, grace@example.com]\n    anchor: {on: 2026-11-02, member: ada@example.com}\n    hours: {from: "09:00", to: "17:00"}\nescalations:\n  - name: shop-default\n    steps:\n      - {notify: [office], for: 15m}\n',
    },
    expected: {
      severity: 'warning',
      file: 'config/teams/shop.yaml',
      line: 12,
      column: 5,
      found: 'hours that nobody has',
      expected: 'a rotation around the clock, or a person, in one of the steps',
      suggestion: null,
    },
  },
];
