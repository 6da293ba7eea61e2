import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entry, environment, loadExample } from '../../../docs/examples/catalog';
import type { AlertTier } from '../../../domain/slo/alert-windows';
import { alertTiers } from '../../../domain/slo/tiers';
import { windowOf } from '../slo/fixtures';

const file = 'config/alert-windows.yaml';
const thirty = `30d:
  - {severity: page, long: 2h, short: 10m, factor: 10}
  - {severity: ticket, long: 2d, short: 4h, factor: 2}
`;
const load = (text: string) => loadExample({ [file]: text });
const tiersOf = (text: string, window: string) => {
  const { diagnostics, catalog } = load(text);
  expect(diagnostics).toEqual([]);
  const [where] = catalog.environments;
  if (where === undefined) throw new Error('no environment');
  return alertTiers(windowOf(window), where).map(
    ({ severity, longMinutes, shortMinutes, factor }: AlertTier) =>
      `${severity} ${longMinutes}/${shortMinutes} ${factor}`,
  );
};

test('a window that is written replaces the list of that window, and a month is 30 days', () => {
  for (const window of ['30d', 'month']) {
    expect(tiersOf(thirty, window)).toEqual(['page 120/10 10', 'ticket 2880/240 2']);
  }
});

test('a window that is not written stays the workbook’s, and others are scaled from what is written for 30 days', () => {
  expect(tiersOf(thirty, '7d')).toEqual(tiersOf('{}\n', '7d'));
  expect(tiersOf(thirty, 'quarter')).toEqual(
    tiersOf(
      '7d: [{severity: page, long: 1h, short: 5m, factor: 9}, {severity: ticket, long: 2h, short: 5m, factor: 2}]\n',
      '90d',
    ),
  );
  expect(tiersOf(thirty, '60d')).toEqual(['page 240/20 10', 'ticket 5760/480 2']);
});

test('slow scrapes lengthen what is written, too', () => {
  const { catalog } = loadExample({
    [file]: thirty,
    'config/environments/production.yaml': environment().replace('scrapeInterval: 15s', 'scrapeInterval: 5m'),
  });
  const [where] = catalog.environments;
  expect(where && alertTiers(windowOf('30d'), where)[0]).toMatchObject({ longMinutes: 120, shortMinutes: 20 });
});

test('the page about it shows what is built in', () => {
  const page = readFileSync(join(__dirname, '../../../docs/alert-windows.md'), 'utf8');
  const shown = /```yaml\n([^`]+)```/.exec(page)?.[1] ?? '';
  expect(tiersOf(shown, '30d')).toEqual(tiersOf('{}\n', '30d'));
});

test('an SLO is judged by the windows that are written', () => {
  const text = entry('slos:\n  - {name: a, objective: 90%, sli: {errors: e, total: t}}\nslo: {page: true}\n');
  const found = (windows: string) =>
    loadExample({ [file]: windows, 'services/checkout.yaml': text }).diagnostics.map(({ code, suggestion }) => [
      code,
      suggestion,
    ]);
  expect(found('{}\n')).toEqual([['threshold-unreachable', '93.06%']]);
  expect(found(thirty)).toEqual([['threshold-unreachable', '90.01%']]);
});

describe('rejects', () => {
  const fast = '{severity: page, long: 1h, short: 5m, factor: 14.4}';
  const slow = '{severity: ticket, long: 3d, short: 6h, factor: 1}';
  const lines = (...tiers: string[]) => `30d:\n${tiers.map((tier) => `  - ${tier}\n`).join('')}`;

  test.each<[what: string, text: string, code: string]>([
    ['a factor below 1', lines(fast, slow.replace('factor: 1', 'factor: ▲0.9')), 'out-of-range'],
    ['a window that is none', lines(fast, slow).replace('30d', '▲30 days'), 'bad-name'],
    ['a window of more than a year', lines(fast, slow).replace('30d', '▲366d'), 'bad-name'],
    ['a severity of no kind', lines(fast.replace('page', '▲pager'), slow), 'bad-value'],
    ['a misspelt key', lines(fast.replace('short', '▲shrt'), slow), 'unknown-key'],
    ['a single tier', lines(fast).replace('  -', '  ▲-'), 'out-of-range'],
    ['no page', lines(slow.replace('3d', '1d').replace('1}', '3}'), slow).replace('30d', '▲30d'), 'out-of-range'],
    ['no ticket', lines(fast, slow.replace('ticket', 'page')).replace('30d', '▲30d'), 'out-of-range'],
    ['a window between steps', lines(fast.replace('5m', '▲7m'), slow), 'bad-format'],
    ['a short window that is no shorter', lines(fast.replace('5m', '▲25m'), slow), 'out-of-range'],
    ['a budget that is gone before the alert', lines(fast.replace('14.4', '▲720'), slow), 'out-of-range'],
    [
      'a slower tier in front',
      lines(fast, slow.replace('3d', '1d').replace('6h', '2h').replace('factor: 1', 'factor: ▲14.4')),
      'out-of-range',
    ],
    ['a slower tier over a shorter window', lines(fast, slow.replace('3d', '▲1h').replace('6h', '5m')), 'out-of-range'],
  ])('%s, there', (_, text, code) => {
    const plain = text.replace('▲', '');
    const before = text.slice(0, text.indexOf('▲'));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const { diagnostics, ok } = load(plain);
    expect(ok).toBe(false);
    expect(diagnostics.map((one) => [one.file, `${one.line}:${one.column}`, one.code])).toContainEqual([
      file,
      `${line}:${column}`,
      code,
    ]);
  });

  test('everything that is wrong, in one run, and judges SLOs by what is built in meanwhile', () => {
    const text = `${lines(fast.replace('page', 'pager'), slow)}7d:\n  - ${fast}\n  - ${slow.replace('factor: 1', 'factor: 99')}\n`;
    const { diagnostics, catalog } = load(text);
    expect(diagnostics.length).toBeGreaterThanOrEqual(2);
    expect(catalog.environments[0]).not.toHaveProperty('alertWindows');
  });
});
