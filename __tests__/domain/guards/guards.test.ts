import type { LoadedCatalog } from '../../../domain/catalog/loaded';
import { diffCatalogs } from '../../../domain/diff/diff-catalogs';
import type { GuardFinding, StackReview } from '../../../domain/diff/model';
import { catalogGuards, diffGuards } from '../../../domain/guards/catalog-guards';
import { guardNames } from '../../../domain/guards/names';
import { runGuards } from '../../../domain/guards/run-guards';
import { defaultSettings, guardSettings, stricterSettings } from '../../../domain/guards/settings';
import { planGuards } from '../../../domain/plan/guards/rules';
import { asShipped, type Edits, now, replacing, shipped } from '../diff/shipped';

const checkout = 'services/checkout.yaml';
const payments = 'config/teams/payments.yaml';

function guarded(head: LoadedCatalog, nowMs = now, stacks: readonly StackReview[] = [], base = asShipped(nowMs)) {
  const { services } = diffCatalogs({ loaded: base, nowMs }, { loaded: head, nowMs });
  return runGuards(diffGuards, { base, head, services, stacks, nowMs, settings: defaultSettings });
}

/** What the edits of the shipped catalog meet. */
function met(edits: Edits, nowMs = now): readonly GuardFinding[] {
  return guarded(shipped(edits, nowMs), nowMs).guards;
}

const rules = (findings: readonly GuardFinding[]) => [...new Set(findings.map(({ rule }) => rule))].sort();

test('lets an ordinary change pass', () => {
  expect(met({ [checkout]: replacing(['objective: 99.95%', 'objective: 99.9%'], ['  max: 24', '  max: 23']) })).toEqual(
    [],
  );
});

test('every rule that may be named exists, and no other', () => {
  const known = [...diffGuards, ...planGuards].map(({ name }) => name);
  expect([...new Set(known)].sort()).toEqual([...guardNames].sort());
  expect(new Set(catalogGuards.map(({ name }) => name)).size).toBe(catalogGuards.length);
});

describe('stack-vanishes', () => {
  test('blocks an entry that goes without having been retired, once for each place', () => {
    const findings = met({
      'services/shipping.yaml': undefined,
      'services/orders.yaml': (text) => text.replace(/dependsOn:\n.*\n/, ''),
    });
    expect(findings.map(({ rule, level, stack }) => [rule, level, stack])).toEqual([
      ['stack-vanishes', 'block', 'production-shipping'],
      ['stack-vanishes', 'block', 'staging-shipping'],
    ]);
    expect(findings[0]?.reason).toContain('its entry is gone');
  });
  test('lets a retired entry go', () => {
    expect(met({ 'services/search-classic.yaml': undefined })).toEqual([]);
  });
  test('blocks a tier that takes an environment away', () => {
    const findings = met({ [checkout]: replacing(['tier: 1', 'tier: 3']) });
    expect(findings.filter(({ rule }) => rule === 'stack-vanishes')).toMatchObject([
      { stack: 'staging-checkout', reason: expect.stringContaining('tier 1 → 3'), origin: { file: checkout, line: 4 } },
    ]);
  });
  test('blocks an environment that is gone', () => {
    const head = shipped();
    const without = {
      ...head,
      environments: head.environments.filter(({ environment }) => environment.name !== 'staging'),
      services: head.services.filter(({ service }) => service.environment !== 'staging'),
    };
    const stacks = guarded(without)
      .guards.filter(({ rule }) => rule === 'stack-vanishes')
      .map(({ stack }) => stack);
    expect(stacks).toContain('staging-platform');
    expect(stacks).toContain('staging-checkout');
  });
  test('blocks a team that is gone', () => {
    const text =
      'name: nobody\ntimeZone: Etc/UTC\nescalations:\n  - {name: x, steps: [{notify: [a@example.com], for: 5m}]}\n';
    const base = shipped({ 'config/teams/nobody.yaml': () => text });
    expect(guarded(shipped(), now, [], base).guards).toMatchObject([
      { rule: 'stack-vanishes', stack: 'oncall-nobody' },
    ]);
  });
});

describe('owners', () => {
  test('blocks another owner in one step, once for all environments', () => {
    const findings = met({ 'services/cart.yaml': replacing(['owner: payments', 'owner: storefront']) });
    expect(findings).toMatchObject([
      { rule: 'owner-changed', level: 'block', service: 'cart', origin: { file: 'services/cart.yaml', line: 3 } },
    ]);
    expect(findings[0]?.remedy).toMatch(/oncall-storefront first.*then oncall-payments/);
  });
  test('calls a team with another name renamed, not its services moved', () => {
    const owner = replacing(['owner: payments', 'owner: money']);
    const text = (shipped().sources.get(payments)?.text ?? '').replace('name: payments\n', 'name: money\n');
    const findings = met({
      [payments]: undefined,
      'config/teams/money.yaml': () => text,
      [checkout]: owner,
      'services/cart.yaml': owner,
    });
    expect(rules(findings)).toEqual(['stack-vanishes', 'team-renamed']);
  });
});

describe('capacity-below-event', () => {
  test('blocks less than an event had while its traffic stays', () => {
    const withoutTarget = replacing([', requestsPerTarget: 40rps', ''], ['      max: 40', '      max: 22']);
    expect(rules(met({ [checkout]: withoutTarget }))).toEqual(['capacity-below-event']);
  });
  test('blocks the removal of an event to come', () => {
    const gone = (text: string) => text.replace(/ {2}events:\n( {4}.*\n)+/, '');
    expect(rules(met({ [checkout]: gone }))).toEqual(['capacity-below-event']);
  });
  test('follows an event that moves', () => {
    const moved = [
      ['from: 2026-11-27T06:00', 'from: 2026-12-04T06:00'],
      ['to: 2026-11-30T06:00', 'to: 2026-12-07T06:00'],
      [', requestsPerTarget: 40rps', ''],
    ] as const;
    expect(met({ [checkout]: replacing(...moved) })).toEqual([]);
    const smaller = met({ [checkout]: replacing(...moved, ['      max: 40', '      max: 30']) });
    expect(smaller).toMatchObject([{ rule: 'capacity-below-event', remedy: expect.stringContaining('2026-12-04') }]);
  });
  test('lets less pass that still carries what is expected', () => {
    expect(met({ [checkout]: replacing(['      max: 40', '      max: 22']) })).toEqual([]);
  });
  test('lets an event go that is over', () => {
    const gone = (text: string) => text.replace(/ {2}events:\n( {4}.*\n)+/, '');
    expect(met({ [checkout]: gone }, Date.UTC(2026, 11, 24))).toEqual([]);
  });
});

describe('what watches a tier-1 service', () => {
  const withoutSlos = (text: string) => text.replace(/slos:\n(.*\n)*?\nalerts:/, 'alerts:');
  test('blocks the loss of the last SLO, and of the last page', () => {
    expect(rules(met({ [checkout]: withoutSlos }))).toEqual(['last-alert-gone', 'last-slo-gone']);
  });
  test('is not talked out of it by a lower tier in the same step', () => {
    const findings = met({ [checkout]: (text) => withoutSlos(text).replace('tier: 1', 'tier: 2') });
    expect(rules(findings)).toEqual(['last-alert-gone', 'last-slo-gone']);
  });
  test('lets a retired service lose all of it', () => {
    expect(met({ [checkout]: replacing(['lifecycle: production', 'lifecycle: retired']) })).toEqual([]);
  });
  test('blocks an environment that pages nobody any more', () => {
    const findings = met({
      'config/environments/production.yaml': replacing(['recording: grafana', 'recording: grafana\npaging: false']),
    });
    expect(findings.map(({ rule, service }) => `${rule} ${service}`)).toEqual([
      'last-alert-gone checkout',
      'last-alert-gone orders',
      'last-alert-gone storefront',
    ]);
  });
  test('blocks the loss of the last rotation', () => {
    const people = replacing(
      ['{notify: [primary], for: 5m}', '{notify: [ada@example.com], for: 5m}'],
      ['{notify: [secondary], for: 10m}', '{notify: [grace@example.com], for: 10m}'],
    );
    expect(rules(met({ [payments]: people }))).toEqual(['last-rotation-gone']);
  });
});

describe('escalation-ends-in-nobody', () => {
  test('blocks hours in which the last step is nobody, where they are new', () => {
    const hours = 'hours: {from: "08:00", to: "16:00"}';
    const findings = met({
      'config/teams/fulfilment.yaml': replacing(
        [hours, 'hours: {from: "09:00", to: "16:00"}'],
        ['      - {notify: [head-of-fulfilment@example.com], for: 30m}\n', ''],
      ),
    });
    expect(findings).toMatchObject([
      {
        rule: 'escalation-ends-in-nobody',
        team: 'fulfilment',
        stack: 'oncall-fulfilment',
        reason: expect.stringContaining('Tue 24 Nov 08:00 – 09:00'),
      },
    ]);
  });
  test('blocks a service that goes to an escalation with such hours, old as they are', () => {
    const hours = (text: string) =>
      `${text.replace('    anchor: {on: 2026-12-01, member: yuki', '    hours: {from: "09:00", to: "10:00"}\n$&').replace('[new-york, tokyo]', '[new-york, tokyo, x@example.com]')}
  - {name: sometimes, steps: [{notify: [tokyo], for: 15m}]}
`;
    const base = shipped({ 'config/teams/discovery.yaml': hours });
    const head = shipped({
      'config/teams/discovery.yaml': hours,
      'services/search.yaml': (text) => `${text}oncall: {escalation: sometimes}\n`,
    });
    const { guards } = guarded(head, now, [], base);
    expect(guards).toMatchObject([
      {
        rule: 'escalation-ends-in-nobody',
        service: 'search',
        team: 'discovery',
        reason: expect.stringContaining('sometimes of discovery reaches nobody at all'),
        origin: { file: 'services/search.yaml' },
      },
    ]);
  });
  test('leaves alone what was so before', () => {
    const base = shipped({ 'config/teams/discovery.yaml': (text) => text.replace(/, tokyo\]/, ']') });
    const head = shipped({
      'config/teams/discovery.yaml': (text) => text.replace(/, tokyo\]/, ']').replace('repeat: 2', 'repeat: 3'),
    });
    expect(guarded(head, now, [], base).guards).toEqual([]);
  });
});

test('access-widened blocks callers, policies and places that are new', () => {
  const wider = replacing(
    ['  port: 8080', '  port: 8080\n  allowFrom: [storefront]'],
    ['policies: ["', 'policies: ["arn:aws:iam::aws:policy/AdministratorAccess", "'],
    ['path: /checkout}', 'path: /pay}'],
  );
  const findings = met({ [checkout]: wider }).filter(({ environment }) => environment === 'production');
  expect(findings.map(({ rule, level, reason }) => [rule, level, reason])).toEqual([
    ['access-widened', 'block', 'checkout: storefront may call port 8080'],
    ['access-widened', 'block', 'checkout: the role of its instances gains AdministratorAccess'],
    ['access-widened', 'block', 'checkout: reached at another place: /checkout/* → /pay/*'],
  ]);
});

const stack = (name: string, over: Partial<StackReview> = {}): StackReview => ({
  stack: name,
  kind: 'service',
  environment: 'production',
  service: name.replace('production-', ''),
  level: 2,
  status: 'changed',
  actions: { create: 0, update: 1, replace: 0, delete: 0, forget: 0, move: 0, import: 0 } as StackReview['actions'],
  resources: [],
  because: [],
  ...over,
});

describe('change-within-event', () => {
  const during = Date.UTC(2026, 10, 28);
  test('blocks a change of a service whose event runs', () => {
    const { guards } = guarded(shipped({}, during), during, [stack('production-checkout')]);
    expect(guards).toMatchObject([
      { rule: 'change-within-event', remedy: 'Wait until Mon 30 Nov 06:00 (Europe/Berlin).' },
    ]);
  });
  test('lets others pass, and itself before and after', () => {
    expect(guarded(shipped({}, during), during, [stack('production-cart')]).guards).toEqual([]);
    expect(guarded(shipped(), now, [stack('production-checkout')]).guards).toEqual([]);
  });
});

test('staging-skipped warns of what only the later environment gets', () => {
  const only = '\nenvironments:\n  production:\n    compute: {port: 9000}\n';
  const findings = met({ 'services/cart.yaml': (text) => `${text}${only}` });
  expect(findings).toMatchObject([
    { rule: 'staging-skipped', level: 'warn', reason: 'cart changes in production and not in staging: compute' },
  ]);
});

test('too-many-stacks warns above the number of the settings', () => {
  const many = Array.from({ length: 31 }, (_, index) => stack(`production-s${index}`));
  expect(rules(guarded(shipped(), now, many).guards)).toEqual(['too-many-stacks']);
  expect(guarded(shipped(), now, many.slice(1)).guards).toEqual([]);
});

test('paging-resource-destroyed speaks of the synthesized JSON, and not of stacks that vanish', () => {
  const lost = {
    address: 'pagerduty_schedule.rotation-x',
    type: 'pagerduty_schedule',
    action: 'delete' as const,
    attributes: [],
    because: [],
  };
  const oncall = stack('oncall-payments', { kind: 'oncall', service: null, environment: null, resources: [lost] });
  expect(rules(guarded(shipped(), now, [oncall]).guards)).toEqual(['paging-resource-destroyed']);
  expect(guarded(shipped(), now, [{ ...oncall, status: 'vanished' }]).guards).toEqual([]);
});

test('paging-resource-destroyed leaves a change of owner to its own guard, and names the service of what on-call holds', () => {
  const lost = (name: string) => ({
    address: `pagerduty_service_integration.service-${name}_production`,
    type: 'pagerduty_service_integration',
    action: 'delete' as const,
    attributes: [],
    because: [],
  });
  const oncall = stack('oncall-payments', {
    kind: 'oncall',
    service: null,
    environment: null,
    resources: [lost('cart'), lost('checkout')],
  });
  const moves = { 'services/cart.yaml': replacing(['owner: payments', 'owner: storefront']) };
  const { guards } = guarded(shipped(moves), now, [oncall]);
  expect(guards.map(({ rule, service }) => [rule, service])).toEqual([
    ['owner-changed', 'cart'],
    ['paging-resource-destroyed', 'checkout'],
  ]);
});

describe('accept', () => {
  const wider = replacing(['  port: 8080', '  port: 8080\n  allowFrom: [storefront]']);
  const accept = (until: string, rule = 'access-widened') =>
    `\naccept:\n  - {rule: ${rule}, until: ${until}, why: wanted}\n`;

  test('in an entry lets a rule pass until its last day', () => {
    const { guards, accepted } = guarded(shipped({ [checkout]: (text) => wider(text) + accept('2026-11-23') }));
    expect(guards).toEqual([]);
    expect(accepted).toMatchObject([
      { rule: 'access-widened', environment: 'production', until: '2026-11-23', why: 'wanted' },
      { rule: 'access-widened', environment: 'staging' },
    ]);
  });
  test('that is over lets nothing pass, and is a diagnostic', () => {
    const head = shipped({ [checkout]: (text) => wider(text) + accept('2026-11-22') });
    expect(rules(guarded(head).guards)).toEqual(['access-widened']);
    expect(head.diagnostics.filter(({ code }) => code === 'accept-expired')).toHaveLength(1);
  });
  test('of one rule lets no other pass', () => {
    const head = shipped({ [checkout]: (text) => wider(text) + accept('2026-12-24', 'owner-changed') });
    expect(rules(guarded(head).guards)).toEqual(['access-widened']);
  });
  test('in an entry says nothing of another service', () => {
    const head = shipped({ [checkout]: wider, 'services/cart.yaml': (text) => text + accept('2026-12-24') });
    expect(rules(guarded(head).guards)).toEqual(['access-widened']);
  });
  test('in an environment is for that one', () => {
    const head = shipped({
      [checkout]: wider,
      'config/environments/staging.yaml': (text) => text + accept('2026-12-24'),
    });
    expect(guarded(head).guards.map(({ environment }) => environment)).toEqual(['production']);
  });
  test('in a team is for its services, in guards.yaml for all', () => {
    const inTeam = shipped({
      [payments]: (text) =>
        text.replace('payments-default', 'payments-default') + accept('2026-12-24', 'capacity-below-event'),
      [checkout]: (text) => text.replace(/ {2}events:\n( {4}.*\n)+/, ''),
    });
    expect(guarded(inTeam).guards).toEqual([]);
    const inGuards = shipped({ [checkout]: wider, 'config/guards.yaml': (text) => text + accept('2026-12-24') });
    expect(guarded(inGuards).guards).toEqual([]);
  });
});

test('rejects an order that names no environment, or one twice', () => {
  const ordered = (text: string) => text.replace(/^order:.*$/m, 'order: [stagin, staging, staging]');
  expect(() => shipped({ 'config/guards.yaml': ordered })).toThrow(
    'config/guards.yaml:6 no environment is called "stagin"\nconfig/guards.yaml:6 order: "staging" stands here twice',
  );
});

describe('settings', () => {
  const settings = (level: 'block' | 'warn' | 'off') => guardSettings({ rules: { 'access-widened': level } });
  const level = (base: 'block' | 'warn' | 'off', head: 'block' | 'warn' | 'off') =>
    stricterSettings(diffGuards, settings(base), settings(head)).levels['access-widened'];

  test('no change lowers its own guards', () => {
    expect([level('block', 'off'), level('off', 'warn'), level('off', 'off'), level('warn', 'warn')]).toEqual([
      'block',
      'warn',
      'off',
      'warn',
    ]);
  });
  test('a rule that is off says nothing', () => {
    const head = shipped({ 'services/cart.yaml': replacing(['owner: payments', 'owner: storefront']) });
    const context = {
      base: asShipped(),
      head,
      services: diffCatalogs({ loaded: asShipped(), nowMs: now }, { loaded: head, nowMs: now }).services,
      stacks: [],
      nowMs: now,
    };
    const off = guardSettings({ rules: { 'owner-changed': 'off' } });
    expect(runGuards(diffGuards, { ...context, settings: off }).guards).toEqual([]);
  });
  test('rejects unknown rules, in the file and in an acceptance, with the nearest', () => {
    const faults = (edits: Edits) => {
      try {
        shipped(edits);
        return 'none';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(faults({ 'config/guards.yaml': () => 'rules: {owner-change: warn}\n' })).toMatch(
      /guards.yaml:1 .*unknown key "owner-change"/,
    );
    expect(faults({ 'config/guards.yaml': () => 'rules: {owner-changed: loud}\n' })).toMatch(
      /expected one of block, warn, off/,
    );
    expect(
      faults({ [checkout]: (text) => `${text}\naccept:\n  - {rule: stack-vanish, until: 2026-12-24, why: x}\n` }),
    ).toMatch(/accept\[0\].rule: expected one of stack-vanishes/);
    expect(faults({ 'config/guards.yaml': undefined })).toBe('none');
  });
});
