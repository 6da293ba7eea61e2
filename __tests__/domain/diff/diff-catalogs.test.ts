import type { ChangeKind, ChangeSeverity } from '../../../domain/diff/model';
import { changed, type Edits, of, replacing } from './shipped';

const checkout = 'services/checkout.yaml';
const payments = 'config/teams/payments.yaml';
const inCheckout = (from: string, to: string): Edits => ({ [checkout]: replacing([from, to]) });

test('says nothing of equal catalogs', () => {
  expect(changed({})).toEqual([]);
});

test('says nothing of comments and spelling', () => {
  expect(changed(inCheckout('name: checkout', '# the till\nname: "checkout"'))).toEqual([]);
});

test('gives an objective with its budget, thresholds and minutes to page, before and after', () => {
  const [change, ...rest] = of(changed(inCheckout('objective: 99.95%', 'objective: 99.5%')), 'checkout');
  expect(rest).toEqual([]);
  expect(change).toMatchInlineSnapshot(`
{
  "after": "99.5%",
  "before": "99.95%",
  "details": [
    "fastest page above 0.72 → 7.2 % errors over 1 h",
    "pages: a full outage after 0.4 → 4.3 min, 10 % errors after 4.3 → 43 min and 1 % errors after 43 min → never",
  ],
  "kind": "objective",
  "origin": {
    "file": "services/checkout.yaml",
    "line": 47,
  },
  "severity": "warning",
  "summary": "SLO availability 99.95 → 99.5 %, budget 22 min → 3.6 h per 30d",
}
`);
});

test('speaks of tickets where the environment pages nobody', () => {
  const [change] = of(changed(inCheckout('objective: 99.95%', 'objective: 99.5%')), 'checkout', 'staging');
  expect(change?.details[0]).toBe('fastest ticket above 0.72 → 7.2 % errors over 1 h');
});

/** Every field that a service may say: what its change is called, and how bad it is. */
const edits: readonly [string, Edits, ChangeKind, ChangeSeverity, RegExp][] = [
  [
    'a raised objective',
    inCheckout('objective: 99.5%', 'objective: 99.9%'),
    'objective',
    'info',
    /orders-settled 99.5 → 99.9 %/,
  ],
  ['a window', inCheckout('window: 28d', 'window: 30d'), 'window', 'warning', /window 28d → 30d/],
  ['a threshold of latency', inCheckout('below: 300ms', 'below: 500ms'), 'objective', 'warning', /below 300ms → 500ms/],
  [
    'what counts as an error',
    inCheckout('code=~"5.."}', 'code=~"50."}'),
    'objective',
    'warning',
    /measures something else: errors/,
  ],
  [
    'a silenced page',
    inCheckout('window: 30d', 'window: 30d\n    alerting: {page: false}'),
    'alerting',
    'critical',
    /availability: page and ticket → ticket/,
  ],
  [
    'a page that begins',
    inCheckout('    alerting: {page: false}\n', ''),
    'alerting',
    'info',
    /latency: ticket → page and ticket/,
  ],
  [
    'more failures asked for',
    inCheckout('window: 30d', 'window: 30d\n    alerting: {minFailures: 10}'),
    'alerting',
    'warning',
    /minFailures 3 → 10/,
  ],
  [
    'expected traffic',
    inCheckout('window: 30d', 'window: 30d\n    expect: 40rps'),
    'alerting',
    'info',
    /expected traffic none → 40rps/,
  ],
  ['an SLO’s description', inCheckout('Shoppers can pay', 'People pay'), 'other', 'info', /availability: description/],
  [
    'an alert’s condition',
    inCheckout('> 500', '> 5000'),
    'alerting',
    'warning',
    /PaymentQueueBacklog: another condition/,
  ],
  ['an alert’s patience', inCheckout('for: 10m', 'for: 1h'), 'alerting', 'warning', /holds 10m → 1h/],
  [
    'an alert’s summary',
    inCheckout('Payments wait longer', 'Money waits longer'),
    'alerting',
    'info',
    /another summary/,
  ],
  [
    'an alert that pages',
    inCheckout('severity: ticket', 'severity: page'),
    'alerting',
    'warning',
    /pages; it was a ticket/,
  ],
  ['min', inCheckout('  min: 3\n', '  min: 4\n'), 'capacity', 'info', /min 3 → 4/],
  ['max', inCheckout('  max: 24', '  max: 12'), 'capacity', 'warning', /max 24 → 12/],
  ['a CPU target', inCheckout('cpu: 55%', 'cpu: 80%'), 'capacity', 'warning', /CPU target 55 % → 80 %/],
  [
    'a target of requests',
    inCheckout('requestsPerTarget: 40rps', 'requestsPerTarget: 60rps'),
    'capacity',
    'warning',
    /40 rps → 60 rps/,
  ],
  ['warm-up', inCheckout('warmup: 2m', 'warmup: 5m'), 'capacity', 'info', /2m → 5m/],
  [
    'predictive scaling',
    inCheckout('predictive: forecastOnly', 'predictive: forecastAndScale'),
    'capacity',
    'info',
    /forecastOnly → forecastAndScale/,
  ],
  [
    'a schedule',
    inCheckout('from: "17:00"', 'from: "18:00"'),
    'schedule',
    'info',
    /evening: 17:00–23:00 .* → 18:00–23:00/,
  ],
  ['a lower schedule', inCheckout('Berlin, min: 6}', 'Berlin, min: 4}'), 'schedule', 'warning', /evening/],
  ['an event', inCheckout('      max: 40', '      max: 30'), 'event', 'warning', /black-friday: max 40 → 30/],
  ['an event’s traffic', inCheckout('expect: 800rps', 'expect: 900rps'), 'event', 'info', /expects 800 rps → 900 rps/],
  [
    'an image',
    inCheckout('image: ssm:/golden/al2023/arm64', 'image: ami-0123456789abcdef0'),
    'compute',
    'info',
    /image/,
  ],
  [
    'instance types',
    inCheckout('[c7g.large, c7g.xlarge, c6g.large]', '[c7g.large]'),
    'compute',
    'info',
    /instance types/,
  ],
  ['spot', inCheckout('share: 50%', 'share: 90%'), 'compute', 'warning', /50 % above 3 on demand → 90 %/],
  ['a port', inCheckout('port: 8080', 'port: 9090'), 'compute', 'warning', /port 8080 → 9090/],
  [
    'a health check',
    inCheckout('healthCheck: /healthz', 'healthCheck: /ready'),
    'compute',
    'info',
    /\/healthz → \/ready/,
  ],
  ['a volume', inCheckout('size: 30GiB', 'size: 40GiB'), 'compute', 'info', /30GiB → 40GiB/],
  ['a lifetime', inCheckout('maxInstanceLifetime: 30d', 'maxInstanceLifetime: 60d'), 'compute', 'info', /30d → 60d/],
  [
    'a bootstrap file',
    { 'files/checkout-bootstrap.sh': (text) => `${text}# more\n` },
    'compute',
    'info',
    /has another text/,
  ],
  [
    'who may call',
    inCheckout('  port: 8080', '  port: 8080\n  allowFrom: [storefront]'),
    'access',
    'critical',
    /storefront may call port 8080/,
  ],
  [
    'a policy',
    inCheckout('policies: ["', 'policies: ["arn:aws:iam::aws:policy/AdministratorAccess", "'),
    'access',
    'critical',
    /gains AdministratorAccess/,
  ],
  [
    'a policy less',
    inCheckout('policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]', 'policies: []'),
    'access',
    'warning',
    /loses AmazonS3ReadOnlyAccess/,
  ],
  ['a path', inCheckout('path: /checkout}', 'path: /pay}'), 'access', 'critical', /\/checkout\/\* → \/pay\/\*/],
  ['a narrower path', inCheckout('path: /checkout}', 'path: /checkout/v2}'), 'access', 'warning', /\/checkout\/v2/],
  [
    'an escalation',
    inCheckout('escalation: payments-critical', 'escalation: payments-default'),
    'escalation',
    'warning',
    /payments-critical → payments-default/,
  ],
  [
    'acknowledged incidents',
    inCheckout('retriggerAcknowledgedAfter: 30m', 'retriggerAcknowledgedAfter: 2h'),
    'escalation',
    'warning',
    /after 30m → after 2h/,
  ],
  ['a tier', { [checkout]: replacing(['tier: 1', 'tier: 2']) }, 'other', 'warning', /tier 1 → 2/],
  [
    'dependencies',
    inCheckout('dependsOn: [cart, search]', 'dependsOn: [cart]'),
    'other',
    'info',
    /cart and search → cart/,
  ],
  [
    'a lost runbook',
    inCheckout('  runbook: https://runbooks.example.com/checkout\n', ''),
    'alerting',
    'warning',
    /lost their runbook/,
  ],
  [
    'a link',
    inCheckout(
      '  repository: https://code.example.com/shop/checkout',
      '  repository: https://code.example.com/shop/pay',
    ),
    'dashboard',
    'info',
    /repository leads elsewhere/,
  ],
  ['a description', inCheckout('Turns a basket into a paid order', 'Takes the money'), 'other', 'info', /description/],
  [
    'a lifecycle',
    inCheckout('lifecycle: production', 'lifecycle: deprecated'),
    'other',
    'info',
    /production → deprecated/,
  ],
];

test.each(edits)('names %s', (_, edit, kind, severity, summary) => {
  const found = of(changed(edit), 'checkout').filter((one) => one.kind === kind && summary.test(one.summary));
  expect(found).toHaveLength(1);
  expect(found[0]?.severity).toBe(severity);
});

test('tells lost alerts and SLOs by the line where they stood', () => {
  const services = changed({
    [checkout]: (text) =>
      text.replace(/alerts:\n(.*\n)*?\noncall/, 'oncall').replace(/ {2}- name: orders-settled\n( {4}.*\n)+/, ''),
  });
  expect(of(services, 'checkout').map(({ kind, summary, origin }) => [kind, summary, origin?.line])).toEqual([
    ['slo-removed', expect.stringMatching(/^SLO orders-settled is gone \(it was 99.5 % over quarter/), 60],
    ['alert-removed', 'alert PaymentQueueBacklog is gone (it was a ticket)', 68],
  ]);
});

test('tells a value that is gone by the line where it stood, also where its list or map stays', () => {
  const lines = (edits: Edits) => of(changed(edits), 'checkout').map(({ origin }) => `${origin?.file}:${origin?.line}`);
  expect(lines(inCheckout('  runbook: https://runbooks.example.com/checkout\n', ''))).toEqual([`${checkout}:8`]);
  expect(lines(inCheckout('  retriggerAcknowledgedAfter: 30m\n', ''))).toEqual([`${checkout}:76`]);
  // the second SLO of the head is the third of the base
  const withoutLatency = (text: string) =>
    text.replace(/ {2}- name: latency\n( {4}.*\n)+/, '').replace('    description: Shoppers can pay\n', '');
  expect(lines({ [checkout]: withoutLatency })).toEqual([`${checkout}:52`, `${checkout}:46`]);
});

test('shows what of an expression is another, from its line', () => {
  const changes = of(
    changed({
      [checkout]: replacing(['> 500', '> 5000'], ['code=~"5.."', 'code=~"50."'], ['below: 300ms', 'below: 1s']),
    }),
    'checkout',
  );
  expect(changes.map(({ details, origin }) => [origin?.line, ...details])).toEqual([
    [50, 'errors: http_requests_total{service="checkout", code=~"[5.. → 50.]"}'],
    [58],
    [70, 'sum(payment_queue_depth{service="checkout"}) > [500 → 5000]'],
  ]);
});

test('a new service in an environment that pages nobody names nobody who is paged', () => {
  const entry = (name: string) => `name: ${name}
description: d
owner: payments
tier: 1
slos:
  - {name: a, objective: 99%, sli: {errors: e, total: t}}
`;
  const services = changed({ 'services/gifts.yaml': () => entry('gifts') });
  expect(of(services, 'gifts')[0]?.details.join()).toContain('pages reach primary');
  expect(of(services, 'gifts', 'staging')[0]?.details.join()).not.toContain('pages reach');
});

test('points to the tier where the tier says it', () => {
  const services = changed({
    'config/tiers.yaml': replacing(['scaling: {min: 3, max: 12', 'scaling: {min: 2, max: 12']),
  });
  expect(services.map(({ service, changes }) => [service, changes[0]?.summary, changes[0]?.origin])).toEqual([
    ['storefront', 'min 3 → 2 instances', { file: 'config/tiers.yaml', line: 4 }],
  ]);
});

test('says who is paged first after a change of owner', () => {
  const services = changed({ 'services/cart.yaml': replacing(['owner: payments', 'owner: storefront']) });
  expect(of(services, 'cart')[0]).toMatchObject({
    kind: 'owner',
    severity: 'critical',
    before: 'payments',
    after: 'storefront',
    summary: 'owner payments → storefront: pages reach daily (tiago@example.com now) first',
    origin: { file: 'services/cart.yaml', line: 3 },
  });
});

test('shows a change to a team under each service that its escalation pages', () => {
  const services = changed({
    [payments]: replacing(['- {notify: [primary], for: 5m}', '- {notify: [head-of-payments@example.com], for: 5m}']),
  });
  expect(services.map(({ service, environment }) => `${service} ${environment}`)).toEqual([
    'checkout production',
    'checkout staging',
  ]);
  expect(of(services, 'checkout')[0]).toMatchObject({
    kind: 'escalation',
    team: 'payments',
    summary:
      'escalation payments-critical: reaches head-of-payments@example.com first, not primary (ada@example.com now)',
  });
});

test('says once what pages no service', () => {
  const idle =
    '  - name: idle\n    every: 1w\n    handoff: {day: monday, time: "10:00"}\n    members: [x@example.com]\n    anchor: {on: 2026-11-30, member: x@example.com}\n';
  const services = changed({ [payments]: replacing(['escalations:', `${idle}escalations:`]) });
  expect(services.map(({ service, changes }) => [service, changes.map(({ summary }) => summary)])).toEqual([
    ['*', ['team payments: new rotation idle, which pages no service']],
  ]);
});

test('tells appearing, retiring and vanishing apart', () => {
  const services = changed({
    'services/gifts.yaml': () => 'name: gifts\ndescription: Wraps\nowner: payments\ntier: 3\n',
    'services/returns.yaml': undefined,
    'services/search-classic.yaml': undefined,
    [checkout]: replacing(['lifecycle: production', 'lifecycle: retired']),
  });
  expect(of(services, 'gifts')[0]).toMatchObject({ kind: 'service-added', severity: 'info' });
  expect(of(services, 'returns')[0]).toMatchObject({ kind: 'service-removed', severity: 'critical' });
  expect(of(services, 'search-classic')[0]).toMatchObject({ kind: 'service-removed', severity: 'info' });
  expect(of(services, 'checkout').map(({ kind }) => kind)).toEqual(['service-retired']);
});

test('points to the line that takes a place away', () => {
  const services = changed({ [checkout]: replacing(['tier: 1', 'tier: 1\nrunsIn: [production]']) });
  expect(of(services, 'checkout', 'staging')[0]).toMatchObject({
    kind: 'service-removed',
    origin: { file: checkout, line: 5 },
  });
});

test('names the alerts that an environment silences, and the line that does', () => {
  const services = changed({
    'config/environments/production.yaml': replacing(['recording: grafana', 'recording: grafana\npaging: false']),
  });
  const silenced = of(services, 'orders').filter(({ severity }) => severity === 'critical');
  expect(silenced.map(({ summary }) => summary)).toEqual([
    'SLO availability: page and ticket → ticket',
    'SLO write-latency: page and ticket → ticket',
    'alert OrderQueueStalled no longer pages: a ticket',
  ]);
  expect(silenced[0]?.origin?.file).toBe('config/environments/production.yaml');
});

test('puts the worst first', () => {
  const services = changed({
    [checkout]: replacing(['Turns a basket', 'Makes a basket'], ['  max: 24', '  max: 12']),
    'services/cart.yaml': replacing(['allowFrom: [checkout]', 'allowFrom: [checkout, storefront]']),
  });
  const production = services.filter(({ environment }) => environment === 'production');
  expect(production.map(({ service, changes }) => [service, ...changes.map(({ severity }) => severity)])).toEqual([
    ['cart', 'critical'],
    ['checkout', 'warning', 'info'],
  ]);
});

test('shows a guard that is let down', () => {
  const services = changed({ 'config/guards.yaml': replacing(['rules:', 'rules:\n  owner-changed: off']) });
  expect(services).toMatchObject([
    {
      service: '*',
      environment: '*',
      changes: [
        {
          kind: 'other',
          severity: 'warning',
          summary: 'guard owner-changed: as built in → off, from the next change on',
          origin: { file: 'config/guards.yaml', line: 3 },
        },
      ],
    },
  ]);
});
