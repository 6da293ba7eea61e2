import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlannedStack, PlanReview } from '../../domain/plan/planned-stack';
import { catalog, now, type Ran, removeScratch, scratch } from '../cli/harness';
import { type Running, startCatalog } from './catalog-process';
import { openShop, type Shop } from './shop';

/** `catalog plan` on the sandbox of the shipped catalog: a part of it applied, then changed. */
jest.setTimeout(120_000);

const SERVICES = ['checkout', 'returns'];
/** A provider that answers when it is told to stop, and no sooner. */
const UNTIL_STOPPED = 600_000;
let shop: Shop;
let base: string;

beforeAll(async () => {
  shop = await openShop();
  expect((await shop.up(now, SERVICES)).ok).toBe(true);
  base = scratch();
  for (const part of ['services', 'config', 'files'])
    cpSync(join(shop.root, part), join(base, part), { recursive: true });
}, 120_000);
afterAll(removeScratch);

/** The catalog and its world as they were. */
let world: string;
beforeEach(() => {
  world = readFileSync(worldPath(), 'utf8');
});
afterEach(() => {
  writeFileSync(worldPath(), world);
  rmSync(join(shop.root, '.catalog', 'trouble.json'), { force: true });
  for (const part of ['services', 'config']) {
    rmSync(join(shop.root, part), { recursive: true });
    cpSync(join(base, part), join(shop.root, part), { recursive: true });
  }
});

const worldPath = () => join(shop.root, '.catalog', 'world.json');
const trouble = (...troubles: object[]) =>
  writeFileSync(join(shop.root, '.catalog', 'trouble.json'), JSON.stringify(troubles));

const ofServices = ['plan', '--env', 'sandbox', ...SERVICES.flatMap((name) => ['--service', name])];
const plan = (...args: string[]): Promise<Ran> => catalog([...ofServices, '--catalog', shop.root, ...args]);

async function reviewed(...args: string[]): Promise<{ code: number; review: PlanReview; err: string }> {
  const { code, out, err } = await plan('--base', base, '--json', ...args);
  return { code, review: JSON.parse(out) as PlanReview, err };
}

const stackOf = ({ stacks }: PlanReview, name: string) => stacks.find(({ stack }) => stack === name) as PlannedStack;

/** Every file below a folder, as it stands there. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('an objective plans its service alone: what it means, what Terraform does, and the line behind it', async () => {
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  const { code, review, err } = await reviewed();
  expect(code).toBe(2);
  expect(review).toMatchObject({ verdict: 'changes', complete: true });
  expect(review.stacks.map(({ stack }) => stack)).toEqual(['sandbox-checkout']);
  expect(review.services[0]).toMatchObject({
    service: 'checkout',
    environment: 'sandbox',
    changes: [{ kind: 'objective' }],
  });
  const line =
    readFileSync(join(shop.root, 'services/checkout.yaml'), 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('99.9%')) + 1;
  const alerts = review.stacks[0]?.resources.find(({ address }) => address.endsWith('slo-alerts'));
  expect(alerts).toMatchObject({ action: 'update' });
  for (const { because } of alerts?.attributes ?? [])
    expect(because).toEqual([{ file: 'services/checkout.yaml', line }]);
  expect(err).toMatch(/plan +1\/1 sandbox-checkout/);
});

test('a comment plans nothing', async () => {
  shop.edit('services/checkout.yaml', 'name: checkout', '# paid orders\nname: checkout');
  const { code, review, err } = await reviewed();
  expect([code, review.verdict, review.stacks]).toEqual([0, 'none', []]);
  expect(review.notes.join()).toContain('no byte');
  expect(err).toBe('');
});

test('stacks that are planned for nothing are no change that a guard speaks of', async () => {
  shop.edit('config/guards.yaml', 'maxStacks: 30', 'maxStacks: 1');
  const { code, out } = await plan('--all', '--json');
  const { verdict, guards, stacks } = JSON.parse(out) as PlanReview;
  expect([code, verdict, guards]).toEqual([0, 'none', []]);
  expect(stacks.length).toBeGreaterThan(1);
});

test('a new service is planned before its on-call knows it, and says what it waits for', async () => {
  const entry = readFileSync(join(shop.root, 'services/cart.yaml'), 'utf8');
  shop.write(
    'services/gifts.yaml',
    entry
      .replace('name: cart', 'name: gifts')
      .replaceAll('service="cart"', 'service="gifts"')
      .replace('path: /cart', 'path: /gifts'),
  );
  const { code, review } = await reviewed('--service', 'gifts');
  expect(code).toBe(2);
  expect(stackOf(review, 'sandbox-oncall-payments').outputs).toMatchObject([
    { name: 'integration-key-sandbox-gifts', action: 'create' },
  ]);
  const own = stackOf(review, 'sandbox-gifts');
  expect(own).toMatchObject({ status: 'new', outcome: 'planned' });
  expect(own.resources.map(({ type }) => type)).not.toContain('terraform_data');
  const pager = own.resources.find(({ type }) => type === 'grafana_contact_point');
  expect(pager?.attributes).toContainEqual(
    expect.objectContaining({ path: 'pagerduty', knownAfter: 'sandbox-oncall-payments' }),
  );
});

test('a stack whose on-call was never applied is planned all the same', async () => {
  const state = join(shop.root, '.catalog', 'state', 'sandbox-oncall-payments.tfstate');
  const kept = readFileSync(state, 'utf8');
  rmSync(state);
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  const { review } = await reviewed();
  writeFileSync(state, kept);
  expect(stackOf(review, 'sandbox-checkout')).toMatchObject({ outcome: 'planned' });
});

test('a rotation that is renamed destroys a schedule, and a guard blocks', async () => {
  shop.edit('config/teams/payments.yaml', 'name: secondary', 'name: second');
  const text = readFileSync(join(shop.root, 'config/teams/payments.yaml'), 'utf8').replaceAll('secondary', 'second');
  shop.write('config/teams/payments.yaml', text);
  const { code, review } = await reviewed();
  expect(code).toBe(3);
  expect(review.verdict).toBe('blocked');
  expect(review.guards).toContainEqual(
    expect.objectContaining({ rule: 'paging-resource-destroyed', level: 'block', stack: 'sandbox-oncall-payments' }),
  );
});

test('a retired service is planned empty and no guard of destruction stops it; vanishing at once is blocked', async () => {
  shop.edit('services/returns.yaml', 'lifecycle: deprecated', 'lifecycle: retired');
  const retired = await reviewed();
  const rules = retired.review.guards.map(({ rule }) => rule);
  expect(stackOf(retired.review, 'sandbox-returns')).toMatchObject({ emptied: true, outcome: 'planned' });
  expect(stackOf(retired.review, 'sandbox-returns').actions.delete).toBeGreaterThan(3);
  expect(rules).not.toContain('stateful-resource-destroyed');

  rmSync(join(shop.root, 'services/returns.yaml'));
  const gone = await reviewed();
  expect(gone.code).toBe(3);
  expect(stackOf(gone.review, 'sandbox-returns')).toMatchObject({ status: 'vanished' });
  expect(gone.review.guards).toContainEqual(
    expect.objectContaining({ rule: 'stack-vanishes', stack: 'sandbox-returns' }),
  );
});

test('what was reviewed is planned again: as it was, or with what moved on', async () => {
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  const out = scratch();
  expect((await plan('--base', base, '--out', out)).code).toBe(2);
  expect(readFileSync(join(out, 'review.md'), 'utf8')).toContain('<!-- catalog-review -->');
  const file = join(out, 'review.json');
  expect(await plan('--expect', file)).toMatchObject({ code: 0, out: '1 stack: as reviewed\n' });

  const text = readFileSync(worldPath(), 'utf8');
  const changed = JSON.parse(text) as { resources: { type: string; attributes: Record<string, unknown> }[] };
  for (const { type, attributes } of changed.resources) {
    if (type === 'grafana_rule_group' && String(attributes.name).includes('checkout'))
      attributes.interval_seconds = 7200;
  }
  writeFileSync(worldPath(), JSON.stringify(changed));
  const moved = await plan('--expect', file, '--json');
  expect(moved.code).toBe(2);
  const { asReviewed, differences } = JSON.parse(moved.out) as {
    asReviewed: boolean;
    differences: { stack: string; kind: string; details: string[] }[];
  };
  expect([asReviewed, differences[0]?.stack, differences[0]?.kind]).toEqual([false, 'sandbox-checkout', 'moved-on']);
  expect(differences[0]?.details.join('\n')).toContain('interval_seconds');

  writeFileSync(worldPath(), text);
  shop.edit('services/checkout.yaml', 'objective: 99.9%', 'objective: 99.5%');
  const other = await plan('--expect', file);
  expect([other.code, other.out.split('\n')[0]]).toEqual([
    2,
    'sandbox-checkout: the configuration is another one than the reviewed',
  ]);
});

test('no byte that is written holds a secret, of the state, of the environment, or of an error', async () => {
  const text = readFileSync(join(shop.root, '.catalog', 'state', 'sandbox-checkout.tfstate'), 'utf8');
  const keys = [...text.matchAll(/"integration[_-]key[^"]*":\s*"([^"]{8,})"/g)].map(([, key = '']) => key);
  expect(keys).not.toEqual([]);
  const ofEnvironment = ['canary-grafana-71fe', 'canary-pagerduty-9ab0'];
  const env = { GRAFANA_AUTH: `admin:${ofEnvironment[0]}`, PAGERDUTY_TOKEN: ofEnvironment[1] };
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  trouble({
    of: 'grafana_contact_point',
    on: 'read',
    error: `key ${keys.join(' and ')} is refused, says ${ofEnvironment.join(' ')}`,
    times: 1,
  });
  const out = scratch();
  const args = ['plan', '--catalog', shop.root, '--env', 'sandbox', '--base', base, '--out', out];
  const failed = await catalog(args, { env });
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('is refused');
  trouble();
  const json = await catalog([...args, '--json'], { env });
  expect(json.code).toBe(2);
  const written = [
    failed.out,
    failed.err,
    json.out,
    json.err,
    ...filesBelow(out).map((path) => readFileSync(path, 'latin1')),
  ];
  written.push(...filesBelow(join(shop.root, '.catalog', 'plan')).map((path) => readFileSync(path, 'latin1')));
  for (const secret of [...keys, ...ofEnvironment]) {
    for (const one of written) expect(one.includes(secret)).toBe(false);
  }
  expect(filesBelow(join(shop.root, '.catalog', 'plan')).filter((path) => path.endsWith('.tfplan'))).toEqual([]);
});

test('a stack that fails is told apart, stops no other, and makes the review incomplete', async () => {
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  shop.edit('config/teams/payments.yaml', '15m', '20m');
  trouble({ of: 'grafana_dashboard', on: 'read', error: 'the API is away', times: 1 });
  const { code, review } = await reviewed('--jobs', '1');
  expect(code).toBe(1);
  expect(review.complete).toBe(false);
  expect(review.stacks.map(({ outcome }) => outcome).sort()).toEqual(['partial', 'planned']);
  const failed = review.stacks.find(({ outcome }) => outcome === 'partial');
  expect(failed).toMatchObject({ digest: null });
  expect(failed?.errors.join()).toContain('the API is away');
});

test('a stack that takes too long is given up, and says so', async () => {
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  trouble({ of: 'grafana_dashboard', on: 'read', delayMs: UNTIL_STOPPED, times: 1 });
  const { code, review } = await reviewed('--timeout', '0.02');
  expect([code, review.stacks[0]?.outcome]).toEqual([1, 'timeout']);
});

/** The command in a process of its own, with the lock of a stack in its hands until it is interrupted. */
async function holderOf(stack: string, ...args: string[]): Promise<Running> {
  trouble({ on: 'read', delayMs: UNTIL_STOPPED });
  const holder = startCatalog(shop.root, ...ofServices, ...args);
  let over = false;
  void holder.ended.then(() => {
    over = true;
  });
  const lock = join(shop.root, '.catalog', 'state', `.${stack}.tfstate.lock.info`);
  while (!existsSync(lock) && !over) await wait(50);
  expect(over).toBe(false);
  return holder;
}

test('a state that somebody else holds is told apart, and can be planned without a lock', async () => {
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  const holder = await holderOf('sandbox-checkout', '--base', base);
  try {
    const { code, review } = await reviewed('--lock-timeout', '0');
    expect([code, review.stacks[0]?.outcome]).toEqual([1, 'locked']);
    trouble();
    expect((await reviewed('--no-lock')).code).toBe(2);
  } finally {
    holder.child.kill('SIGINT');
  }
  expect(await holder.ended).toMatchObject({ code: 130 });
});

test('Ctrl-C ends with 130 and leaves no process, no lock and no plan', async () => {
  const holder = await holderOf('sandbox-oncall-payments', '--all');
  holder.child.kill('SIGINT');
  expect(await holder.ended).toMatchObject({ code: 130 });
  trouble();
  expect(
    filesBelow(join(shop.root, '.catalog')).filter((path) => path.includes('/plan/') && path.endsWith('.tfplan')),
  ).toEqual([]);
  expect((await plan('--all', '--lock-timeout', '0')).code).toBe(0);
});

test('what another job compiled is planned as if it were compiled here, and refused where it would misuse credentials', async () => {
  const head = scratch();
  shop.edit('services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%');
  const at = ['--catalog', shop.root, '--env', 'sandbox'];
  expect((await catalog(['synth', ...at, '--out', head])).code).toBe(0);
  const words = join(head, 'diff.json');
  writeFileSync(words, (await catalog(['diff', ...at, '--base', base, '--json'])).out);
  const { review: own } = await reviewed();
  // the other job's catalog is not at hand here
  cpSync(join(base, 'services'), join(shop.root, 'services'), { recursive: true });
  const handed = await catalog(['plan', ...at, '--synthesized', head, '--words', words, '--json']);
  expect(handed.code).toBe(2);
  const review = JSON.parse(handed.out) as PlanReview;
  expect(review.services).toEqual(own.services.filter(({ service }) => service === 'checkout'));
  expect(review.stacks.map(({ stack, digest }) => [stack, digest])).toEqual(
    own.stacks.map(({ stack, digest }) => [stack, digest]),
  );

  const stack = join(head, 'stacks', 'sandbox-checkout', 'cdk.tf.json');
  const text = readFileSync(stack, 'utf8');
  writeFileSync(stack, text.replaceAll('http://127.0.0.1:3000', 'http://127.0.0.1:3001'));
  const refused = await catalog(['plan', ...at, '--synthesized', head, '--words', words]);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('sandbox-checkout: its providers are configured otherwise than in the base');
});
