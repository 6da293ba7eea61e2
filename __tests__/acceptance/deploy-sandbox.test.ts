import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployReport } from '../../deploy/deploy';
import { catalog, removeScratch } from '../cli/harness';
import { applying, startCatalog } from './catalog-process';
import { deploy, drift, trouble } from './drift-world';
import { openShop, type Shop } from './shop';

jest.setTimeout(300_000);
afterAll(removeScratch);

const only = ['--service', 'search,returns'];
const order = [
  'sandbox-oncall-discovery',
  'sandbox-oncall-fulfilment',
  'sandbox-platform',
  'sandbox-returns',
  'sandbox-search',
];
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => trouble(shop.root));

async function report(...args: string[]): Promise<{ code: number; err: string; report: DeployReport }> {
  const ran = await deploy(shop.root, ...args, '--json');
  if (!ran.out.startsWith('{')) throw new Error(ran.err);
  return { ...ran, report: JSON.parse(ran.out) };
}
const outcomes = ({ stacks }: DeployReport) => Object.fromEntries(stacks.map(({ stack, outcome }) => [stack, outcome]));

test('a stack that fails stops only what depends on it; the same command continues', async () => {
  trouble(shop.root, { of: 'pagerduty_escalation_policy', on: 'create', error: 'refused', times: 1 });
  const first = await report(...only, '--jobs', '1');
  expect(first.code).toBe(1);
  const failed = first.report.stacks.find(({ outcome }) => outcome === 'failed')?.stack as string;
  const hanging = failed === 'sandbox-oncall-discovery' ? 'sandbox-search' : 'sandbox-returns';
  expect(outcomes(first.report)).toEqual(
    Object.fromEntries(
      order.map((name) => [name, name === failed ? 'failed' : name === hanging ? 'skipped' : 'applied']),
    ),
  );
  expect(first.report.stacks.find(({ stack }) => stack === hanging)?.notes).toEqual([`${failed} was not done`]);

  trouble(shop.root);
  const second = await report(...only);
  expect([second.code, second.report.ok]).toEqual([0, true]);
  expect(outcomes(second.report)).toEqual(
    Object.fromEntries(order.map((name) => [name, [failed, hanging].includes(name) ? 'applied' : 'before'])),
  );
  expect(existsSync(join(shop.root, '.catalog/deploy.json'))).toBe(false);
  expect((await drift(shop.root, ...only)).report.verdict).toBe('clean');
});

describe('a run that broke off, and then', () => {
  /** Platform and one on-call are done; the other on-call failed, and with it what hangs on it. */
  const breakOff = async () => {
    shop.edit('config/teams/discovery.yaml', 'repeat: 2', 'repeat: 3');
    trouble(shop.root, { of: 'pagerduty_escalation_policy', on: 'update', error: 'refused', times: 1 });
    const broken = await report(...only, '--jobs', '1');
    expect(outcomes(broken.report)).toEqual({
      'sandbox-oncall-discovery': 'failed',
      'sandbox-oncall-fulfilment': 'unchanged',
      'sandbox-platform': 'unchanged',
      'sandbox-returns': 'unchanged',
      'sandbox-search': 'skipped',
    });
    trouble(shop.root);
  };
  afterEach(async () => {
    shop.edit('config/teams/discovery.yaml', 'repeat: 3', 'repeat: 2');
    expect((await report(...only, '--restart')).report.ok).toBe(true);
  });

  test('a change of the catalog: a stack that was done and is another one now is done again', async () => {
    await breakOff();
    shop.edit('services/returns.yaml', 'objective: 99%', 'objective: 98.9%');
    const { report: after } = await report(...only);
    expect(after.continues).not.toBeNull();
    expect(outcomes(after)).toEqual({
      'sandbox-oncall-discovery': 'applied',
      'sandbox-oncall-fulfilment': 'before',
      'sandbox-platform': 'before',
      'sandbox-returns': 'applied',
      'sandbox-search': 'unchanged',
    });
    expect((await drift(shop.root, ...only)).report.verdict).toBe('clean');
    shop.edit('services/returns.yaml', 'objective: 98.9%', 'objective: 99%');
  });

  test('somebody else’s deploy of another catalog: what the journal calls done is looked at again', async () => {
    await breakOff();
    const journal = join(shop.root, '.catalog/deploy.json');
    const kept = readFileSync(journal);
    shop.edit('services/returns.yaml', 'objective: 99%', 'objective: 98.9%');
    expect(outcomes((await report('--stack', 'sandbox-returns')).report)).toEqual({ 'sandbox-returns': 'applied' });
    shop.edit('services/returns.yaml', 'objective: 98.9%', 'objective: 99%');
    // theirs was written down elsewhere
    writeFileSync(journal, kept);
    const { report: after } = await report(...only);
    expect(outcomes(after)).toMatchObject({ 'sandbox-platform': 'before', 'sandbox-returns': 'applied' });
    expect((await drift(shop.root, ...only)).report.verdict).toBe('clean');
  });
});

test('what is done is left alone, and no plan stays on the disk', async () => {
  const again = await report(...only);
  expect(new Set(Object.values(outcomes(again.report)))).toEqual(new Set(['unchanged']));
  for (const name of order) expect(existsSync(join(shop.root, '.catalog/work', name, 'catalog.tfplan'))).toBe(false);
});

test('an apply that broke off is taken up again, and does what was planned', async () => {
  shop.edit('services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
  trouble(shop.root, {
    of: 'grafana_rule_group',
    on: 'update',
    error: '429 Too Many Requests, Retry-After: 1',
    times: 1,
  });
  const { code, err, report: done } = await report('--stack', 'sandbox-search');
  expect([code, outcomes(done)]).toEqual([0, { 'sandbox-search': 'applied' }]);
  expect(err).toContain('sandbox-search: trying again in 1 s');
});

describe('a reviewed plan', () => {
  const out = () => join(shop.root, '.catalog/review');
  const expecting = () => ['--service', 'search', '--expect', join(out(), 'review.json')];

  test('is applied, and nothing else is', async () => {
    shop.edit('services/search.yaml', 'objective: 99.5%', 'objective: 99.8%');
    const planned = await catalog(
      ['plan', '--all', '--env', 'sandbox', '--service', 'search', '--catalog', shop.root, '--out', out()],
      { cwd: shop.root },
    );
    expect([planned.code, planned.err]).toEqual([2, expect.any(String)]);
    shop.edit('services/search.yaml', 'objective: 99.8%', 'objective: 99.7%');
    const refused = await report(...expecting());
    expect([refused.code, outcomes(refused.report)]).toEqual([
      2,
      { 'sandbox-oncall-discovery': 'unchanged', 'sandbox-platform': 'unchanged', 'sandbox-search': 'refused' },
    ]);
    shop.edit('services/search.yaml', 'objective: 99.7%', 'objective: 99.8%');
    const done = await report(...expecting());
    expect([done.code, outcomes(done.report)['sandbox-search']]).toEqual([0, 'applied']);
  });
});

test('Ctrl-C: the apply in hand is finished, nothing begins, no lock stays', async () => {
  shop.edit('services/search.yaml', 'objective: 99.8%', 'objective: 99.9%');
  trouble(shop.root, { of: 'grafana_rule_group', on: 'update', delayMs: 5_000, times: 1 });
  const running = startCatalog(
    shop.root,
    'deploy',
    '--env',
    'sandbox',
    '--stack',
    'sandbox-search,sandbox-returns',
    '--json',
  );
  await applying(shop.root, 'sandbox-search');
  process.kill(-(running.child.pid as number), 'SIGINT');
  const { code, out } = await running.ended;
  expect([code, outcomes(JSON.parse(out))['sandbox-search']]).toEqual([130, 'applied']);
  const after = await report('--stack', 'sandbox-search,sandbox-returns', '--lock-timeout', '0');
  expect([after.code, after.report.ok]).toEqual([0, true]);
});

test('a run that was killed in an apply is continued', async () => {
  shop.edit('services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
  trouble(shop.root, { of: 'grafana_rule_group', on: 'update', delayMs: 20_000, times: 1 });
  const running = startCatalog(shop.root, 'deploy', '--env', 'sandbox', '--stack', 'sandbox-search');
  await applying(shop.root, 'sandbox-search');
  running.child.kill('SIGKILL');
  await running.ended;
  trouble(shop.root);
  const after = await report('--stack', 'sandbox-search', '--lock-timeout', '30');
  expect([after.code, after.report.continues === null]).toEqual([0, false]);
  const { stack } = await drift(shop.root, '--service', 'search');
  expect([stack('search').verdict, stack('search').pending]).toEqual(['clean', []]);
});

test('integration keys are sensitive from end to end', async () => {
  const state = readFileSync(join(shop.root, '.catalog/state/sandbox-oncall-discovery.tfstate'), 'utf8');
  const { outputs } = JSON.parse(state) as { outputs: Record<string, { value: string; sensitive?: boolean }> };
  const keys = Object.values(outputs).map(({ value }) => value);
  expect(Object.values(outputs).every(({ sensitive }) => sensitive)).toBe(true);
  const { out, err } = await deploy(shop.root, ...only, '--restart');
  const looked = await drift(shop.root, ...only);
  for (const key of keys) expect(out + err + looked.out + looked.err).not.toContain(key);
});
