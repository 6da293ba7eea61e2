import { catalog } from './harness';

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

test('rejects an environment that there is not, naming the nearest', async () => {
  expect(await catalog(['list', '--env', 'stagng'])).toEqual({
    code: 1,
    out: '',
    err: 'catalog: no environment is called "stagng"; did you mean staging?\n',
  });
});
