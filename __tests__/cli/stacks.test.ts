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

test('a caller’s group reaches the platform and both services', async () => {
  repository.edit('services/cart.yaml', 'allowFrom: [checkout]', 'allowFrom: [checkout, images]');
  const all = (await json('--base', 'main', '--env', 'production')) as {
    name: string;
    affected: boolean;
    because: unknown;
  }[];
  expect(all.filter(({ affected }) => affected)).toMatchObject([
    {
      name: 'production-platform',
      because: [{ file: 'services/cart.yaml', line: 10 }],
    },
    {
      name: 'production-cart',
      because: [{ file: 'services/cart.yaml', line: 10 }],
    },
    {
      name: 'production-images',
      because: [{ file: 'services/cart.yaml', line: 10 }],
    },
  ]);
});

test('makes a matrix of jobs, level by level', async () => {
  const { out } = await stacks('--env', 'production', '--shards', '3');
  const { levels } = JSON.parse(out) as {
    levels: { level: number; include: { shard: string; stacks: string[] }[] }[];
  };
  expect(levels.map(({ level, include }) => [level, include.map(({ stacks: inside }) => inside.length)])).toEqual([
    [0, [2, 1, 1]],
    [1, [1]],
    [2, [4, 4, 3]],
  ]);
});

test.each(['0', '257', 'x'])('rejects %s shards', async (count) => {
  const { code, err } = await stacks('--shards', count);
  expect(code).toBe(1);
  expect(err).toContain('Expected 1 to 256');
});
