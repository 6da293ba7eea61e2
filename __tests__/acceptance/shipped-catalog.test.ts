import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { now, removeScratch } from '../cli/harness';
import { openShop, type Shop } from './shop';

jest.setTimeout(300_000);
afterAll(removeScratch);

describe('the shipped catalog', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    const report = await shop.up(now);
    // every stack applied, and its second plan empty
    expect(report.stacks.filter(({ outcome }) => outcome !== 'settled')).toEqual([]);
    expect(report.ok).toBe(true);
  });

  test('a retired service keeps its stack, without resources', () => {
    const stack = shop.compile(now).find(({ name }) => name === 'sandbox-search-classic');
    const { resource, provider, terraform } = JSON.parse(stack?.json ?? '{}');
    expect(resource).toBeUndefined();
    expect([Object.keys(provider), Object.keys(terraform.backend)]).toEqual([['aws', 'grafana'], ['local']]);
  });

  test('a changed objective changes the alerts and the dashboard of its service, in place, and nothing else', async () => {
    shop.edit('services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
    expect(await shop.plan(now)).toEqual({
      'sandbox-search': [
        'grafana_dashboard.monitoring_dashboard: update',
        'grafana_rule_group.monitoring_slo-alerts: update',
        'grafana_rule_group.monitoring_slo-budget: update',
      ],
    });
    shop.edit('services/search.yaml', 'objective: 99.5%', 'objective: 99.9%');
  });

  test('a removed member changes the schedules of that rotation and of those that follow it', async () => {
    shop.edit('config/teams/payments.yaml', ', linus@example.com]', ']');
    expect(await shop.plan(now)).toEqual({
      'sandbox-oncall-payments': [
        'pagerduty_schedule.rotation-primary: update',
        'pagerduty_schedule.rotation-secondary: update',
      ],
    });
    shop.edit('config/teams/payments.yaml', 'grace@example.com]', 'grace@example.com, linus@example.com]');
  });

  test('a new service is its own stack, its place in its team’s on-call, and a group by which others let it in', async () => {
    const text = readFileSync(join(shop.root, 'services/search.yaml'), 'utf8');
    shop.write('services/suggest.yaml', text.replaceAll('search', 'suggest'));
    // its own stack reads what these have yet to make
    const before = await shop.plan(now, ['search']);
    expect(before).toEqual({
      'sandbox-platform': ['aws_security_group.caller-suggest: create'],
      'sandbox-oncall-discovery': [
        'pagerduty_service.service-suggest: create',
        'pagerduty_service_integration.service-suggest_sandbox: create',
      ],
    });
    const report = await shop.up(now);
    expect(report.stacks.filter(({ added, changed, removed }) => added + changed + removed > 0)).toMatchObject([
      { stack: 'sandbox-oncall-discovery', added: 2, changed: 0, removed: 0 },
      { stack: 'sandbox-platform', added: 1, changed: 0, removed: 0 },
      { stack: 'sandbox-suggest', changed: 0, removed: 0, outcome: 'settled' },
    ]);
  });

  test('a rotation and an escalation go in the very step in which nobody uses them any more', async () => {
    const file = 'config/teams/payments.yaml';
    const text = readFileSync(join(shop.root, file), 'utf8');
    shop.edit('services/checkout.yaml', 'escalation: payments-critical', 'escalation: payments-default');
    shop.write(
      file,
      text
        .slice(0, text.indexOf('  - name: payments-critical'))
        .replace(/ {2}- name: secondary\n( {4}.*\n)+/, '')
        .replace('      - {notify: [secondary], for: 15m}\n', ''),
    );
    const report = await shop.up(now);
    expect(report.stacks.filter(({ outcome }) => outcome !== 'settled')).toEqual([]);
    expect(report.stacks.find(({ stack }) => stack === 'sandbox-oncall-payments')).toMatchObject({
      changed: 2,
      removed: 2,
    });
  });

  test('retiring a service removes what it had and keeps what pages for it', async () => {
    shop.edit('services/suggest.yaml', 'tier: 2', 'tier: 2\nlifecycle: retired');
    const changes = await shop.plan(now);
    expect(Object.keys(changes)).toEqual(['sandbox-suggest']);
    expect(changes['sandbox-suggest']?.every((change) => change.endsWith(': delete'))).toBe(true);
  });
});

describe('an event', () => {
  const hour = 3_600_000;
  const from = Date.UTC(2026, 10, 27, 5);
  const to = Date.UTC(2026, 10, 30, 5);

  test('changes nothing that Terraform would have to do, at any instant of its life', async () => {
    const shop = await openShop();
    expect((await shop.up(from - 60 * hour, ['checkout'])).ok).toBe(true);
    const instants = [
      from - 12 * hour,
      from - 60_000,
      from + 60_000,
      from + 30 * hour,
      to - 60_000,
      to + 60_000,
      to + 20 * hour,
    ];
    for (const atMs of instants) {
      expect([new Date(atMs).toISOString(), await shop.plan(atMs, ['checkout'])]).toEqual([
        new Date(atMs).toISOString(),
        {},
      ]);
      const world = JSON.parse(readFileSync(join(shop.root, '.catalog/world.json'), 'utf8'));
      const group = world.resources.find(({ type }: { type: string }) => type === 'aws_autoscaling_group');
      const running = from <= atMs && atMs < to;
      expect([group.attributes.max_size, group.attributes.min_size >= 20]).toEqual(running ? [40, true] : [24, false]);
    }
    // a world that somebody changed by hand is no empty plan: the test can fail
    const path = join(shop.root, '.catalog/world.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"max_size": ?24/, '"max_size": 25'));
    expect(await shop.plan(to + 20 * hour, ['checkout'])).toEqual({
      'sandbox-checkout': ['aws_autoscaling_group.compute_group: update'],
    });
  });
});
