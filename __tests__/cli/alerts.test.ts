import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fakeProgram } from '../promtool/fake-program';
import { catalog, copyOfShipped, removeScratch, scratch } from './harness';

afterAll(removeScratch);

const rules = (...args: string[]) => catalog(['alerts', 'rules', ...args]);
const textsIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
const edit = (root: string, path: string, from: string, to: string) => {
  const text = readFileSync(join(root, path), 'utf8');
  if (!text.includes(from)) throw new Error(`no ${from} in ${path}`);
  writeFileSync(join(root, path), text.replace(from, to));
};

describe('alerts rules', () => {
  test('writes one file per service that has rules, and none for others', async () => {
    const out = scratch();
    const { code, out: text, err } = await rules('--env', 'production', '--out', out);
    expect([code, text]).toEqual([0, '']);
    expect(err).toMatch(/^\d+ rule files in .+: \d+ written, 0 removed\n$/);
    const files = readdirSync(out);
    expect(files).toEqual(expect.arrayContaining(['cart.yaml', 'checkout.yaml', 'search.yaml']));
    // retired
    expect(files).not.toContain('search-classic.yaml');
    for (const text of Object.values(textsIn(out))) expect(parse(text).groups.length).toBeGreaterThan(0);
  });

  test.each(['grafana', 'amp', 'file'])('has recording rules and alerts where %s records', async (recording) => {
    const root = copyOfShipped();
    const environment = join(root, 'config/environments/production.yaml');
    const workspace = recording === 'amp' ? '\namp: {workspace: ws-11112222-3333-4444-5555-666677778888}' : '';
    const text = readFileSync(environment, 'utf8').replace(/^amp: .*\n/m, '');
    writeFileSync(environment, text.replace(/^recording: .*$/m, `recording: ${recording}${workspace}`));
    const out = scratch();
    const { err } = await rules('--catalog', root, '--env', 'production', '--service', 'checkout', '--out', out);
    expect(err).toContain('1 written');
    const [group] = parse(textsIn(out)['checkout.yaml'] ?? '').groups;
    expect(group.rules.some((rule: { record?: string }) => rule.record === 'slo:errors:rate5m')).toBe(true);
    expect(group.rules.some((rule: { alert?: string }) => rule.alert === 'checkout/availability burns fast')).toBe(
      true,
    );
  });

  test('what is recorded stands in front of the alerts that read it, in one group per SLO', async () => {
    const out = scratch();
    await rules('--env', 'production', '--service', 'checkout', '--out', out);
    const { groups } = parse(textsIn(out)['checkout.yaml'] ?? '') as {
      groups: { name: string; rules: { record?: string; alert?: string }[] }[];
    };
    expect(groups.map(({ name }) => name)).toEqual([
      'checkout availability',
      'checkout availability budget',
      'checkout latency',
      'checkout latency budget',
      'checkout orders-settled',
      'checkout orders-settled budget',
      'checkout alerts',
    ]);
    for (const group of groups) {
      const lastRecord = group.rules.findLastIndex(({ record }) => record !== undefined);
      const firstAlert = group.rules.findIndex(({ alert }) => alert !== undefined);
      if (firstAlert >= 0) expect(lastRecord).toBeLessThan(firstAlert);
    }
  });

  test('gives the same bytes for the same catalog, and the second run writes nothing', async () => {
    const [out, other] = [scratch(), scratch()];
    await rules('--env', 'staging', '--out', out);
    const times = readdirSync(out).map((file) => statSync(join(out, file)).mtimeMs);
    const { err } = await rules('--env', 'staging', '--out', out);
    expect(err).toContain(': 0 written, 0 removed\n');
    expect(readdirSync(out).map((file) => statSync(join(out, file)).mtimeMs)).toEqual(times);
    await rules('--env', 'staging', '--out', other);
    expect(textsIn(other)).toEqual(textsIn(out));
  });

  test('writes the files of services that changed, and leaves the others', async () => {
    const root = copyOfShipped();
    const out = scratch();
    await rules('--catalog', root, '--env', 'production', '--out', out);
    edit(root, 'services/search.yaml', 'objective: 99.9%', 'objective: 99.5%');
    const before = textsIn(out);
    const { err } = await rules('--catalog', root, '--env', 'production', '--out', out);
    expect(err).toContain(': 1 written, 0 removed\n');
    const after = textsIn(out);
    expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual(['search.yaml']);
  });

  test('removes its own files of services that are gone, and nothing that somebody else put there', async () => {
    const root = copyOfShipped();
    const out = scratch();
    await rules('--catalog', root, '--env', 'production', '--out', out);
    writeFileSync(join(out, 'by-hand.yaml'), 'groups: []\n');
    mkdirSync(join(out, 'folder.yaml'));
    rmSync(join(root, 'services/returns.yaml'));
    edit(root, 'services/recommendations.yaml', 'lifecycle: experimental', 'lifecycle: retired');
    const { code, err } = await rules('--catalog', root, '--env', 'production', '--out', out);
    expect([code, err.slice(err.indexOf(': '))]).toEqual([0, ': 0 written, 2 removed\n']);
    const files = readdirSync(out);
    expect(files).not.toContain('returns.yaml');
    expect(files).not.toContain('recommendations.yaml');
    expect(files).toEqual(expect.arrayContaining(['by-hand.yaml', 'folder.yaml', 'search.yaml']));
  });

  test('for one service leaves the files of all others', async () => {
    const out = scratch();
    await rules('--env', 'production', '--out', out);
    const before = readdirSync(out);
    const { err } = await rules('--env', 'production', '--service', 'search', '--out', out);
    expect(err).toContain('1 rule files');
    expect(readdirSync(out)).toEqual(before);
  });

  test('rejects a file of somebody else in the way, before anything is written', async () => {
    const out = scratch();
    writeFileSync(join(out, 'search.yaml'), 'groups: []\n');
    const { code, err } = await rules('--env', 'production', '--out', out);
    expect(code).toBe(1);
    expect(err).toContain(`${join(out, 'search.yaml')} was not written by this command: move it away`);
    expect(textsIn(out)).toEqual({ 'search.yaml': 'groups: []\n' });
  });

  test('rejects a folder that is none, in a line', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    for (const out of [file, join(file, 'below')]) {
      const { code, err } = await rules('--env', 'production', '--out', out);
      expect(code).toBe(1);
      expect(err).toMatch(/^catalog: E(EXIST|NOTDIR): [^\n]+\n$/);
    }
  });

  test.each([
    [['--env', 'prodction'], 'no environment is called "prodction"; did you mean production?'],
    [['--env', 'production', '--service', 'chekout'], 'no service is called "chekout"; did you mean checkout?'],
    [['--service', 'checkout'], "required option '--env <name>'"],
    [['--env', 'production', '--sevice', 'x'], 'Did you mean --service?'],
  ])('rejects %j, naming the nearest', async (args, message) => {
    const out = join(scratch(), 'out');
    const { code, err } = await rules(...args, '--out', out);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  test('rejects a faulty catalog, and what was written before stays', async () => {
    const root = copyOfShipped();
    const out = scratch();
    await rules('--catalog', root, '--env', 'production', '--out', out);
    const before = textsIn(out);
    edit(root, 'services/search.yaml', 'objective: 99.9%', 'objective: 100%');
    const { code, err } = await rules('--catalog', root, '--env', 'production', '--out', out);
    expect(code).toBe(1);
    expect(err).toContain('[objective-total]');
    expect(err).toContain('nothing was written');
    expect(textsIn(out)).toEqual(before);
  });
});

describe('alerts table', () => {
  const table = (...args: string[]) => catalog(['alerts', 'table', ...args]);

  test('tells for each depth of an outage when somebody hears of it', async () => {
    const { code, out, err } = await table('--env', 'production', '--service', 'search');
    expect([code, err]).toEqual([0, '']);
    expect(
      out
        .split('\n')
        .slice(0, 7)
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['ENVIRONMENT', 'SLO', 'ERRORS', 'TO PAGE', 'TO TICKET', 'BUDGET SPENT', 'TO RESOLVE'],
      ['production', 'search/availability', '100%', '52s', '–', '2%', '30m'],
      ['production', 'search/availability', '50%', '1m 44s', '–', '2%', '30m'],
      ['production', 'search/availability', '10%', '8m 38s', '–', '2%', '30m'],
      ['production', 'search/availability', '5%', '17m 17s', '–', '2%', '30m'],
      ['production', 'search/availability', '1%', '3h 36m', '–', '5%', '30m'],
      ['production', 'search/availability', '0.2%', '–', '1d 12h', '–', '6h'],
    ]);
    expect(out).toContain('Prometheus may be up to 3 minutes later');
  });

  test('is one JSON document for machines, and nothing else', async () => {
    const { code, out, err } = await table('--env', 'production', '--service', 'search', '--json');
    expect([code, err]).toEqual([0, '']);
    const rows = JSON.parse(out);
    expect(rows.map(({ errorRatio }: { errorRatio: number }) => errorRatio)).toEqual([1, 0.5, 0.1, 0.05, 0.01, 0.002]);
    expect(rows[5]).toEqual({
      service: 'search',
      environment: 'production',
      slo: 'availability',
      errorRatio: 0.002,
      minutesToPage: null,
      minutesToTicket: 2160,
      budgetSpentAtPage: null,
      minutesToResolve: 360,
    });
  });

  test('has every SLO of every environment but the sandboxes, unless one is asked for', async () => {
    const environmentsOf = async (...args: string[]) => {
      const rows = JSON.parse((await table('--json', ...args)).out) as { environment: string }[];
      return [...new Set(rows.map(({ environment }) => environment))].sort();
    };
    expect(await environmentsOf()).toEqual(['production', 'staging']);
    expect(await environmentsOf('--env', 'sandbox')).toEqual(['sandbox']);
  });

  test('and the rule files follow windows of the catalog’s own', async () => {
    const root = copyOfShipped();
    const tiers = ['page, long: 2h, short: 10m, factor: 10', 'ticket, long: 2d, short: 4h, factor: 2'];
    const list = tiers.map((tier) => `  - {severity: ${tier}}\n`).join('');
    writeFileSync(join(root, 'config/alert-windows.yaml'), `30d:\n${list}`);
    const args = ['--catalog', root, '--env', 'production', '--service', 'search'];
    const [outage] = JSON.parse((await table(...args, '--json')).out);
    expect(outage).toMatchObject({ minutesToPage: 1.2, minutesToResolve: 10 });
    const out = scratch();
    await rules(...args, '--out', out);
    const text = textsIn(out)['search.yaml'];
    expect(text).toContain(' > 0.01 * ');
    expect(text).toContain('10× over 2h and 10m');
    expect(text).not.toContain(' > 0.0144 * ');
  });

  test('a service without SLOs has no rows', async () => {
    expect((await table('--service', 'stock-sync', '--json')).out).toBe('[]\n');
  });

  test('rejects a name that is none', async () => {
    const { code, out, err } = await table('--service', 'serch', '--json');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('catalog: no service is called "serch"; did you mean search?\n');
  });
});

describe('alerts test', () => {
  const withPromtool = (script: string, ...args: string[]) =>
    catalog(['alerts', 'test', ...args], { env: { PROMTOOL: fakeProgram(scratch(), 'promtool', script) } });
  const search = ['--env', 'production', '--service', 'search'];

  test('prints a line per SLO, and keeps rules and tests where it is told to', async () => {
    const folder = join(scratch(), 'kept');
    const { code, out, err } = await withPromtool('true', ...search, '--out', folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^passed {4}production {2}search\/availability: \d+ behaviours, \d+ checks, \d+\.\d s\n$/);
    const files = readdirSync(join(folder, 'production'));
    expect(files).toContain('search.availability.yaml');
    expect(files.some((name) => /^search\.availability\.\d+s\.test\.yaml$/.test(name))).toBe(true);
  });

  test('rejects rules that do not behave, with what promtool said, and leaves no file behind', async () => {
    const log = join(scratch(), 'log');
    const { code, out } = await withPromtool(`echo "$3" >> ${log}; echo "  FAILED: too late"; exit 1`, ...search);
    expect(code).toBe(1);
    expect(out).toMatch(/^failed {4}production {2}search\/availability: .*\nFAILED: too late\n/);
    const ran = readFileSync(log, 'utf8').trim().split('\n');
    expect(ran.length).toBeGreaterThan(0);
    for (const path of ran) expect(existsSync(path)).toBe(false);
  });

  test('is one JSON document for machines, and takes SLOs of one name only', async () => {
    const latency = ['--env', 'production', '--service', 'checkout', '--slo', 'latency'];
    const { code, out } = await withPromtool('exit 1', ...latency, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { service: 'checkout', environment: 'production', slo: 'latency', result: 'failed' },
    ]);
  });

  test.each([
    [['--slo', 'availabilty'], 'no SLO is called "availabilty"; did you mean availability?'],
    [['--service', 'stock-sync', '--slo', 'availability'], 'no SLO is called "availability"; known: none'],
    [['--env', 'stagin'], 'no environment is called "stagin"; did you mean staging?'],
  ])('rejects %j, rather than testing nothing', async (args, message) => {
    const { code, out, err } = await withPromtool('true', ...args);
    expect([code, out, err]).toEqual([1, '', `catalog: ${message}\n`]);
  });

  test('rejects a machine without promtool, and says how to get it', async () => {
    const { code, out, err } = await catalog(['alerts', 'test', ...search], { env: { PROMTOOL: '/nowhere/promtool' } });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      'catalog: PROMTOOL names /nowhere/promtool, which is no program; it comes with Prometheus, or .ci/install-promtool builds it (PROMTOOL may name it)\n',
    );
  });
});

test('alerts alone tells what there is, and rejects what there is not', async () => {
  const { code, err } = await catalog(['alerts']);
  expect(code).toBe(1);
  expect(err).toMatch(/ rules .* test .* table /s);
  expect((await catalog(['alerts', 'tabel'])).err).toContain('Did you mean table?');
});
