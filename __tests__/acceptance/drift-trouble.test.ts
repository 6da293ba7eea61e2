import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { catalog, removeScratch } from '../cli/harness';
import { applying, startCatalog } from './catalog-process';
import { byHand, deploy, drift, find, trouble } from './drift-world';
import { openShop, type Shop } from './shop';

jest.setTimeout(300_000);
afterAll(removeScratch);

const only = ['--service', 'search'];
let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
  expect(await deploy(shop.root, ...only)).toMatchObject({ code: 0 });
});
afterEach(() => trouble(shop.root));

const verdicts = ({ report }: Awaited<ReturnType<typeof drift>>) =>
  Object.fromEntries(report.stacks.map(({ stack, verdict }) => [stack, verdict]));

test('a provider that fails: incomplete, and the others are told', async () => {
  trouble(shop.root, { of: 'grafana_contact_point', on: 'read', error: 'a secret-free reason' });
  const found = await drift(shop.root, ...only);
  expect([found.code, found.report.verdict]).toEqual([1, 'incomplete']);
  expect(verdicts(found)).toEqual({
    'sandbox-oncall-discovery': 'clean',
    'sandbox-platform': 'clean',
    'sandbox-search': 'failed',
  });
  expect(found.stack('search').notes.join()).toContain('a secret-free reason');
  // the time of the last full check is that of an earlier run, if any
  expect(found.stack('search').checkedAt).toBeNull();
});

test('a provider that does not answer: stopped after the timeout, no lock left', async () => {
  trouble(shop.root, { of: 'grafana_contact_point', on: 'read', delayMs: 12_000 });
  const found = await drift(shop.root, ...only, '--timeout', '0.05', '--lock-timeout', '1');
  expect([found.code, found.report.verdict, found.stack('search').verdict]).toEqual([1, 'incomplete', 'failed']);
  expect(found.stack('search').notes[0]).toBe('Terraform did not end within 0.05 minutes');
  trouble(shop.root);
  expect((await drift(shop.root, ...only, '--lock-timeout', '0')).report.verdict).toBe('clean');
});

test('too many requests: tried again when the server allows it', async () => {
  trouble(shop.root, { of: 'pagerduty', on: 'read', error: '429 Too Many Requests, Retry-After: 1', times: 1 });
  const found = await drift(shop.root, ...only);
  expect([found.code, found.report.verdict]).toEqual([0, 'clean']);
  expect(found.err).toContain('sandbox-oncall-discovery: trying again in 1 s');
});

test('too many requests for ever: failed, never clean', async () => {
  trouble(shop.root, { of: 'pagerduty', on: 'read', error: '429 Too Many Requests, Retry-After: 1' });
  expect(verdicts(await drift(shop.root, ...only))).toMatchObject({ 'sandbox-oncall-discovery': 'failed' });
});

describe('a deploy at the same time', () => {
  const slowly = async (run: () => Promise<void>) => {
    shop.edit('services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
    trouble(shop.root, { of: 'grafana_rule_group', on: 'update', delayMs: 15_000, times: 1 });
    const deploying = startCatalog(shop.root, 'deploy', '--env', 'sandbox', '--stack', 'sandbox-search');
    await applying(shop.root, 'sandbox-search');
    await run();
    expect(await deploying.ended).toMatchObject({ code: 0 });
    shop.edit('services/search.yaml', 'objective: 99.5%', 'objective: 99.9%');
    expect(await deploy(shop.root, '--stack', 'sandbox-search')).toMatchObject({ code: 0 });
  };

  test('holds the state: waited for, then said', async () => {
    await slowly(async () => {
      const found = await drift(shop.root, ...only, '--lock-timeout', '1');
      expect([found.code, found.report.verdict, found.stack('search').verdict]).toEqual([1, 'incomplete', 'locked']);
      expect(found.stack('search').notes[0]).toBe('somebody else held the state for 1 s');
    });
  });

  test('ends while it is waited for: looked at afterwards', async () => {
    await slowly(async () => {
      const found = await drift(shop.root, ...only, '--lock-timeout', '60');
      expect([found.code, found.report.verdict]).toEqual([0, 'clean']);
    });
  });
});

test('a state that changes while it is looked at without a lock is looked at again', async () => {
  const path = join(shop.root, '.catalog/state/sandbox-search.tfstate');
  byHand(shop.root, (resources) => {
    find(resources, 'grafana_rule_group', 'search slo alerts').rule[0].is_paused = true;
    return undefined;
  });
  trouble(shop.root, { of: 'grafana_contact_point', on: 'read', delayMs: 6_000, times: 1 });
  const looking = startCatalog(shop.root, 'drift', '--env', 'sandbox', ...only, '--no-lock', '--json');
  while (!existsSync(join(shop.root, '.catalog/drift/sandbox-search/.terraform/terraform.tfstate'))) await wait(50);
  await looking.said('sandbox-platform');
  const { serial, ...state } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...state, serial: serial + 1 }));
  const { err, out, code } = await looking.ended;
  expect(err).toContain('sandbox-search: the state changed meanwhile; looking again');
  expect([code, JSON.parse(out).verdict]).toEqual([2, 'drifted']);
  expect(await deploy(shop.root, '--stack', 'sandbox-search')).toMatchObject({ code: 0 });
});

test('a run that was killed leaves no lock, and --resume continues it', async () => {
  trouble(shop.root, { of: 'grafana_contact_point', on: 'read', delayMs: 20_000, times: 1 });
  const looking = startCatalog(shop.root, 'drift', '--env', 'sandbox', ...only);
  await looking.said('2/3');
  looking.child.kill('SIGKILL');
  await looking.ended;
  trouble(shop.root);
  await wait(1_500);
  const found = await drift(shop.root, ...only, '--resume', '--lock-timeout', '5');
  expect([found.code, found.report.verdict]).toEqual([0, 'clean']);
  expect(found.report.notes).toEqual(['2 stacks were looked at by the run that this one continues']);
  expect(found.report.stacks).toHaveLength(3);
});

test('Ctrl-C: what was not looked at is skipped, never clean', async () => {
  trouble(shop.root, { of: 'grafana_contact_point', on: 'read', delayMs: 20_000 });
  const looking = startCatalog(shop.root, 'drift', '--env', 'sandbox', ...only, '--json');
  await looking.said('2/3');
  process.kill(-(looking.child.pid as number), 'SIGINT');
  const { code, out } = await looking.ended;
  expect([code, JSON.parse(out).verdict]).toEqual([130, 'incomplete']);
  expect(JSON.parse(out).stacks.map(({ verdict }: { verdict: string }) => verdict)).toContain('skipped');
  trouble(shop.root);
  expect((await drift(shop.root, ...only, '--lock-timeout', '0')).report.verdict).toBe('clean');
});

test('shards are merged, and a missing one is no clean run', async () => {
  const out = (index: number) => join(shop.root, '.catalog', `shard-${index}`);
  for (const index of [1, 2]) await drift(shop.root, ...only, '--shard', `${index}/2`, '--out', out(index));
  const files = [1, 2].map((index) => join(out(index), 'drift.json'));
  const merged = await catalog(['drift', '--merge', ...files, '--json']);
  expect([merged.code, JSON.parse(merged.out).verdict, JSON.parse(merged.out).stacks.length]).toEqual([0, 'clean', 3]);
  const half = await catalog(['drift', '--merge', files[1] as string]);
  expect([half.code, half.out]).toEqual([1, expect.stringContaining('shard 1/2 reported nothing')]);
  for (const index of [1, 2]) rmSync(out(index), { recursive: true });
});
