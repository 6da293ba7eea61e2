import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Slo } from '../../domain/catalog/model';
import { MissingProgram } from '../../promtool/find-program';
import { type SloTestResult, testSlos } from '../../promtool/test-slos';
import { removeScratch, scratch } from '../cli/harness';
import { environment, service, slo } from '../domain/slo/fixtures';
import { fakeProgram } from './fake-program';

afterAll(removeScratch);

const underTest = (one: Slo, over: Parameters<typeof service>[0] = {}) => ({
  service: service({ slos: [one], ...over }),
  slo: one,
  environment: environment(),
});
const availability = underTest(slo());
/** No two selectors: nothing says which metrics there would be. */
const opaque = underTest(
  slo({ name: 'opaque', sli: { kind: 'errorRatio', expr: 'error_share{w="x"} + rate(e[$window])' } }),
  {
    name: 'search',
  },
);

async function tested(slos: Parameters<typeof testSlos>[0], script: string, folder = scratch()) {
  const shown: SloTestResult[] = [];
  const env = { PROMTOOL: fakeProgram(scratch(), 'promtool', script) };
  const results = await testSlos(slos, folder, env, (result) => shown.push(result));
  return { results, shown, folder };
}

test('the rules and the tests of an SLO stand side by side, and every test file is run', async () => {
  const log = join(scratch(), 'log');
  const { results, folder } = await tested([availability], `echo "$@" >> ${log}`);
  const files = readdirSync(join(folder, 'production')).sort();
  const tests = files.filter((name) => name.endsWith('.test.yaml'));
  expect(files).toContain('checkout.availability.yaml');
  expect(tests.length).toBeGreaterThan(0);
  for (const name of tests) {
    expect(readFileSync(join(folder, 'production', name), 'utf8')).toContain(
      'rule_files: ["checkout.availability.yaml"]',
    );
  }
  const ran = readFileSync(log, 'utf8').trim().split('\n').sort();
  expect(ran).toEqual(tests.map((name) => `test rules ${join(folder, 'production', name)}`).sort());
  const [result] = results;
  expect(result).toMatchObject({
    service: 'checkout',
    environment: 'production',
    slo: 'availability',
    result: 'passed',
    output: '',
  });
  expect(result?.behaviours).toBeGreaterThan(5);
  expect(result?.checks).toBeGreaterThan(result?.behaviours ?? 0);
});

test('no SLO is tested on the rules of another, which promtool would evaluate as well', async () => {
  const latency = slo({ name: 'latency' });
  const { folder } = await tested([underTest(slo(), { slos: [slo(), latency] })], 'true');
  const rules = readFileSync(join(folder, 'production', 'checkout.availability.yaml'), 'utf8');
  expect(rules).toContain('checkout/availability burns fast');
  expect(rules).not.toContain('latency');
});

test('rejects an SLO of which one file fails, with what promtool said of that file', async () => {
  const seen = join(scratch(), 'seen');
  // the first to come fails, the others pass
  const { results } = await tested([availability], `mkdir ${seen} 2>/dev/null || exit 0; echo "FAILED: late"; exit 1`);
  expect(results).toMatchObject([{ result: 'failed', output: 'FAILED: late' }]);
});

test('an SLI for which no metrics can be made up is told, and not called a success', async () => {
  const { results } = await tested([opaque], 'exit 1');
  const output = 'no metrics can be made up for this SLI';
  expect(results).toMatchObject([{ result: 'untested', behaviours: 0, checks: 0, output }]);
});

test('an SLO that is scraped too slowly to tell minutes is told, and not called a success', async () => {
  const environment = { ...availability.environment, scrapeIntervalSeconds: 120 };
  const { results } = await tested([{ ...availability, environment }], 'exit 1');
  expect(results).toMatchObject([{ result: 'untested', output: 'scraped less often than every 60 s' }]);
});

test('results are in the order asked for, and each is shown as it comes in', async () => {
  const { results, shown } = await tested([availability, opaque], 'sleep 0.2');
  expect(results.map((result) => result.slo)).toEqual(['availability', 'opaque']);
  expect(shown.map((result) => result.slo)).toEqual(['opaque', 'availability']);
});

test('rejects a machine without promtool before it writes anything', async () => {
  const folder = join(scratch(), 'out');
  await expect(testSlos([availability], folder, { PROMTOOL: '/nowhere' }, () => undefined)).rejects.toThrow(
    MissingProgram,
  );
  expect(existsSync(folder)).toBe(false);
});
