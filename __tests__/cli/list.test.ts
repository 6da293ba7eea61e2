import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog, copyOfShipped, removeScratch } from './harness';

afterAll(removeScratch);

test('lists every service once, with where it runs', async () => {
  const { code, out } = await catalog(['list']);
  expect(code).toBe(0);
  expect(out).toMatch(/^SERVICE +OWNER +TIER +LIFECYCLE +RUNS IN +OBJECTIVES\n/);
  expect(out).toMatch(/\nreturns +fulfilment +3 +deprecated +production sandbox +availability 99%\n/);
});

test('is one JSON document for machines, of one environment where one is named', async () => {
  const { out } = await catalog(['list', '--env', 'staging', '--json']);
  const services: { name: string; environments: string[] }[] = JSON.parse(out);
  expect(services[0]).toEqual({
    name: 'cart',
    owner: 'payments',
    tier: 2,
    lifecycle: 'production',
    environments: ['staging'],
    slos: [
      { name: 'availability', objective: 99.9 },
      { name: 'uptime', objective: 99.5 },
    ],
    description: 'Holds the basket while people shop',
  });
  expect(services.map(({ name }) => name)).not.toContain('returns');
});

test('a service that differs between its environments has a row for each', async () => {
  const root = copyOfShipped();
  appendFileSync(
    join(root, 'services/cart.yaml'),
    '\nenvironments: {production: {lifecycle: retired, slos: []}, sandbox: {scaling: {max: 5}}}\n',
  );
  const { out, err } = await catalog(['list', '--catalog', root]);
  expect(err).toBe('');
  expect(out.match(/^cart .*/gm)?.map((line) => line.split(/ {2,}/))).toEqual([
    ['cart', 'payments', '2', 'retired', 'production', '–'],
    ['cart', 'payments', '2', 'production', 'sandbox staging', 'availability 99.9%, uptime 99.5%'],
  ]);
  const json = JSON.parse((await catalog(['list', '--catalog', root, '--json'])).out);
  expect(json.filter(({ name }: { name: string }) => name === 'cart')).toMatchObject([
    { lifecycle: 'retired', environments: ['production'], slos: [] },
    { lifecycle: 'production', environments: ['sandbox', 'staging'] },
  ]);
});

test('rejects an environment that there is not, naming the nearest', async () => {
  expect(await catalog(['list', '--env', 'stagng'])).toEqual({
    code: 1,
    out: '',
    err: 'catalog: no environment is called "stagng"; did you mean staging?\n',
  });
});
