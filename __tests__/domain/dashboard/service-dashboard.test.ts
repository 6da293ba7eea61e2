import type { Service } from '../../../domain/catalog/model';
import { sloPanelKey } from '../../../domain/dashboard/panel-keys';
import { serviceDashboard } from '../../../domain/dashboard/service-dashboard';
import { promqlFaults } from '../../../domain/promql/faults';
import { environmentFixture, largeServiceFixture, serviceFixture } from '../../constructs/grafana/fixtures';
import { overlaps } from './overlaps';

const environment = environmentFixture();
const targetGroup = 'targetgroup/production-checkout/0123456789abcdef';

const compiled = (service: Service, over: Partial<typeof environment> = {}) =>
  serviceDashboard(service, { ...environment, ...over }, { region: 'us' }, { targetGroup });

// biome-ignore lint/suspicious/noExplicitAny: dashboards are read back as the JSON that they are
const parsed = (service: Service, over: Partial<typeof environment> = {}): any =>
  JSON.parse(compiled(service, over).json);

const titles = (service: Service, over: Partial<typeof environment> = {}) =>
  parsed(service, over).panels.map((panel: { title?: string; type: string }) => panel.title ?? panel.type);

test('each SLO has its objective, budget, burn rate and traffic; a histogram its latency; then capacity and events', () => {
  expect(titles(largeServiceFixture())).toEqual([
    'text',
    'SLO availability: 99.95 % over 30d',
    'Objective',
    'Budget left',
    'Burn rate by window',
    'Errors and traffic',
    'SLO latency: 99 % over 30d',
    'Objective',
    'Budget left',
    'Burn rate by window',
    'Errors and traffic',
    'Latency',
    'SLO up: 99.95 % over quarter',
    'Objective',
    'Budget left',
    'Burn rate by window',
    'Errors and traffic',
    'Capacity',
    'Instances',
    'CPU',
    'Requests per target',
    'Events',
    'text',
  ]);
});

test('without a CloudWatch data source nothing is asked of AWS', () => {
  const { cloudwatch: _, ...grafana } = environment.grafana;
  expect(titles(largeServiceFixture(), { grafana })).not.toContain('Capacity');
});

test('a service without compute has no capacity', () => {
  expect(titles(serviceFixture())).toEqual(['text']);
});

test('without a target group there are no requests per target, and the others fill the line', () => {
  const { json } = serviceDashboard(largeServiceFixture(), environment, { region: 'us' });
  expect(json).not.toContain('Requests per target');
  const { panels }: { panels: { title?: string; gridPos: { x: number; w: number } }[] } = JSON.parse(json);
  const placed = panels.filter(({ title }) => title === 'Instances' || title === 'CPU');
  expect(placed.map(({ gridPos: { x, w } }) => [x, w])).toEqual([
    [0, 12],
    [12, 12],
  ]);
});

test('errors, which are few beside all events, are red and on an axis of their own', () => {
  const panel = parsed(largeServiceFixture()).panels.find(
    ({ title }: { title?: string }) => title === 'Errors and traffic',
  );
  expect(panel.fieldConfig.overrides).toEqual([
    {
      matcher: { id: 'byName', options: 'errors' },
      properties: [
        { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
        { id: 'custom.axisPlacement', value: 'right' },
      ],
    },
  ]);
});

test('targets of scaling are lines in the graphs', () => {
  const panels = parsed(largeServiceFixture()).panels;
  const limit = (title: string) =>
    panels.find((panel: { title?: string }) => panel.title === title).fieldConfig.defaults.thresholds.steps[1].value;
  expect([limit('CPU'), limit('Requests per target'), limit('Latency')]).toEqual([55, 40, 0.3]);
});

test('panels neither overlap nor share an id, and every id is the one that alerts link to', () => {
  const { json, panelIds } = compiled(largeServiceFixture());
  const { panels } = JSON.parse(json);
  expect(overlaps(panels)).toBe(0);
  expect(panels.map(({ id }: { id: number }) => id).sort()).toEqual([...panelIds.values()].sort());
  const linked = panels.find(({ id }: { id: number }) => id === panelIds.get(sloPanelKey('availability')));
  expect(linked.title).toBe('Burn rate by window');
});

test('an SLO more or less changes no other panel’s id', () => {
  const service = largeServiceFixture();
  const fewer = compiled({ ...service, slos: service.slos.slice(1) }).panelIds;
  const all = compiled(service).panelIds;
  for (const [key, id] of fewer) expect(all.get(key)).toBe(id);
});

test('the text never changes the folder alone: another owner is another text', () => {
  const service = largeServiceFixture();
  expect(parsed({ ...service, owner: 'discovery' }).tags).toContain('team:discovery');
  expect(parsed(service).tags).toContain('team:payments');
});

test('what the server counts or adds is absent or written down', () => {
  const dashboard = parsed(largeServiceFixture());
  expect(dashboard).not.toHaveProperty('id');
  expect(dashboard).not.toHaveProperty('version');
  expect(dashboard).toMatchObject({
    uid: expect.stringMatching(/^[a-z0-9-]{1,40}$/),
    title: 'checkout (production)',
    schemaVersion: 42,
    templating: { list: [] },
    timepicker: {},
    annotations: { list: [{ builtIn: 1, name: 'Annotations & Alerts' }, { name: 'black-friday' }] },
  });
  expect(JSON.stringify(dashboard)).not.toContain('null');
});

test('runbook, repository and PagerDuty come first among the links, and are the same in both places', () => {
  const dashboard = parsed(serviceFixture({ links: { wiki: 'https://w.example.com', ...serviceFixture().links } }));
  expect(dashboard.links.map(({ title, url }: { title: string; url: string }) => [title, url])).toEqual([
    ['runbook', 'https://runbooks.example.com/checkout'],
    ['repository', 'https://code.example.com/shop/checkout'],
    ['pagerduty', 'https://app.pagerduty.com/service-directory?query=checkout&team_ids=all'],
    ['wiki', 'https://w.example.com'],
  ]);
  for (const { url } of dashboard.links) expect(dashboard.panels[0].options.content).toContain(`](${url})`);
});

test('the European PagerDuty has its own address', () => {
  const { json } = serviceDashboard(serviceFixture(), environment, { region: 'eu' });
  expect(json).toContain('https://app.eu.pagerduty.com/');
});

test('events stand with their local dates and are shaded while they run', () => {
  const dashboard = parsed(largeServiceFixture());
  const list = dashboard.panels.at(-1).options.content;
  expect(
    list
      .split('\n')
      .at(-1)
      .replace(/&#(\d+);/g, (_: string, code: string) => String.fromCodePoint(+code)),
  ).toBe('| black-friday | 2026-11-27 06:00 | 2026-11-30 06:00 | Europe/Berlin | 800 requests/s | 20 | 40 |');
  expect(dashboard.annotations.list[1].expr).toBe('vector(time()) >= 1795755600 < 1796014800');
});

test('free text of an entry is neither markup nor a variable anywhere', () => {
  const text = '<img src=x onerror=alert(1)> ${__user.email} **x** @here';
  const service = largeServiceFixture();
  const { json } = compiled({
    ...service,
    description: text,
    links: { [text.slice(0, 40)]: 'https://e.example.com/?q=$__from' },
    slos: service.slos.map((slo) => ({ ...slo, description: text })),
  });
  expect(json).not.toMatch(/\$\{|\$__|\*\*x|@here/);
  // a link's name is plain text, in which HTML is no markup
  expect(json.replace(/"title":"[^"]*"/g, '')).not.toMatch(/<img/);
});

test('the same input gives the same bytes, whatever the order of its keys', () => {
  const service = largeServiceFixture();
  const reversed = Object.fromEntries(Object.entries(service).reverse()) as unknown as Service;
  const links = Object.fromEntries(Object.entries(service.links).reverse());
  expect(compiled({ ...reversed, links }).json).toBe(compiled(service).json);
});

test('every expression is PromQL', () => {
  const queries = parsed(largeServiceFixture()).panels.flatMap(
    (panel: { targets?: { expr?: string }[] }) => panel.targets ?? [],
  );
  const expressions = queries.flatMap(({ expr }: { expr?: string }) => expr ?? []);
  expect(expressions.length).toBeGreaterThan(30);
  for (const expr of expressions) expect([expr, promqlFaults(expr, { kind: 'alert' })]).toEqual([expr, []]);
});
