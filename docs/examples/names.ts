import { computed, entry, team } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';
const shop = 'config/teams/shop.yaml';
const primary = (rest: string) =>
  team(`rotations:
  - name: primary
${rest}`);

export const namesExamples: readonly CodeExample[] = [
  {
    code: 'unknown-team',
    why: 'The owner is the name of a file in config/teams.',
    files: { [checkout]: entry('').replace('owner: shop', 'owner: shopp') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 3,
      column: 8,
      found: 'shopp',
      expected: 'one of shop (config/teams)',
      suggestion: 'shop',
    },
  },
  {
    code: 'unknown-service',
    why: 'A dependency or a caller is the name of another entry.',
    files: { [checkout]: entry('dependsOn: [serach]\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 5,
      column: 13,
      found: 'serach',
      expected: 'the name of another entry',
      suggestion: 'search',
    },
  },
  {
    code: 'unknown-environment',
    why: 'An environment is the name of a file in config/environments.',
    files: { [checkout]: entry('runsIn: [prodction]\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 5,
      column: 10,
      found: 'prodction',
      expected: 'one of production (config/environments)',
      suggestion: 'production',
    },
  },
  {
    code: 'unknown-rotation',
    why: 'An escalation notifies rotations of its own team, and people by e-mail.',
    files: {
      [shop]:
        'name: shop\ntimeZone: Europe/Berlin\nrotations:\n  - name: primary\n    every: 1d\n    handoff: {time: "09:00"}\n    members: [ada@example.com]\n    anchor: {on: 2026-11-02, member: ada@example.com}\nescalations:\n  - name: shop-default\n    steps:\n      - {notify: [primery], for: 15m}\n',
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 12,
      column: 19,
      found: 'primery',
      expected: 'one of primary, or an e-mail address',
      suggestion: 'primary',
    },
  },
  {
    code: 'unknown-escalation',
    why: 'A service names an escalation of the team that owns it.',
    files: { [checkout]: entry('oncall: {escalation: shop-defualt}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 5,
      column: 22,
      found: 'shop-defualt',
      expected: 'one of shop-default',
      suggestion: 'shop-default',
    },
  },
  {
    code: 'unknown-listener',
    why: 'An environment may lack one of the two load balancers.',
    files: { [checkout]: computed('  ingress: {listener: internal, path: /checkout}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 23,
      found: 'internal',
      expected: 'one of public',
      suggestion: null,
    },
  },
  {
    code: 'unknown-tier',
    why: 'config/tiers.yaml says what a tier gives; a tier that is not in it gives nothing.',
    files: {
      'config/tiers.yaml': '2: {runsIn: [production]}\n3: {runsIn: [production]}\n',
      [checkout]: entry('', { tier: 4 }),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 4,
      column: 7,
      found: '4',
      expected: 'one of 2, 3',
      suggestion: null,
    },
  },
  {
    code: 'unknown-member',
    why: 'Whoever takes over on the anchor is one of the members.',
    files: {
      [shop]: primary(
        '    every: 1d\n    handoff: {time: "09:00"}\n    members: [ada@example.com, grace@example.com]\n    anchor: {on: 2026-11-02, member: grase@example.com}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'config/teams/shop.yaml',
      line: 12,
      column: 38,
      found: 'grase@example.com',
      expected: 'one of ada@example.com, grace@example.com',
      suggestion: 'grace@example.com',
    },
  },
  {
    code: 'dependency-cycle',
    why: 'Services that depend on one another in a circle cannot be started, or reasoned about, in any order.',
    files: {
      [checkout]: entry('dependsOn: [cart]\n'),
      'services/cart.yaml': entry('dependsOn: [checkout]\n', { name: 'cart' }),
    },
    expected: {
      severity: 'error',
      file: 'services/cart.yaml',
      line: 5,
      column: 13,
      found: 'checkout',
      expected: 'dependencies without a cycle',
      suggestion: null,
    },
  },
  {
    code: 'dependency-elsewhere',
    why: 'In this environment the service would miss what it depends on, or let in what is not there.',
    files: { [checkout]: entry('dependsOn: [cart]\n'), 'services/cart.yaml': entry('runsIn: []\n', { name: 'cart' }) },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 5,
      column: 13,
      found: 'cart',
      expected: 'a service of the same environment',
      suggestion: null,
    },
  },
  {
    code: 'dependency-retired',
    why: 'A retired service has nothing that answers.',
    files: {
      [checkout]: entry('dependsOn: [cart]\n'),
      'services/cart.yaml': entry('lifecycle: retired\n', { name: 'cart' }),
    },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 5,
      column: 13,
      found: 'cart',
      expected: 'a service that runs',
      suggestion: null,
    },
  },
  {
    code: 'caller-without-compute',
    why: '`allowFrom` opens the port to the instances of another service; this one has none here.',
    files: { [checkout]: computed('  allowFrom: [search]\n') },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 8,
      column: 15,
      found: 'search',
      expected: 'a service with compute',
      suggestion: null,
    },
  },
  {
    code: 'override-unused',
    why: '`environments` only overrides. Where a service runs is the tier’s `runsIn`, or its own.',
    files: { [checkout]: entry('runsIn: []\nenvironments:\n  production: {lifecycle: deprecated}\n') },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 7,
      column: 3,
      found: 'production',
      expected: 'runsIn with this environment',
      suggestion: null,
    },
  },
];
