import { computed, entry, environment, loadExample, team } from '../../../docs/examples/catalog';

/** Codes of all faults, once each. */
const codes = (changes: Parameters<typeof loadExample>[0]) => [
  ...new Set(loadExample(changes).diagnostics.map(({ code }) => code)),
];

describe('of an entry', () => {
  const inEntry = (text: string) => codes({ 'services/checkout.yaml': text, 'files/a.sh': 'true\n' });
  const compute = (line: string) => computed(`  ${line}\n`);
  const scaling = (line: string) => computed(`scaling: {${line}}\n`);
  const slo = (rest: string) => entry(`slos:\n  - {name: a, objective: 99%, ${rest}}\n`);
  const alert = (rest: string) => entry(`alerts:\n  - {name: A, severity: ticket, ${rest}}\n`);
  const long = (length: number) => 'x'.repeat(length);

  test.each<[what: string, bad: string, code: string, good: string]>([
    [
      'a name of 41 characters',
      slo('')
        .replace('name: a', `name: ${long(41)}`)
        .replace('%, }', '%, sli: {up: u}}'),
      'bad-name',
      slo('sli: {up: u}').replace('name: a', `name: ${long(40)}`),
    ],
    [
      'a blank description',
      entry('').replace('Takes orders', '" "'),
      'out-of-range',
      entry('').replace('Takes orders', '" x"'),
    ],
    [
      'a description of 501 characters',
      entry('').replace('Takes orders', long(501)),
      'out-of-range',
      entry('').replace('Takes orders', long(500)),
    ],
    ['tier 5', entry('').replace('tier: 3', 'tier: 5'), 'out-of-range', entry('').replace('tier: 3', 'tier: 4')],
    ['tier 2.5', entry('').replace('tier: 3', 'tier: 2.5'), 'out-of-range', entry('')],
    ['a tier in words', entry('').replace('tier: 3', 'tier: "3"'), 'wrong-type', entry('')],
    [
      'an address without a scheme',
      entry('links: {a: example.com}\n'),
      'bad-format',
      entry('links: {a: "https://example.com"}\n'),
    ],
    [
      'an address with a password',
      entry('links: {a: "https://me:secret@example.com/x"}\n'),
      'bad-format',
      entry('links: {a: "https://example.com/x@y"}\n'),
    ],
    ['port 0', compute('').replace('8080', '0'), 'out-of-range', compute('').replace('8080', '1')],
    ['port 65536', compute('').replace('8080', '65536'), 'out-of-range', compute('').replace('8080', '65535')],
    ['an image of no kind', compute('image: al2023'), 'bad-format', compute('image: ami-0123456789abcdef0')],
    ['a bootstrap outside', compute('bootstrap: ../a.sh'), 'bad-format', compute('bootstrap: files/a.sh')],
    ['an absolute bootstrap', compute('bootstrap: /etc/passwd'), 'bad-format', compute('bootstrap: files/a.sh')],
    ['a volume of 65537 GiB', compute('volume: {size: 65537GiB}'), 'out-of-range', compute('volume: {size: 64TiB}')],
    ['a volume below the image', compute('volume: {size: 7GiB}'), 'out-of-range', compute('volume: {size: 8GiB}')],
    [
      'a small volume for the public image',
      compute('volume: {size: 4GiB}'),
      'out-of-range',
      compute('volume: {size: 4GiB}\n  image: ami-0123456789abcdef0'),
    ],
    [
      'a lifetime of 366 days',
      compute('maxInstanceLifetime: 366d'),
      'out-of-range',
      compute('maxInstanceLifetime: 365d'),
    ],
    [
      'ten policies',
      compute(`policies: [${Array.from({ length: 10 }, (_, i) => `"arn:aws:iam::aws:policy/P${i}"`)}]`),
      'out-of-range',
      compute(`policies: [${Array.from({ length: 9 }, (_, i) => `"arn:aws:iam::aws:policy/P${i}"`)}]`),
    ],
    [
      'a policy of no kind',
      compute('policies: [AmazonS3ReadOnlyAccess]'),
      'bad-format',
      compute('policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]'),
    ],
    [
      'a path with a slash at its end',
      compute('ingress: {listener: public, path: /a/}'),
      'bad-format',
      compute('ingress: {listener: public, path: /a}'),
    ],
    [
      'a path with a wildcard',
      compute('ingress: {listener: public, path: "/a/*"}'),
      'bad-format',
      compute('ingress: {listener: public, path: /}'),
    ],
    [
      'a host with a scheme',
      compute('ingress: {listener: public, path: /a, host: "https://a.example.com"}'),
      'bad-format',
      compute('ingress: {listener: public, path: /a, host: "*.example.com"}'),
    ],
    [
      'a policy of another account',
      compute('policies: ["arn:aws:iam::999922223333:policy/orders"]'),
      'arn-elsewhere',
      compute('policies: ["arn:aws:iam::111122223333:policy/orders"]'),
    ],
    [
      'a policy of another partition',
      compute('policies: ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"]'),
      'arn-elsewhere',
      compute('policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]'),
    ],
    ['a broken share of spot', compute('spot: {share: 33.3%}'), 'bad-format', compute('spot: {share: 33%}')],
    ['a share without its unit', compute('spot: {share: 50}'), 'wrong-type', compute('spot: {share: 50%}')],
    [
      'a Mac',
      compute('').replace('c7g.large', 'mac2.metal'),
      'unknown-instance-type',
      compute('').replace('c7g.large', 'u-6tb1.112xlarge'),
    ],
    [
      '41 instance types',
      compute('').replace('c7g.large', Array.from({ length: 41 }, (_, i) => `c${i + 1}g.large`).join(', ')),
      'out-of-range',
      compute('').replace('c7g.large', Array.from({ length: 40 }, (_, i) => `c${i + 1}g.large`).join(', ')),
    ],
    [
      'an instance type twice',
      compute('').replace('c7g.large', 'c7g.large, c7g.large'),
      'duplicate-name',
      compute('').replace('c7g.large', 'c7g.large, c6g.large'),
    ],
    ['a negative size', scaling('min: -1'), 'out-of-range', scaling('min: 0')],
    ['a warm-up of milliseconds', scaling('warmup: 1500ms'), 'bad-format', scaling('warmup: 1s')],
    ['a warm-up beyond an hour', scaling('warmup: 61m'), 'out-of-range', scaling('warmup: 1h')],
    ['a CPU target of nothing', scaling('targets: {cpu: 0%}'), 'out-of-range', scaling('targets: {cpu: 1%}')],
    [
      'a rate of nothing',
      compute('ingress: {listener: public, path: /a}\nscaling: {targets: {requestsPerTarget: 0rps}}'),
      'out-of-range',
      compute('ingress: {listener: public, path: /a}\nscaling: {targets: {requestsPerTarget: 0.1rps}}'),
    ],
    [
      'a checkpoint of 0',
      computed('refresh: {checkpoints: {at: [0, 100]}}\n'),
      'out-of-range',
      computed('refresh: {checkpoints: {at: [1, 100]}}\n'),
    ],
    [
      'a checkpoint twice',
      computed('refresh: {checkpoints: {at: [50, 50, 100]}}\n'),
      'refresh-checkpoints',
      computed('refresh: {checkpoints: {at: [50, 51, 100]}}\n'),
    ],
    [
      'a refresh that stops half-way',
      computed('refresh: {checkpoints: {at: [50]}}\n'),
      'refresh-checkpoints',
      computed('refresh: {checkpoints: {at: [50, 100]}}\n'),
    ],
    [
      'a wait beyond two days',
      computed('refresh: {checkpoints: {at: [100], wait: 49h}}\n'),
      'out-of-range',
      computed('refresh: {checkpoints: {at: [100], wait: 48h}}\n'),
    ],
    ['an objective without its unit', slo('sli: {up: u}').replace('99%', '0.99'), 'wrong-type', slo('sli: {up: u}')],
    ['a window of no length', slo('sli: {up: u}, window: 0d'), 'bad-format', slo('sli: {up: u}, window: 4w')],
    ['a window of years', slo('sli: {up: u}, window: 366d'), 'out-of-range', slo('sli: {up: u}, window: 365d')],
    [
      'a histogram with its suffix',
      slo('sli: {histogram: "h{a=1}", below: 1s}'),
      'bad-format',
      slo('sli: {histogram: h, below: 300ms}'),
    ],
    ['forms of an SLI mixed', slo('sli: {up: u, total: t}'), 'sli-shape', slo('sli: {good: g, total: t}')],
    [
      'an SLI without the window',
      slo('sli: {errorRatio: "rate(e[5m])"}'),
      'promql',
      slo('sli: {errorRatio: "rate(e[$window])"}'),
    ],
    ['more than a selector', slo('sli: {errors: "sum(e)", total: t}'), 'promql', slo('sli: {errors: e, total: t}')],
    [
      'braces that close the selector',
      slo('sli: {histogram: h, below: 1s, selector: "a=\\"b\\"} or vector(1"}'),
      'promql',
      slo('sli: {histogram: h, below: 1s, selector: "a=\\"b\\""}'),
    ],
    ['an alert without a summary', alert('expr: up == 0'), 'missing-key', alert('expr: up == 0, summary: Down')],
    [
      'an alert whose name is a sentence',
      alert('expr: up == 0, summary: Down').replace('name: A', 'name: It is down'),
      'bad-format',
      alert('expr: up == 0, summary: Down').replace('name: A', 'name: It-is_down2'),
    ],
    [
      'an alert that always fires',
      alert('expr: "1 > 0", summary: Down'),
      'promql',
      alert('expr: vector(1) > 0, summary: Down'),
    ],
    [
      'an alert that waits milliseconds',
      alert('expr: up == 0, summary: Down, for: 500ms'),
      'bad-format',
      alert('expr: up == 0, summary: Down, for: 5s'),
    ],
    [
      'an alert that waits a word',
      alert('expr: up == 0, summary: Down, for: 5 min'),
      'bad-format',
      alert('expr: up == 0, summary: Down, for: 1h30m'),
    ],
    [
      'half a minute of acknowledgement',
      entry('oncall: {retriggerAcknowledgedAfter: 90s}\n'),
      'bad-format',
      entry('oncall: {retriggerAcknowledgedAfter: 2m}\n'),
    ],
    [
      'a date that is not in the calendar',
      entry('accept: [{rule: too-many-stacks, until: 2027-02-29, why: x}]\n'),
      'bad-format',
      entry('accept: [{rule: too-many-stacks, until: 2028-02-29, why: x}]\n'),
    ],
    [
      'an environment twice',
      entry('runsIn: [production, production]\n'),
      'duplicate-name',
      entry('runsIn: [production]\n'),
    ],
    ['a dependency on itself', entry('dependsOn: [checkout]\n'), 'dependency-cycle', entry('dependsOn: [search]\n')],
    [
      'a dependency twice',
      entry('dependsOn: [search, {service: search, hard: true}]\n'),
      'duplicate-name',
      entry('dependsOn: [{service: search, hard: true}]\n'),
    ],
    ['a dependency of no kind', entry('dependsOn: [[search]]\n'), 'wrong-type', entry('dependsOn: [search]\n')],
    [
      'a dependency with an unknown key',
      entry('dependsOn: [{service: search, soft: true}]\n'),
      'unknown-key',
      entry('dependsOn: [{service: search, hard: false}]\n'),
    ],
  ])('rejects %s, and takes its neighbour', (_, bad, code, good) => {
    expect(inEntry(bad)).toEqual([code]);
    expect(inEntry(good)).toEqual([]);
  });
});

describe('of a team', () => {
  const rotation = (rest: string) =>
    team(
      `rotations:\n  - name: primary\n    every: 1w\n    handoff: {day: monday, time: "09:00"}\n    members: [ada@example.com, grace@example.com]\n    anchor: {on: 2026-11-02, member: ada@example.com}\n${rest}`,
    );
  const day = (members: string) =>
    rotation('')
      .replace('every: 1w', 'every: 1d')
      .replace('day: monday, ', '')
      .replace('[ada@example.com, grace@example.com]', members);

  test.each<[what: string, bad: string, code: string, good: string]>([
    ['a turn of 366 days', rotation('').replace('1w', '53w'), 'out-of-range', rotation('').replace('1w', '52w')],
    ['a turn of hours', rotation('').replace('1w', '12h'), 'bad-format', rotation('').replace('1w', '2w')],
    ['weeks without a day', rotation('').replace('day: monday, ', ''), 'missing-key', rotation('')],
    [
      'days with a day',
      day('[ada@example.com]').replace('time:', 'day: monday, time:'),
      'unknown-key',
      day('[ada@example.com]'),
    ],
    ['25 o’clock', rotation('').replace('09:00', '24:00'), 'bad-format', rotation('').replace('09:00', '23:59')],
    [
      'the first member again after the last',
      day('[ada@example.com, grace@example.com, ada@example.com]'),
      'member-repeated',
      day('[ada@example.com, grace@example.com, ada@example.com, linus@example.com]'),
    ],
    ['a rotation without members', day('[]'), 'out-of-range', day('[ada@example.com]')],
    [
      'an anchor on another day',
      rotation('').replace('2026-11-02', '2026-11-01'),
      'anchor-not-a-handoff',
      rotation('').replace('2026-11-02', '2026-11-09'),
    ],
    [
      'an offset without a leader',
      rotation('    offset: 1\n'),
      'unknown-key',
      rotation('  - {name: secondary, follows: primary, offset: 1}\n'),
    ],
    [
      'a follower with members',
      rotation('  - {name: secondary, follows: primary, members: [ada@example.com]}\n'),
      'unknown-key',
      rotation('  - {name: secondary, follows: primary, hours: {from: "08:00", to: "08:00"}}\n'),
    ],
    [
      'a follower of nobody',
      rotation('  - {name: secondary, follows: primry}\n'),
      'unknown-rotation',
      rotation('  - {name: secondary, follows: primary}\n'),
    ],
    [
      'two rotations of one name',
      rotation('  - {name: other, follows: primary}\n  - {name: other, follows: primary}\n'),
      'duplicate-name',
      rotation('  - {name: other, follows: primary}\n'),
    ],
    ['a zone that PagerDuty lacks', team('', 'Africa/Abidjan'), 'unknown-time-zone', team('', 'Africa/Nairobi')],
    ['a step of no time', team('').replace('15m', '0m'), 'out-of-range', team('').replace('15m', '1m')],
    ['a step of a minute and a half', team('').replace('15m', '90s'), 'bad-format', team('').replace('15m', '120s')],
    ['a tenth repetition', team('    repeat: 10\n'), 'out-of-range', team('    repeat: 9\n')],
    ['a step that notifies nobody', team('').replace('[head-of-shop@example.com]', '[]'), 'out-of-range', team('')],
    [
      'eleven targets',
      team('').replace(
        'head-of-shop@example.com',
        Array.from({ length: 11 }, (_, i) => `p${i}@example.com`).join(', '),
      ),
      'out-of-range',
      team('').replace(
        'head-of-shop@example.com',
        Array.from({ length: 10 }, (_, i) => `p${i}@example.com`).join(', '),
      ),
    ],
    [
      'a person twice in a step',
      team('').replace('[head-of-shop@example.com]', '[a@example.com, a@example.com]'),
      'duplicate-name',
      team('').replace('[head-of-shop@example.com]', '[a@example.com, b@example.com]'),
    ],
    [
      'an address without a domain',
      team('').replace('head-of-shop@example.com', 'head@shop'),
      'unknown-rotation',
      team('').replace('head-of-shop@example.com', 'head@shop.example'),
    ],
    ['no escalation', 'name: shop\ntimeZone: Europe/Berlin\nescalations: []\n', 'out-of-range', team('')],
    [
      'a single escalation that is not the default',
      team('    default: false\n'),
      'default-escalation',
      team('    default: true\n'),
    ],
    [
      'two defaults',
      team('    default: true\n  - name: other\n    default: true\n    steps: [{notify: [a@example.com], for: 5m}]\n'),
      'default-escalation',
      team('    default: true\n  - name: other\n    steps: [{notify: [a@example.com], for: 5m}]\n'),
    ],
  ])('rejects %s, and takes its neighbour', (_, bad, code, good) => {
    expect(codes({ 'config/teams/shop.yaml': bad })).toEqual([code]);
    expect(codes({ 'config/teams/shop.yaml': good })).toEqual([]);
  });
});

describe('of an environment', () => {
  const changed = (from: string | RegExp, to: string) => environment('').replace(from, to);

  test.each<[what: string, bad: string, code: string, good: string]>([
    ['an account as a number', changed('"111122223333"', '111122223333'), 'wrong-type', environment('')],
    ['an account of 11 digits', changed('"111122223333"', '"11112222333"'), 'bad-format', environment('')],
    ['one subnet', changed(', subnet-0ddd3333eee44444f', ''), 'out-of-range', environment('')],
    [
      'a subnet twice',
      changed('subnet-0ddd3333eee44444f', 'subnet-0aaa1111bbb22222c'),
      'duplicate-name',
      environment(''),
    ],
    [
      'a listener in another account',
      changed('eu-central-1:111122223333', 'eu-central-1:999922223333'),
      'arn-elsewhere',
      environment(''),
    ],
    [
      'a role in another account',
      changed('  vpc:', '  role: arn:aws:iam::999922223333:role/catalog\n  vpc:'),
      'arn-elsewhere',
      changed('  vpc:', '  role: arn:aws:iam::111122223333:role/catalog\n  vpc:'),
    ],
    ['a network load balancer', changed('listener/app/', 'listener/net/'), 'bad-format', environment('')],
    [
      'a backend of no kind',
      changed('backend: local', 'backend: {}'),
      'bad-value',
      changed('backend: local', 'backend: {s3: {bucket: states, region: eu-central-1}}'),
    ],
    [
      'a backend of two kinds',
      changed('backend: local', 'backend: {s3: {bucket: states, region: eu-central-1}, hcp: {organization: shop}}'),
      'bad-value',
      changed('backend: local', 'backend: {hcp: {organization: shop}}'),
    ],
    [
      'a bucket that S3 refuses',
      changed('backend: local', 'backend: {s3: {bucket: My..Bucket, region: eu-central-1}}'),
      'bad-format',
      changed('backend: local', 'backend: {s3: {bucket: my.bucket, region: eu-central-1}}'),
    ],
    ['a scrape interval of a second', changed('15s', '1s'), 'out-of-range', changed('15s', '5s')],
    [
      'a workspace without amp',
      environment('amp: {workspace: ws-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f}\n'),
      'environment-incomplete',
      environment('amp: {workspace: ws-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f}\n').replace(
        'recording: grafana',
        'recording: amp',
      ),
    ],
    [
      'a PagerDuty of its own without on-call of its own',
      environment('pagerduty: {region: eu}\n'),
      'environment-incomplete',
      environment('oncall: own\npagerduty: {region: eu}\n'),
    ],
    [
      'a sandbox that shares on-call',
      environment('sandbox: true\n'),
      'environment-incomplete',
      environment('sandbox: true\noncall: own\n'),
    ],
    [
      'a sandbox with its state in an account',
      environment('sandbox: true\noncall: own\n').replace('local', '{s3: {bucket: shop, region: eu-central-1}}'),
      'environment-incomplete',
      environment('sandbox: true\noncall: own\n'),
    ],
    [
      'a Grafana without an address',
      changed('"https://grafana.example.com"', 'grafana'),
      'bad-format',
      environment(''),
    ],
    [
      'a data source without a uid',
      changed('prometheus: prom', 'prometheus: "my prom"'),
      'bad-format',
      environment(''),
    ],
    [
      'a service’s field in the defaults',
      environment('defaults: {owner: shop}\n'),
      'unknown-key',
      environment('defaults: {slo: {page: false}}\n'),
    ],
  ])('rejects %s, and takes its neighbour', (_, bad, code, good) => {
    expect(codes({ 'config/environments/production.yaml': bad })).toEqual([code]);
    expect(codes({ 'config/environments/production.yaml': good })).toEqual([]);
  });

  test('rejects a name with a hyphen, of 13 characters, and of on-call', () => {
    const named = (name: string) => {
      const file = { [`config/environments/${name}.yaml`]: environment('', name) };
      return codes({
        ...file,
        ...(name === 'production'
          ? {}
          : { 'config/tiers.yaml': `3: {runsIn: [${name}]}\n`, 'config/environments/production.yaml': undefined }),
      });
    };
    expect(named('pro-duction')).toEqual(['bad-name']);
    expect(named('productionxyz')).toEqual(['bad-name']);
    expect(named('oncall')).toEqual(['bad-name']);
    expect(named('productionxy')).toEqual([]);
  });
});

describe('of names', () => {
  test('rejects services that would share the name of another stack', () => {
    const named = (name: string) => codes({ [`services/${name}.yaml`]: entry('', { name }) });
    expect(named('platform')).toEqual(['bad-name']);
    expect(named('oncall-shop')).toEqual(['bad-name']);
    expect(named('oncall')).toEqual([]);
    expect(named('platforms')).toEqual([]);
    expect(named('a'.repeat(41))).toEqual(['bad-name']);
    expect(named('a'.repeat(40))).toEqual([]);
  });

  test('rejects files that would not be read', () => {
    expect(codes({ 'services/old/cart.yaml': entry('') })).toEqual(['stray-file']);
    expect(codes({ 'config/teams/notes.txt': '' })).toEqual(['stray-file']);
    expect(codes({ 'services/README.md': '', 'services/.gitkeep': '' })).toEqual([]);
  });

  test('rejects files of config/ that would not be read, naming those that would', () => {
    const told = (changes: Parameters<typeof loadExample>[0]) =>
      loadExample(changes).diagnostics.map(({ code, file, suggestion }) => [code, file, suggestion]);
    expect(told({ 'config/guards.yml': 'maxStacks: 3\n' })).toEqual([
      ['stray-file', 'config/guards.yml', 'config/guards.yaml'],
    ]);
    expect(told({ 'config/team/shop.yaml': '' })).toEqual([
      ['stray-file', 'config/team/shop.yaml', 'config/teams/shop.yaml'],
    ]);
    expect(told({ 'config/oncall.yaml': undefined, 'config/on-call.yaml': 'backend: local\n' })).toEqual([
      ['missing-file', 'config/oncall.yaml', 'config/on-call.yaml'],
    ]);
    // a link to a folder
    expect(codes({ 'config/teams': '' })).toEqual(['stray-file']);
    expect(codes({ 'config/README.md': '', 'config/.editorconfig': '', 'config/providers.json': '{}' })).toEqual([]);
  });

  test('rejects a file that is called what nothing may be called, and goes by what is in it', () => {
    const { diagnostics } = loadExample({
      'services/Checkout.yaml': entry(''),
      'services/cart.yaml': entry('dependsOn: [checkout]\n', { name: 'cart' }),
    });
    expect(diagnostics).toMatchObject([
      { code: 'name-mismatch', expected: 'a file called checkout.yaml', suggestion: null },
    ]);
  });

  test('rejects a name that is only spelled in another way than the file’s once, another one twice', () => {
    expect(codes({ 'services/checkout.yaml': entry('', { name: 'Checkout' }) })).toEqual(['bad-name']);
    expect(codes({ 'services/checkout.yaml': entry('', { name: 'Chekout' }) })).toEqual(['bad-name', 'name-mismatch']);
  });

  test('rejects a catalog without an environment', () => {
    expect(
      codes({ 'config/environments/production.yaml': undefined, 'config/tiers.yaml': '3: {runsIn: []}\n' }),
    ).toEqual(['missing-file']);
  });
});
