import { catalog, removeScratch } from '../cli/harness';
import { describeWith } from './needs-program';

jest.setTimeout(600_000);
afterAll(removeScratch);

describeWith('promtool')('the behaviour tests of the shipped catalog', () => {
  test('pass as a user runs them', async () => {
    const { code, out, err } = await catalog(['alerts', 'test', '--env', 'production', '--service', 'search']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^passed {4}production {2}search\/availability: \d+ behaviours, \d+ checks, [\d.]+ s\n$/);
  });
});
