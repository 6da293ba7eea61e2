import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, removeScratch } from './harness';
import { Repository } from './repository';

const repository = new Repository();
const stacks = (...args: string[]) => catalog(['stacks', ...args], { cwd: repository.folder });
const json = async (...args: string[]) => JSON.parse((await stacks('--json', ...args)).out);

afterEach(() => repository.restore());
afterAll(removeScratch);

test('lists every stack in deploy order, without sandboxes', async () => {
  const all = (await json()) as {
    name: string;
    level: number;
    affected: boolean;
    kind: string;
    environment: string;
  }[];
  expect(all.map(({ level }) => level)).toEqual([...all.map(({ level }) => level)].sort());
  expect(all.slice(0, 6).map(({ name, kind, environment }) => [name, kind, environment])).toEqual([
    ['oncall-discovery', 'oncall', null],
    ['oncall-fulfilment', 'oncall', null],
    ['oncall-payments', 'oncall', null],
    ['oncall-storefront', 'oncall', null],
    ['production-platform', 'platform', 'production'],
    ['staging-platform', 'platform', 'staging'],
  ]);
  expect(all.some(({ name }) => name.startsWith('sandbox'))).toBe(false);
  expect(all.every(({ affected }) => affected)).toBe(true);
});

test('names the line of a list whose items change places', async () => {
  repository.edit(
    'config/teams/payments.yaml',
    '[ada@example.com, grace@example.com',
    '[grace@example.com, ada@example.com',
  );
  const { out } = await stacks('--base', 'main');
  expect(out).toContain('oncall-payments  oncall  shared       changed  config/teams/payments.yaml:8');
});

test('names the lines of files that were edited first, and what they bring with them after that', async () => {
  repository.edit('services/checkout.yaml', 'tier: 1', 'tier: 2');
  repository.write('files/checkout-bootstrap.sh', `${repository.read('files/checkout-bootstrap.sh')}# more\n`);
  const all = (await json('--base', 'main')) as { name: string; because: { file: string; line: number }[] }[];
  const [first, second, third] = all.find(({ name }) => name === 'production-checkout')?.because ?? [];
  const added = repository.read('files/checkout-bootstrap.sh').split('\n').indexOf('# more') + 1;
  expect([first, second]).toEqual([
    { file: 'files/checkout-bootstrap.sh', line: added },
    { file: 'services/checkout.yaml', line: 4 },
  ]);
  expect(third?.file).toBe('config/tiers.yaml');
});

test('names the affected stacks and the lines that affect them', async () => {
  repository.edit('services/checkout.yaml', '  max: 24', '  max: 23');
  repository.edit('config/teams/discovery.yaml', 'repeat: 2', 'repeat: 3');
  const { code, out } = await stacks('--base', 'main');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "STACK                KIND     ENVIRONMENT  IS       BECAUSE OF
    oncall-discovery     oncall   shared       changed  config/teams/discovery.yaml:22
    production-checkout  service  production   changed  services/checkout.yaml:29
    "
  `);
  const all = (await json('--base', 'main')) as {
    name: string;
    affected: boolean;
    because: unknown;
  }[];
  expect(all.filter(({ affected }) => affected)).toEqual([
    expect.objectContaining({
      name: 'oncall-discovery',
      because: [{ file: 'config/teams/discovery.yaml', line: 22 }],
    }),
    expect.objectContaining({
      name: 'production-checkout',
      because: [{ file: 'services/checkout.yaml', line: 29 }],
    }),
  ]);
});

test('says where nothing is affected', async () => {
  expect((await stacks('--base', 'main')).out).toBe('No stack is affected.\n');
});

test('shows what vanishes, and gives it to no job', async () => {
  rmSync(join(repository.folder, 'services/returns.yaml'));
  const all = (await json('--base', 'main')) as {
    name: string;
    status: string;
  }[];
  expect(all.find(({ name }) => name === 'production-returns')?.status).toBe('vanished');
  const { out } = await stacks('--base', 'main', '--shards', '4');
  expect(out).not.toContain('production-returns');
});

test('a caller that is let in reaches the callee alone', async () => {
  repository.edit('services/cart.yaml', 'allowFrom: [checkout]', 'allowFrom: [checkout, images]');
  const all = (await json('--base', 'main', '--env', 'production')) as {
    name: string;
    affected: boolean;
    because: unknown;
  }[];
  expect(all.filter(({ affected }) => affected)).toMatchObject([
    {
      name: 'production-cart',
      because: [{ file: 'services/cart.yaml', line: 10 }],
    },
  ]);
});

test('a caller that is retired reaches who let it in', async () => {
  repository.edit('services/checkout.yaml', 'lifecycle: production ', 'lifecycle: retired ');
  const all = (await json('--base', 'main', '--env', 'production')) as { name: string; because: unknown }[];
  expect(all.find(({ name }) => name === 'production-cart')).toMatchObject({
    affected: true,
    because: [{ file: 'services/checkout.yaml', line: 5 }],
  });
});

test('a new team has its on-call, and a folder on every platform', async () => {
  const file = 'config/teams/guests.yaml';
  repository.write(
    file,
    'name: guests\ntimeZone: Etc/UTC\nescalations:\n  - {name: all, steps: [{notify: [a@example.com], for: 5m}]}\n',
  );
  const all = (await json('--base', 'main')) as { name: string; affected: boolean; because: unknown }[];
  expect(all.filter(({ affected }) => affected)).toMatchObject(
    ['oncall-guests', 'production-platform', 'staging-platform'].map((name) => ({
      name,
      because: [{ file, line: 1 }],
    })),
  );
});

interface Matrix {
  readonly levels: readonly { level: number; include: readonly { shard: string; stacks: readonly string[] }[] }[];
}
const matrix = async (...args: string[]) => (JSON.parse((await stacks(...args)).out) as Matrix).levels;

test('makes a matrix of jobs, level by level', async () => {
  const levels = await matrix('--env', 'production', '--shards', '3');
  expect(levels.map(({ level, include }) => [level, include.map(({ shard }) => shard)])).toEqual([
    [0, ['0-1', '0-2', '0-3']],
    [1, ['1-1']],
    [2, ['2-1', '2-2', '2-3']],
  ]);
  const all = (await json('--env', 'production')) as { name: string }[];
  expect(levels.flatMap(({ include }) => include.flatMap((one) => one.stacks)).sort()).toEqual(
    all.map(({ name }) => name).sort(),
  );
});

test('gives stacks that hold much fewer neighbours than those that hold little', async () => {
  const services = (await matrix('--env', 'production', '--shards', '4')).at(-1)?.include ?? [];
  const beside = (name: string) => services.find((one) => one.stacks.includes(name))?.stacks.length ?? 0;
  // 5 resources, and 31
  expect(beside('production-search')).toBeGreaterThan(beside('production-storefront'));
});

test.each(['0', '257', 'x'])('rejects %s shards', async (count) => {
  const { code, err } = await stacks('--shards', count);
  expect(code).toBe(1);
  expect(err).toContain('Expected 1 to 256');
});
