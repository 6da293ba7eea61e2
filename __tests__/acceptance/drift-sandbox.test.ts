import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, now, removeScratch } from '../cli/harness';
import { byHand, deploy, drift, find, told, trouble } from './drift-world';
import { openShop, type Shop } from './shop';

jest.setTimeout(300_000);
afterAll(removeScratch);

const only = ['--service', 'checkout,cart'];
let shop: Shop;
let kept: string;

beforeAll(async () => {
  shop = await openShop();
  expect(await deploy(shop.root, ...only)).toMatchObject({ code: 0 });
  kept = join(shop.root, '..', `${shop.root.split('/').at(-1)}-kept`);
  cpSync(shop.root, kept, { recursive: true });
});
afterAll(() => rmSync(kept, { recursive: true, force: true }));

/** The catalog and the world as they were after the deploy. */
beforeEach(() => {
  for (const part of ['services', 'config', '.catalog/state', '.catalog/world.json'])
    cpSync(join(kept, part), join(shop.root, part), { recursive: true, force: true });
});

test('what was just deployed is clean', async () => {
  const { code, report } = await drift(shop.root, ...only);
  expect([code, report.verdict]).toEqual([0, 'clean']);
  expect(
    report.stacks.map(({ stack, verdict, drift: found, checkedAt }) => [stack, verdict, found, typeof checkedAt]),
  ).toEqual([
    ['sandbox-oncall-payments', 'clean', [], 'string'],
    ['sandbox-platform', 'clean', [], 'string'],
    ['sandbox-cart', 'clean', [], 'string'],
    ['sandbox-checkout', 'clean', [], 'string'],
  ]);
});

/** What people do at consoles: sizes, an alert paused and one rewritten, a rotation and an escalation edited. */
function adoptable(): void {
  byHand(shop.root, (resources) => {
    Object.assign(find(resources, 'aws_autoscaling_group', 'cart'), { min_size: 4, max_size: 30, desired_capacity: 9 });
    const [rule] = find(resources, 'grafana_rule_group', 'checkout alerts').rule;
    rule.is_paused = true;
    const model = JSON.parse(rule.data[0].model);
    rule.data[0].model = JSON.stringify({ ...model, expr: model.expr.replace('> 500', '> 800') });
    find(resources, 'pagerduty_schedule', 'payments primary').layer[0].users.reverse();
    const policy = find(resources, 'pagerduty_escalation_policy', 'payments-critical');
    policy.rule.pop();
    policy.num_loops = 1;
    return undefined;
  });
}

test('what people changed by hand is drift, worst first, with the line that governs it', async () => {
  adoptable();
  byHand(shop.root, (resources) => {
    Object.assign(find(resources, 'aws_autoscaling_group', 'checkout'), { max_size: 30, desired_capacity: 8 });
    find(resources, 'aws_security_group', 'service-sandbox-checkout').ingress = [
      {
        description: '',
        protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_blocks: ['0.0.0.0/0'],
        ipv6_cidr_blocks: [],
        prefix_list_ids: [],
        security_groups: [],
        self: false,
      },
    ];
    return resources.filter(
      ({ type, id }) => type !== 'aws_cloudwatch_metric_alarm' || !/checkout.*unhealthy/.test(id),
    );
  });
  const { code, report, stack } = await drift(shop.root, ...only);
  expect([code, report.verdict]).toEqual([2, 'drifted']);
  expect(told(stack('checkout'))).toEqual([
    'aws_cloudwatch_metric_alarm.compute_alarm_unhealthy-hosts : critical',
    'aws_security_group.compute_firewall_group ingress[0]: critical',
    'grafana_rule_group.monitoring_alerts rule[0].data[0].model.expr: critical',
    'grafana_rule_group.monitoring_alerts rule[0].is_paused: critical',
    'aws_autoscaling_group.compute_group max_size: warning',
    'aws_autoscaling_group.compute_group desired_capacity: autoscaler',
  ]);
  const size = stack('checkout').drift.find(({ attribute }) => attribute === 'max_size');
  const lines = readFileSync(join(shop.root, 'services/checkout.yaml'), 'utf8').split('\n');
  expect([size?.before, size?.after, size?.origin?.file, lines[(size?.origin?.line ?? 0) - 1]]).toEqual([
    24,
    30,
    'services/checkout.yaml',
    '  max: 24',
  ]);
  // the action that ends the event returns to the base: that is the same line
  expect(size?.adopt?.leaves).toEqual(['aws_autoscaling_schedule.compute_schedule_event-black-friday-end']);
  expect(stack('checkout').drift[1]?.revert).toMatch(
    /^aws ec2 revoke-security-group-ingress --region us-east-1 --group-id sg-\w+ --ip-permissions '\[\{"IpProtocol":"tcp","FromPort":22/,
  );
  expect(told(stack('oncall-payments'))).toEqual([
    'pagerduty_escalation_policy.escalation-payments-critical num_loops: critical',
    'pagerduty_escalation_policy.escalation-payments-critical rule[2]: critical',
    'pagerduty_schedule.rotation-primary layer[0].users: critical',
  ]);
});

test('the way forward: a patch that git applies; the catalog compiles, and its plan is empty', async () => {
  adoptable();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: shop.root, stdio: 'pipe' });
  git('init', '-q');
  const { stack } = await drift(shop.root, ...only, '--out', join(shop.root, '.catalog/out'));
  expect(
    ['checkout', 'cart', 'oncall-payments']
      .flatMap((name) => stack(name).drift)
      .filter(({ expected, adopt }) => !expected && !adopt),
  ).toEqual([]);
  git('apply', '--check', '.catalog/out/adopt.patch');
  git('apply', '.catalog/out/adopt.patch');
  expect(await shop.plan(now, ['checkout', 'cart'])).toEqual({});
  const after = await drift(shop.root, ...only);
  expect([after.code, after.report.verdict]).toEqual([0, 'clean']);
  // and every comment is still there, but for those on lines that the rotation no longer has
  const patch = readFileSync(join(shop.root, '.catalog/out/adopt.patch'), 'utf8');
  const lost = patch.split('\n').filter((line) => /^-[^-].*#/.test(line));
  expect(lost).toEqual(['-    offset: 1                          # one turn behind: always the next in line']);
});

test('the way back: the command that a report names', async () => {
  adoptable();
  const { stack } = await drift(shop.root, ...only);
  const commands = new Set(
    ['checkout', 'oncall-payments'].flatMap((name) =>
      stack(name)
        .drift.filter(({ expected }) => !expected)
        .map(({ revert }) => revert),
    ),
  );
  const deployOf = (stack: string) =>
    `npx catalog deploy --catalog ${shop.root} --env sandbox --stack ${stack} --auto-approve`;
  expect([...commands]).toEqual([deployOf('sandbox-checkout'), deployOf('sandbox-oncall-payments')]);
  for (const command of commands) {
    const args = [...command.split(' ').slice(2), '--now', new Date(now).toISOString()];
    expect(await catalog(args, { now: Date.now })).toMatchObject({ code: 0 });
  }
  const after = await drift(shop.root, ...only);
  expect(after.report.stacks.map(({ verdict }) => verdict)).toEqual(['clean', 'clean', 'drifted', 'clean']);
});

test('what is committed and not applied is pending; with drift beside it, both', async () => {
  shop.edit('services/checkout.yaml', '  warmup: 2m', '  warmup: 3m');
  const pending = await drift(shop.root, ...only);
  expect([pending.code, pending.report.verdict, pending.stack('checkout').verdict]).toEqual([2, 'pending', 'pending']);
  expect(pending.stack('checkout').pending.map(({ attribute, origin }) => [attribute, origin?.file])).toContainEqual([
    'default_instance_warmup',
    'services/checkout.yaml',
  ]);
  byHand(shop.root, (resources) => {
    find(resources, 'aws_autoscaling_group', 'checkout').max_size = 30;
    return undefined;
  });
  const both = await drift(shop.root, ...only);
  expect([both.report.verdict, both.stack('checkout').verdict]).toEqual(['drifted', 'drifted-and-pending']);
});

test('a service that nobody deployed yet is pending, and says for what it waits', async () => {
  const text = readFileSync(join(shop.root, 'services/search.yaml'), 'utf8');
  shop.write('services/suggest.yaml', text.replaceAll('search', 'suggest'));
  const { stack } = await drift(shop.root, '--service', 'suggest');
  rmSync(join(shop.root, 'services/suggest.yaml'));
  expect([stack('suggest').verdict, stack('oncall-discovery').verdict]).toEqual(['pending', 'pending']);
  expect(stack('suggest').notes).toEqual([
    'has no state: it was never deployed, or its state is lost',
    'waits for sandbox-oncall-discovery, not deployed yet',
  ]);
  // it is to have a group for the new service
  expect(stack('platform').verdict).toBe('pending');
});

test('rejects a stack without a state as clean, also one that holds nothing', async () => {
  const { code, stack } = await drift(shop.root, '--service', 'search-classic');
  expect([code, stack('search-classic').verdict]).toEqual([2, 'pending']);
  expect(stack('search-classic').notes).toEqual(['has no state: it was never deployed, or its state is lost']);
});

describe('an instance refresh, which no plan tells', () => {
  const group = 'aws_autoscaling_group.compute_group';
  const begin = (attributes: object) =>
    byHand(shop.root, (resources) => {
      const { name } = find(resources, 'aws_autoscaling_group', 'checkout');
      const id = `refresh-${resources.length}`;
      const all = { auto_scaling_group_name: name, ...attributes };
      return [...resources, { type: 'aws_autoscaling_instance_refresh', id, attributes: all }];
    });
  afterEach(() => trouble(shop.root));

  test('that failed is drift, with the command that starts it again; one that got through since is none', async () => {
    const reason = 'Alarm unhealthy-hosts is in ALARM';
    begin({ status: 'Failed', percentage_complete: 40, status_reason: reason, start_time: '2026-11-23T11:00:00Z' });
    const failed = await drift(shop.root, ...only);
    expect([failed.code, failed.report.verdict, failed.stack('checkout').verdict]).toEqual([2, 'drifted', 'drifted']);
    expect(told(failed.stack('checkout'))).toEqual([`${group} instance_refresh.status: warning`]);
    expect(failed.stack('checkout').drift[0]).toMatchObject({
      after: `Failed at 40 %: ${reason}`,
      origin: { file: expect.stringMatching(/\.yaml$/) },
      revert: expect.stringMatching(
        /^aws autoscaling start-instance-refresh --region us-east-1 --auto-scaling-group-name \S*checkout --preferences '\{.*"CheckpointPercentages":\[\d/,
      ),
    });
    begin({ status: 'Successful', percentage_complete: 100, start_time: '2026-11-23T11:30:00Z' });
    expect((await drift(shop.root, ...only)).report.verdict).toBe('clean');
  });

  test('that is under way is expected', async () => {
    begin({ status: 'InProgress', percentage_complete: 10, start_time: '2026-11-23T11:00:00Z' });
    const { code, stack } = await drift(shop.root, ...only);
    expect([code, stack('checkout').verdict]).toEqual([0, 'clean']);
    expect(told(stack('checkout'))).toEqual([`${group} instance_refresh.status: refresh`]);
  });

  test('rejects a stack as clean whose refreshes AWS does not tell', async () => {
    trouble(shop.root, { of: 'aws_autoscaling_instance_refresh', on: 'read', error: 'AccessDenied', times: 1 });
    const { code, report } = await drift(shop.root, '--service', 'checkout');
    expect([code, report.verdict]).toEqual([1, 'incomplete']);
    expect(report.stacks.find(({ verdict }) => verdict === 'unknown')).toMatchObject({
      stack: 'sandbox-checkout',
      notes: [expect.stringMatching(/^AWS does not tell whether .*checkout got through: AccessDenied$/)],
      checkedAt: expect.anything(),
    });
  });
});

describe('an event', () => {
  const hour = 3_600_000;
  const from = Date.UTC(2026, 10, 27, 5);
  const at = (ms: number) => ['--now', new Date(ms).toISOString().replace('.000', '')];

  test('is expected while it runs, around its edges and afterwards', async () => {
    const moments = [from - 60_000, from + 30 * hour, Date.UTC(2026, 10, 30, 5) + 60_000, Date.UTC(2026, 11, 2, 19)];
    const names = new Set<string>();
    for (const moment of moments) {
      const { report, stack } = await drift(shop.root, '--service', 'checkout', ...at(moment));
      expect([moment, report.verdict]).toEqual([moment, 'clean']);
      for (const { expected } of stack('checkout').drift) names.add(String(expected));
    }
    expect([...names].sort()).toEqual(['autoscaler', 'event', 'fired', 'schedule', 'spent']);
  });

  test('rejects its sizes where somebody gave it others', async () => {
    await drift(shop.root, '--service', 'checkout', ...at(from + hour));
    byHand(shop.root, (resources) => {
      find(resources, 'aws_autoscaling_group', 'checkout').max_size = 25;
      return undefined;
    });
    const { stack } = await drift(shop.root, '--service', 'checkout', ...at(from + 2 * hour));
    expect(told(stack('checkout'))).toContain('aws_autoscaling_group.compute_group max_size: warning');
    expect(stack('checkout').drift[0]?.adopt?.summary).toMatch(
      /^scaling\.events\[0\]\.max of checkout in sandbox becomes 25/,
    );
  });
});
