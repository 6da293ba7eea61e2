import { computed, entry, environment, loadExample, team } from '../../../docs/examples/catalog';

type Changes = Parameters<typeof loadExample>[0];
const checkout = 'services/checkout.yaml';
const production = 'config/environments/production.yaml';
const shop = 'config/teams/shop.yaml';
const tiers = 'config/tiers.yaml';

/** `code file:line:column` of every fault. */
const faults = (changes: Changes) =>
  loadExample(changes).diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
/** The same without the file, of the entry `checkout`. */
const inEntry = (text: string, others: Changes = {}) =>
  faults({ ...others, [checkout]: text }).map((one) => one.replace(`${checkout}:`, ''));

describe('all faults in one run', () => {
  test('of all files', () => {
    expect(
      faults({
        [checkout]: entry('lifecycle: prodution\n'),
        [shop]: team('', 'Berlin'),
        [production]: environment('').replace('recording: grafana', 'recording: grafna'),
        [tiers]: '3: {runsIn: [production], scaling: {min: two, max: 4}}\n',
        'config/oncall.yaml': 'backend: remote\n',
        'services/cart.yaml': 'name: cart\n\ttier: 1\n',
      }),
    ).toEqual([
      'bad-value config/environments/production.yaml:10:12',
      'bad-value config/oncall.yaml:1:10',
      'unknown-time-zone config/teams/shop.yaml:2:11',
      'wrong-type config/tiers.yaml:1:42',
      'yaml-tab services/cart.yaml:2:1',
      'bad-value services/checkout.yaml:5:12',
    ]);
  });

  test('of all kinds in one entry', () => {
    expect(
      inEntry(`name: checkout
description: Takes orders
description: Twice
owner: shopp
tier: 3
colour: blue
links: {runbook: not an address}
dependsOn: [serach]
compute:
  instanceTypes: [c7g.large, c7i.large]
  port: 80800
  ingress: {listener: internal, path: /checkout}
scaling:
  min: 7
  events:
    - {name: sale, from: 2026-11-30T06:00, to: 2026-11-27T06:00, timeZone: Europe/Berlin, min: 3}
    - {name: gap, from: 2027-03-28T02:30, to: 2027-03-29T06:00, timeZone: Europe/Berlin, min: 3}
slos:
  - name: availability
    objective: 99.9
    sli: {errors: 'http_errors_total{', total: http_requests_total}
alerts:
  - {name: Full, summary: Full, severity: ticket, expr: up ==}
`),
    ).toEqual([
      'yaml-duplicate-key 3:1',
      'unknown-team 4:8',
      'unknown-key 6:1',
      'bad-format 7:18',
      'unknown-service 8:13',
      'mixed-architectures 10:30',
      'out-of-range 11:9',
      'unknown-listener 12:23',
      'min-above-max 14:8',
      'event-order 16:48',
      'skipped-local-time 17:25',
      'wrong-type 20:16',
      'promql 21:38',
      'promql 23:62',
    ]);
  });
});

describe('a fault hides no other', () => {
  test('an unknown tier leaves the rest of the entry checked', () => {
    const rest = 'alerts:\n  - {name: Full, summary: Full, severity: ticket, expr: up ==}\n';
    expect(inEntry(entry(rest).replace('tier: 3', 'tier: 9'))).toEqual(['out-of-range 4:7', 'promql 6:62']);
    expect(inEntry(entry(rest).replace('tier: 3\n', ''))).toEqual(['missing-key 1:1', 'promql 5:62']);
  });

  test('a faulty tier leaves its services checked', () => {
    expect(
      inEntry(
        computed(
          'scaling:\n  events:\n    - {name: a, from: 2026-11-27T06:00, to: 2026-11-26T06:00, timeZone: UTC, min: 3}\n',
        ),
        {
          [tiers]: '3: {runsIn: [production], scaling: {min: two, max: 4}}\n',
        },
      ),
    ).toEqual(['wrong-type config/tiers.yaml:1:42', 'event-order 10:45']);
  });

  test('a service that runs nowhere is checked', () => {
    expect(
      inEntry(entry('runsIn: []\nalerts:\n  - {name: Full, summary: Full, severity: ticket, expr: up ==}\n')),
    ).toEqual(['promql 7:62']);
  });

  test('an override for an environment without the service is checked', () => {
    const text = entry(
      'runsIn: []\nenvironments:\n  production:\n    alerts: [{name: Full, summary: Full, severity: ticket, expr: up ==}]\n',
    );
    expect(inEntry(text)).toEqual(['override-unused 7:3', 'promql 8:71']);
  });

  test('an item that is faulty leaves the others of its list checked', () => {
    const text = computed(`scaling:
  schedule:
    - {name: one, from: "25:00", to: "10:00", timeZone: Europe/Berlin, min: 3}
    - {name: two, from: "08:00", to: "10:00", timeZone: Europe/Berlin, min: 4, max: 3}
  events:
    - {name: three, from: 2026-11-27, to: 2026-11-30T06:00, timeZone: Europe/Berlin, min: 3}
    - {name: four, from: 2026-11-30T06:00, to: 2026-11-27T06:00, timeZone: Europe/Berlin, min: 3}
slos:
  - {name: five, objective: 100%, sli: {up: probe_success}}
  - {name: five, objective: 99%, window: never, sli: {up: probe_success}}
`);
    expect(inEntry(text)).toEqual([
      'bad-format 10:25',
      'min-above-max 11:77',
      'bad-format 13:27',
      'event-order 14:48',
      'objective-total 16:29',
      'duplicate-name 17:12',
      'bad-format 17:42',
    ]);
  });

  test('a faulty rotation leaves the escalations checked', () => {
    const text = team(`rotations:
  - name: primary
    every: 1w
    handoff: {time: "09:00"}
    members: [ada@example.com, ada, grace@example.com]
    anchor: {on: 2026-11-02, member: linus@example.com}
`).replace('[head-of-shop@example.com]', '[primry, head-of-shop@example.com]');
    expect(faults({ [shop]: text }).map((one) => one.replace(`${shop}:`, ''))).toEqual([
      'unknown-rotation 6:19',
      'missing-key 10:5',
      'bad-format 11:32',
    ]);
  });
});

describe('a fault is reported once', () => {
  test('a misspelled key is not missing as well', () => {
    expect(inEntry(entry('').replace('owner:', 'ownr:'))).toEqual(['unknown-key 3:1']);
    expect(inEntry(entry('slos:\n  - {name: a, objective: 99%, sli: {erors: e, total: t}}\n'))).toEqual([
      'unknown-key 6:37',
    ]);
    expect(inEntry(entry('compute: {instanceType: [c7g.large], port: 80}\n'))).toEqual(['unknown-key 5:11']);
  });

  test('a key that means nothing leaves a missing one missing', () => {
    expect(inEntry(entry('').replace('owner: shop', 'colour: blue'))).toEqual(['missing-key 1:1', 'unknown-key 3:1']);
  });

  test('what a faulty file would have said is not missed', () => {
    expect(inEntry(computed(''), { [tiers]: '3: [\n' })).toEqual(['yaml-syntax config/tiers.yaml:1:5']);
    expect(inEntry(computed(''), { [tiers]: '3: {runsIn: [production], scaling: 5}\n' })).toEqual([
      'wrong-type config/tiers.yaml:1:36',
    ]);
    expect(inEntry(computed('scaling: {max: 9}\n'), { [tiers]: '3: {runsIn: [production], scaling: 5}\n' })).toEqual([
      'wrong-type config/tiers.yaml:1:36',
    ]);
    expect(inEntry(entry('oncall: {escalation: other}\n'), { [shop]: 'name: shop\n\ttimeZone: x\n' })).toEqual([
      'yaml-tab config/teams/shop.yaml:2:1',
    ]);
    expect(
      inEntry(computed('  ingress: {listener: public, path: /a}\n'), {
        [production]: environment('').replace('loadBalancers:', 'loadBalancers: []\n  x:'),
      })[0],
    ).toContain('yaml');
    expect(
      inEntry(computed('  ingress: {listener: public, path: /a}\n'), {
        [production]: environment('').replace(/ {2}loadBalancers:\n.*\n/, '  loadBalancers: none\n'),
      }),
    ).toEqual([`wrong-type ${production}:7:18`]);
    expect(inEntry(entry('dependsOn: [cart]\n'), { 'services/cart.yaml': 'name: [cart\n' })).toEqual([
      'yaml-syntax services/cart.yaml:1:12',
    ]);
  });

  test('a misspelled follows, or a faulty default, asks for nothing else', () => {
    const rotations = `rotations:
  - {name: a, every: 1d, handoff: {time: "09:00"}, members: [a@example.com], anchor: {on: 2026-11-02, member: a@example.com}}
  - {name: b, follow: a}
`;
    const two = team(rotations).replace('steps:', 'default: yes\n    steps:');
    const another = '  - {name: other, steps: [{notify: [a@example.com], for: 15m}]}\n';
    expect(faults({ [shop]: two.replace('rotations:', `${another}rotations:`) })).toEqual([
      `wrong-type ${shop}:5:14`,
      `unknown-key ${shop}:11:15`,
    ]);
  });

  test('a faulty compute is not no compute, and a faulty cron no window', () => {
    const cart = entry(
      'compute: true\nscaling: {events: [{name: a, from: 2026-11-27T06:00, to: 2026-11-28T06:00, timeZone: UTC, min: 3}]}\n',
      { name: 'cart' },
    );
    expect(faults({ 'services/cart.yaml': cart, [checkout]: computed('  allowFrom: [cart]\n') })).toEqual([
      'wrong-type services/cart.yaml:5:10',
    ]);
    expect(
      inEntry(computed('scaling:\n  schedule:\n    - {name: a, cron: 0 25 * *, timeZone: UTC, min: 3}\n')),
    ).toEqual(['bad-format 10:23']);
    const window = '    - {name: a, from: "08:00", to: "09:00", timeZone: UTC, min: 3}\n';
    expect(inEntry(computed(`scaling:\n  schedule:\n${window}environments:\n  production: on\n`))).toEqual([
      'wrong-type 12:15',
    ]);
  });

  test('where a tier is missing or names no environment, nobody is told that something runs elsewhere', () => {
    const files = {
      'services/cart.yaml': entry('', { name: 'cart', tier: 4 }),
      [checkout]: entry('dependsOn: [cart]\nenvironments:\n  production: {scaling: {max: 3}}\n'),
    };
    expect(faults({ ...files, [tiers]: '3: {runsIn: [production]}\nfour: {runsIn: [production]}\n' })).toEqual([
      `unknown-key ${tiers}:2:1`,
      'unknown-tier services/cart.yaml:4:7',
    ]);
    expect(faults({ ...files, [tiers]: '3: {runsIn: [prodction]}\n4: {runsIn: [production]}\n' })).toEqual([
      `unknown-environment ${tiers}:1:14`,
    ]);
  });

  test('of a file that is missing, or holds no map, nothing is missed', () => {
    expect(faults({ [checkout]: computed('scaling: {max: 9}\n'), [tiers]: undefined })).toEqual([
      `missing-file ${tiers}:1:1`,
    ]);
    expect(faults({ [production]: undefined, [checkout]: entry('runsIn: [production]\n') })).toEqual([
      `missing-file ${production}:1:1`,
    ]);
    expect(
      faults({
        'services/cart.yaml': '- cart\n',
        [checkout]: computed('  allowFrom: [cart]\n').replace('tier: 3', 'tier: 3\ndependsOn: [cart]'),
      }),
    ).toEqual(['wrong-type services/cart.yaml:1:1']);
  });

  test('the same fault in several environments is one', () => {
    expect(
      inEntry(entry('runsIn: [production, staging]\nslos:\n  - {name: a, objective: 100%, sli: {up: u}}\n'), {
        'config/environments/staging.yaml': environment('', 'staging'),
      }),
    ).toEqual(['objective-total 7:26']);
  });

  const both = {
    'config/environments/staging.yaml': environment('', 'staging'),
    [tiers]: '3: {runsIn: [production, staging], scaling: {min: 2, max: 4}}\n',
  };
  const messages = (changes: Changes) =>
    loadExample(changes).diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`);

  test('what depends on an environment tells in which it was met', () => {
    const ingress = '  ingress: {listener: public, path: /a}\n';
    expect(
      messages({ ...both, 'services/cart.yaml': computed(ingress, { name: 'cart' }), [checkout]: computed(ingress) }),
    ).toEqual(['services/checkout.yaml:8 /a lies within /a of cart on the public listener in production, staging']);
  });

  test('what stands in a shared file tells which services it makes faulty', () => {
    const faulty = { ...both, [tiers]: '3: {runsIn: [production, staging], scaling: {min: 5, max: 4}}\n' };
    expect(messages({ ...faulty, [checkout]: computed('') })).toEqual([
      'config/tiers.yaml:1 min 5 is above max 4 in production-checkout, staging-checkout',
    ]);
    const others = ['a', 'b'].map((name) => [`services/${name}.yaml`, computed('', { name })]);
    expect(messages({ ...faulty, ...Object.fromEntries(others), [checkout]: computed('') })).toEqual([
      'config/tiers.yaml:1 min 5 is above max 4 in production-a, staging-a, production-b and 3 more',
    ]);
  });

  test('null removes nothing only where it does so in every environment', () => {
    const defaults = 'defaults:\n  compute: {spot: {share: 10%}, instanceTypes: [c7g.large], port: 80}\n';
    const files = { ...both, 'config/environments/staging.yaml': environment(defaults, 'staging') };
    expect(faults({ ...files, [checkout]: computed('  spot: null\n') })).toEqual([]);
    expect(faults({ ...both, [checkout]: computed('  spot: null\n') })).toEqual([
      'null-removes-nothing services/checkout.yaml:8:3',
    ]);
    expect(faults({ ...both, [production]: environment('defaults: {refresh: null}\n') })).toEqual([]);
  });
});

describe('a fault stands where its value was set', () => {
  test('in a tier', () => {
    expect(inEntry(computed(''), { [tiers]: '3:\n  runsIn: [production]\n  scaling: {min: 5, max: 4}\n' })).toEqual([
      'min-above-max config/tiers.yaml:3:18',
    ]);
  });

  test('in the defaults of an environment', () => {
    expect(inEntry(computed(''), { [production]: environment('defaults: {scaling: {min: 5}}\n') })).toEqual([
      `min-above-max ${production}:12:27`,
    ]);
  });

  test('of two bounds that cross, at the one that was said last', () => {
    expect(inEntry(computed('scaling: {min: 3}\nenvironments:\n  production: {scaling: {max: 2}}\n'))).toEqual([
      'min-above-max 10:31',
    ]);
    const defaults = { [production]: environment('defaults: {scaling: {min: 5}}\n') };
    expect(inEntry(computed('scaling: {max: 3}\n'), defaults)).toEqual(['min-above-max 8:16']);
  });

  test('in what an entry says of an environment', () => {
    expect(inEntry(computed('environments:\n  production:\n    scaling: {min: 9}\n'))).toEqual(['min-above-max 10:20']);
  });

  test('in a tier that names an environment, used or not', () => {
    expect(faults({ [tiers]: '1: {runsIn: [prod]}\n3: {runsIn: [production]}\n' })).toEqual([
      'unknown-environment config/tiers.yaml:1:14',
    ]);
  });
});

describe('positions', () => {
  test.each([
    ['plain', '    expr: up ==\n', '6:16'],
    ['single-quoted', "    expr: 'absent(''a'') =='\n", '6:28'],
    ['double-quoted', '    expr: "up{a=\\"b\\"} ==> 1"\n', '6:26'],
    ['literal', '    expr: |\n      up\n        ==> 1\n', '8:11'],
    ['folded', '    expr: >-\n      up\n\n      ==> 1\n', '9:9'],
    ['plain over lines', '    expr: up\n      ==> 1\n', '7:9'],
  ])('of PromQL in a %s scalar', (_, expr, place) => {
    const text = `name: checkout\ndescription: Takes orders\nowner: shop\ntier: 3\nalerts:\n${expr.replace(/^ {4}/, '  - ')}    name: A\n    summary: A\n    severity: ticket\n`;
    expect(inEntry(text)).toEqual([`promql ${place}`]);
  });

  test('of a missing key: the key of the map, or the beginning of the list item', () => {
    expect(
      inEntry(
        entry(
          'slos:\n  - name: a\n    objective: 99%\nalerts:\n  - summary: A\n    severity: page\n    expr: up == 0\n',
        ),
      ),
    ).toEqual(['missing-key 6:5', 'missing-key 9:5']);
    expect(inEntry(computed('  ingress: {path: /a}\n'))).toEqual(['missing-key 8:3']);
  });

  test('count UTF-16 units, also behind a byte order mark and with CRLF', () => {
    expect(
      inEntry('\uFEFFname: checkout\r\ndescription: "😀"\r\nowner: {}\r\ntier: 3\r\nlinks: {"😀": nowhere}\r\n'),
    ).toEqual(['wrong-type 3:8', 'bad-format 5:15']);
  });
});

test('text that looks like a template is text', () => {
  expect(
    inEntry(
      entry(
        'links: {"${x} %{if}": "https://example.com/a"}\nalerts:\n  - {name: A, summary: "${file(\\"/etc/passwd\\")}", severity: ticket, expr: "up == 0"}\n',
      ).replace('Takes orders', '"${aws_instance.a.id} {{ $value }} %{ if true }"'),
    ),
  ).toEqual([]);
});

test('null removes what a tier gives, and built-in defaults come back', () => {
  const { services, diagnostics } = loadExample({
    [checkout]: computed('slo: null\nscaling: {targets: null}\n'),
    [tiers]: '3: {runsIn: [production], scaling: {min: 2, max: 4, targets: {cpu: 50%}}, slo: {ticket: false}}\n',
  });
  expect(diagnostics).toEqual([]);
  const merged = services.find(({ service }) => service.name === 'checkout')?.merged.value;
  expect(merged?.slo).toMatchObject({ page: true, ticket: true });
  expect(merged?.scaling).not.toHaveProperty('targets');
});
