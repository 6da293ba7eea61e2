import { changed, of } from './shipped';

const file = 'config/alert-windows.yaml';
const windows = (first: string) =>
  `# ours\n30d:\n  - ${first}\n  - {severity: ticket, long: 1d, short: 2h, factor: 3}\n  - {severity: ticket, long: 3d, short: 6h, factor: 1}\n`;
const slower = '{severity: page, long: 2h, short: 10m, factor: 14.4}';

test('windows of the catalog’s own are a change of every SLO that they concern, and of no other', () => {
  const services = changed({ [file]: () => windows(slower) });
  const [change, ...others] = of(services, 'search');
  expect(others).toEqual([]);
  expect(change).toMatchObject({
    kind: 'alerting',
    // one per cent of errors paged before
    severity: 'critical',
    summary:
      'SLO availability: alert windows page 1h/5m 14.4×, page 6h/30m 6×, ticket 1d/2h 3×, ticket 3d/6h 1× → page 2h/10m 14.4×, ticket 1d/2h 3×, ticket 3d/6h 1×',
    origin: { file, line: 2 },
  });
  expect(change?.details.join('\n')).toContain('a full outage after 0.9 → 1.7 min');
  // 28 days and a quarter stay the workbook's
  expect(of(services, 'checkout').map(({ summary }) => summary)).toEqual([
    expect.stringContaining('SLO availability:'),
  ]);
});

test('windows that only speak sooner are no loss', () => {
  const sooner = windows('{severity: page, long: 1h, short: 5m, factor: 10}').replace(
    '\n  - {severity: ticket, long: 1d',
    '\n  - {severity: page, long: 6h, short: 30m, factor: 5}\n  - {severity: ticket, long: 1d',
  );
  expect(of(changed({ [file]: () => sooner }), 'search').map(({ severity }) => severity)).toEqual(['warning']);
});

test('the workbook’s windows written out change nothing', () => {
  const text = windows('{severity: page, long: 1h, short: 5m, factor: 14.4}').replace(
    '\n  - {severity: ticket, long: 1d',
    '\n  - {severity: page, long: 6h, short: 30m, factor: 6}\n  - {severity: ticket, long: 1d',
  );
  expect(changed({ [file]: () => text })).toEqual([]);
});

test('an objective and windows that change together are told each by itself', () => {
  const services = changed({
    [file]: () => windows(slower),
    'services/search.yaml': (text) => text.replace('99.9%', '99.5%'),
  });
  expect(
    of(services, 'search')
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['alerting', 'objective']);
});
