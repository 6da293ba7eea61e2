import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { changeKinds, type Review } from '../../domain/diff/model';
import { catalog, copyOfShipped, removeScratch } from './harness';
import { Repository } from './repository';

const repository = new Repository();
const checkout = 'services/checkout.yaml';
const diff = (...args: string[]) => catalog(['diff', '--base', 'main', ...args], { cwd: repository.folder });
const review = async (...args: string[]): Promise<Review> => JSON.parse((await diff('--json', ...args)).out);

afterEach(() => repository.restore());
afterAll(removeScratch);

test('exits 0 where nothing changes', async () => {
  expect(await diff()).toEqual({ code: 0, out: 'Nothing changes.\n', err: '' });
});

test('says that comments change no byte of Terraform', async () => {
  repository.edit(checkout, 'name: checkout', '# the till\nname: checkout');
  const { code, out } = await diff();
  expect(code).toBe(0);
  expect(out).toBe(
    'Nothing changes.\nservices/checkout.yaml: what differs there (comments, spelling, what is accepted) changes no byte of Terraform.\n',
  );
});

test('exits 2 with what changes, which stacks, and why', async () => {
  repository.edit(checkout, 'objective: 99.95%', 'objective: 99.5%');
  repository.edit(
    'config/teams/payments.yaml',
    'members: [ada@example.com, ',
    'members: [ada@example.com, margaret@example.com, ',
  );
  const { code, out, err } = await diff();
  expect(err).toBe('');
  expect(code).toBe(2);
  expect(out).toMatchInlineSnapshot(`
    "2 services change, 3 stacks.

    Team payments, which answers for cart, checkout · production, staging
      ! rotation primary: margaret@example.com joins; on call now: ada@example.com → margaret@example.com  config/teams/payments.yaml:8
          now, until Mon 30 Nov 10:00: ada@example.com → margaret@example.com
          from Mon 21 Dec 10:00 on: grace@example.com → margaret@example.com
          to keep whoever is on call now: anchor: {on: 2026-11-23, member: ada@example.com}
      ! rotation secondary: changes with primary  config/teams/payments.yaml:8
          Mon 14 Dec 10:00 – Mon 21 Dec 10:00: grace@example.com → margaret@example.com
          from Mon 21 Dec 10:00 on: linus@example.com → grace@example.com

    checkout · production, staging
      ! SLO availability 99.95 → 99.5 %, budget 22 min → 3.6 h per 30d  services/checkout.yaml:47
          production: fastest page above 0.72 → 7.2 % errors over 1 h
          production: pages: a full outage after 0.4 → 4.3 min, 10 % errors after 4.3 → 43 min and 1 % errors after 43 min → never
          staging: fastest ticket above 0.72 → 7.2 % errors over 1 h
          staging: files a ticket: a full outage after 0.4 → 4.3 min, 10 % errors after 4.3 → 43 min and 1 % errors after 43 min → 36 h

    Stacks, in deploy order
      oncall-payments      2 changed  config/teams/payments.yaml:8
      production-checkout  3 changed  services/checkout.yaml:47
      staging-checkout     2 changed  services/checkout.yaml:47
    "
  `);
});

test('exits 3 where a guard blocks, with the way', async () => {
  rmSync(join(repository.folder, 'services/returns.yaml'));
  const { code, out } = await diff();
  expect(code).toBe(3);
  expect(out).toMatch(/^Blocked by stack-vanishes/);
  expect(out).toContain('→ First retire it (lifecycle: retired');
});

test('lets a retired entry be planned empty, and then go', async () => {
  repository.edit('services/returns.yaml', 'lifecycle: deprecated', 'lifecycle: retired');
  const retired = await review();
  expect(retired.verdict).toBe('changes');
  const [stack] = retired.stacks;
  expect(stack?.actions.delete).toBeGreaterThan(0);
  expect(stack).toMatchObject({
    stack: 'production-returns',
    status: 'changed',
    actions: { create: 0, update: 0 },
  });
  repository.git('checkout', '-q', '-b', 'retired');
  repository.commit('retire');
  rmSync(join(repository.folder, 'services/returns.yaml'));
  const gone = await catalog(['diff', '--base', 'retired', '--json'], {
    cwd: repository.folder,
  });
  repository.git('checkout', '-q', '-f', 'main');
  expect(gone.code).toBe(2);
  expect(JSON.parse(gone.out)).toMatchObject({
    verdict: 'changes',
    guards: [],
  });
});

test('exits 1 for a catalog with an error, which is told', async () => {
  repository.edit(checkout, 'objective: 99.95%', 'objective: 199%');
  const { code, out, err } = await diff();
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('services/checkout.yaml:47');
});

test.each([
  [['diff'], /required option '--base <ref>'/],
  [['diff', '--base', 'nowhere'], /neither a directory nor a commit/],
  [['diff', '--base', '--output=x'], /is no git ref|neither a directory/],
  [['diff', '--base', 'main', '--env', 'prodution'], /did you mean production/],
  [['diff', '--base', 'main', '--service', 'chekout'], /did you mean checkout/],
])('rejects %j', async (args, message) => {
  const { code, out, err } = await catalog(args, { cwd: repository.folder });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(message);
});

test('compares with a directory too', async () => {
  const base = copyOfShipped();
  repository.edit(checkout, '  max: 24', '  max: 23');
  const { code, out } = await catalog(['diff', '--base', base, '--json'], {
    cwd: repository.folder,
  });
  expect(code).toBe(2);
  expect((JSON.parse(out) as Review).services).toHaveLength(1);
});

test('prints one JSON document in the shape that other programs rely on', async () => {
  repository.edit(checkout, '  max: 24', '  max: 12');
  repository.edit('services/cart.yaml', 'allowFrom: [checkout]', 'allowFrom: [checkout, storefront]');
  const found = await review();
  expect(found.verdict).toBe('blocked');
  for (const { service, environment, changes } of found.services) {
    expect([typeof service, typeof environment]).toEqual(['string', 'string']);
    for (const change of changes) {
      expect(changeKinds).toContain(change.kind);
      expect(change).toEqual(
        expect.objectContaining({
          summary: expect.any(String),
          severity: expect.stringMatching(/^(critical|warning|info)$/),
          before: expect.anything(),
          after: expect.anything(),
          origin: { file: expect.any(String), line: expect.any(Number) },
        }),
      );
    }
  }
  expect(found.stacks.find(({ stack }) => stack === 'production-checkout')).toMatchObject({
    actions: { create: 0, replace: 0, delete: 0, forget: 0, move: 0 },
    because: [{ file: checkout, line: 29 }],
  });
  const group = found.stacks
    .find(({ stack }) => stack === 'production-checkout')
    ?.resources.find(({ type }) => type === 'aws_autoscaling_group');
  expect(group?.attributes).toContainEqual({
    attribute: 'max_size',
    before: 24,
    after: 12,
    because: [{ file: checkout, line: 29 }],
  });
  expect(found.guards[0]).toMatchObject({
    rule: 'access-widened',
    level: 'block',
    stack: 'production-cart',
    reason: 'cart: storefront may call port 8080',
    remedy: expect.any(String),
    origin: { file: 'services/cart.yaml', line: 10 },
  });
});

test('shows a part: of an environment, of a service', async () => {
  repository.edit('config/tiers.yaml', 'warmup: 2m', 'warmup: 3m');
  repository.edit('config/tiers.yaml', 'warmup: 2m', 'warmup: 3m');
  const places = ({ services }: Review) => services.map(({ service, environment }) => `${service} ${environment}`);
  const stacks = ({ stacks: all }: Review) => all.map(({ stack }) => stack);
  const production = await review('--env', 'production');
  expect(places(production).every((place) => place.endsWith('production'))).toBe(true);
  expect(stacks(production).every((name) => name.startsWith('production-'))).toBe(true);
  const orders = await review('--service', 'orders');
  expect(places(orders)).toEqual(['orders production', 'orders staging']);
  expect(stacks(orders)).toEqual(['production-orders', 'staging-orders']);
  expect(places(await review('--env', 'sandbox', '--service', 'orders'))).toEqual(['orders sandbox']);
});

test('says first that the compiler changes too, with the provider’s version', async () => {
  repository.edit('config/providers.json', '"6.25.0"', '"6.99.0"');
  repository.write('constructs/new.ts', 'export {};\n');
  repository.write('docs/guide.md', 'words\n');
  repository.edit(checkout, 'Turns a basket', 'Makes a basket');
  const { services, verdict } = await review();
  expect(verdict).toBe('changes');
  expect(services[0]).toMatchObject({
    service: '*',
    environment: '*',
    changes: [
      {
        kind: 'compiler',
        after: ['config/providers.json', 'constructs/new.ts'],
        details: ['provider aws 6.25.0 → 6.99.0', 'config/providers.json, constructs/new.ts'],
      },
    ],
  });
});

test('still compares the rest with a base that has errors', async () => {
  repository.edit('services/cart.yaml', 'objective: 99.9%', 'objective: much');
  repository.git('checkout', '-q', '-b', 'broken');
  repository.commit('broken');
  repository.edit('services/cart.yaml', 'objective: much', 'objective: 99.9%');
  repository.edit(checkout, '  max: 24', '  max: 23');
  const { code, out } = await catalog(['diff', '--base', 'broken'], {
    cwd: repository.folder,
  });
  repository.git('checkout', '-q', '-f', 'main');
  expect(code).toBe(2);
  expect(out).toMatch(/The base has errors, and 1 service of it cannot be compared: services\/cart.yaml:\d+ /);
  expect(out).toContain('max 24 → 23 instances');
  expect(out).toContain('cannot be compared: the base has errors here; its stack counts as new');
});

test('blocks an entry that goes from a base in which nobody can read it', async () => {
  const entry = join(repository.folder, 'services/stock-sync.yaml');
  repository.git('checkout', '-q', '-b', 'unreadable');
  repository.edit('services/stock-sync.yaml', 'name: stock-sync', 'name: [');
  repository.commit('unreadable');
  rmSync(entry);
  const { code, out } = await catalog(['diff', '--base', 'unreadable', '--json'], { cwd: repository.folder });
  repository.git('checkout', '-q', '-f', 'main');
  const { services, guards } = JSON.parse(out) as Review;
  const origin = { file: 'services/stock-sync.yaml', line: 1 };
  expect(code).toBe(3);
  expect(services).toMatchObject([{ service: 'stock-sync', changes: [{ kind: 'service-removed', origin }] }]);
  expect(guards).toMatchObject([{ rule: 'stack-vanishes', level: 'block', service: 'stock-sync', origin }]);
});

test('says that what changes lies outside of the part that is shown', async () => {
  repository.edit(checkout, 'objective: 99.95%', 'objective: 99.9%');
  const { notes, verdict } = await review('--service', 'cart');
  expect([verdict, notes]).toEqual([
    'none',
    [`${checkout}: what changes is of other environments or services than those asked for.`],
  ]);
});

test('writes Markdown that fits into a comment and pings nobody', async () => {
  repository.edit(checkout, 'name: PaymentQueueBacklog', 'name: Backlog');
  repository.edit(
    'config/teams/payments.yaml',
    'members: [ada@example.com, ',
    'members: [ada@example.com, margaret@example.com, ',
  );
  const { out } = await diff('--format', 'markdown');
  expect(out.startsWith('<!-- catalog-review -->\n\n## 👀 ')).toBe(true);
  expect(out.length).toBeLessThanOrEqual(60_000);
  expect(out.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')).not.toMatch(/@\w/);
  expect(out).toContain('```yaml\n    anchor: {on: 2026-11-23, member: ada@example.com}\n    ```');
  expect(out).toContain('| oncall-payments | 2 changed | `config/teams/payments.yaml:8` |');
});

test('follows an edit of a bootstrap file to its stacks', async () => {
  repository.write('files/checkout-bootstrap.sh', '#!/bin/sh\necho other\n');
  const { services, stacks } = await review();
  expect(services[0]?.changes[0]).toMatchObject({
    kind: 'compute',
    origin: { file: 'files/checkout-bootstrap.sh' },
  });
  expect(stacks.map(({ stack, because }) => [stack, because[0]?.file])).toEqual([
    ['production-checkout', 'files/checkout-bootstrap.sh'],
    ['staging-checkout', 'files/checkout-bootstrap.sh'],
  ]);
});

test('changes nothing on disk', async () => {
  repository.edit(checkout, '  max: 24', '  max: 12');
  const before = repository.git('status', '--porcelain');
  await diff();
  expect(repository.git('status', '--porcelain')).toBe(before);
});
