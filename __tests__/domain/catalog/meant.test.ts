import { entry, environment, loadExample, team } from '../../../docs/examples/catalog';
import { nearest } from '../../../domain/catalog/nearest';

type Changes = Parameters<typeof loadExample>[0];
/** What each fault suggests. */
const meant = (changes: Changes) => loadExample(changes).diagnostics.map(({ suggestion }) => suggestion);
const ofEntry = (text: string) => meant({ 'services/checkout.yaml': text });
const slo = (rest: string) => entry(`slos:\n  - {name: a, sli: {up: probe_success}, ${rest}}\n`);

test.each([
  ['99.9', '99.9%'],
  ['"99.9"', '99.9%'],
  ['0.9995', '99.95%'],
  ['99.9 percent', '99.9%'],
  ['101', null],
  ['-1', null],
])('the objective %s was meant as %p', (written, suggestion) => {
  expect(ofEntry(slo(`objective: ${written}`))).toEqual([suggestion]);
});

test.each([
  ['30', '30d'],
  ['30 days', '30d'],
  ['monthly', 'month'],
  ['1M', null],
  ['500 days', null],
])('the window %s was meant as %p', (written, suggestion) => {
  expect(ofEntry(slo(`objective: 99%, window: ${written}`))).toEqual([suggestion]);
});

test.each([
  ['compute: {spot: {share: 0.5}, instanceTypes: [c7g.large], port: 80}', '50%'],
  ['compute: {spot: {share: 0.005}, instanceTypes: [c7g.large], port: 80}', null],
  ['compute: {port: "8080", instanceTypes: [c7g.large]}', '8080'],
  ['compute: {port: "80800", instanceTypes: [c7g.large]}', null],
  ['compute: {port: 80, instanceTypes: c7g.large}', '[c7g.large]'],
  ['dependsOn:', '[]'],
  ['scaling: {warmup: 5 min}', '5m'],
  ['scaling: {warmup: 5 hours}', null],
  ['scaling: {targets: {cpu: 0.55}}', '55%'],
  ['scaling: {targets: {cpu: 155}}', null],
  ['scaling: {targets: {requestsPerTarget: 40 req/s}}', '40rps'],
  ['slo: {page: yes}', 'true'],
  ['scaling: {schedule: [{name: a, from: 9:00, to: "10:00", timeZone: UTC, min: 3}]}', '09:00'],
  [
    'scaling: {events: [{name: a, from: 2026-11-27 06:00, to: 2026-11-28T06:00, timeZone: UTC, min: 3}]}',
    '2026-11-27T06:00',
  ],
  ['scaling: {events: [{name: a, from: 2026-11-31 06:00, to: 2026-12-28T06:00, timeZone: UTC, min: 3}]}', null],
  ['slo: {page: "off"}', 'false'],
])('%s suggests %p', (written, suggestion) => {
  expect(ofEntry(entry(`${written}\n`))).toContain(suggestion);
});

test('what is text only because of its quotes is found with them', () => {
  const { diagnostics } = loadExample({ 'services/checkout.yaml': entry('').replace('tier: 3', 'tier: "3"') });
  expect(diagnostics).toMatchObject([{ code: 'wrong-type', found: '"3"', suggestion: '3' }]);
});

test('a turn is meant in days', () => {
  const rotation = (every: string) =>
    team(
      `rotations:\n  - {name: a, every: ${every}, handoff: {time: "09:00"}, members: [a@example.com], anchor: {on: 2026-11-02, member: a@example.com}}\n`,
    );
  expect(meant({ 'config/teams/shop.yaml': rotation('7') })).toEqual(['7d']);
  expect(meant({ 'config/teams/shop.yaml': rotation('1 week') })).toEqual(['1w']);
});

describe('a backend', () => {
  const backend = (text: string) =>
    loadExample({ 'config/environments/production.yaml': environment().replace('backend: local', `backend: ${text}`) })
      .diagnostics;

  test('that is a map is judged as a map', () => {
    expect(backend('{s3: {bucket: No_Bucket}}')).toMatchObject([
      { code: 'missing-key', message: 'backend.s3: "region" is missing' },
      { code: 'bad-format', found: 'No_Bucket', expected: 'the name of an S3 bucket' },
    ]);
  });

  test('that is another word is told all that may stand there', () => {
    expect(backend('s3')).toMatchObject([
      {
        code: 'bad-value',
        message: 'backend: expected local, {s3: {bucket, region}} or {hcp: {organization, project, hostname}}',
      },
    ]);
  });
});

test('the nearest word is near, or begun', () => {
  expect(nearest('mon', ['monday', 'tuesday'])).toBe('monday');
  expect(nearest('access-wide', ['access-widened', 'owner-changed'])).toBe('access-widened');
  expect(nearest('t', ['tuesday'])).toBeNull();
  expect(nearest('pre', ['prefer', 'present'])).toBeNull();
  expect(nearest('5', ['1', '2'])).toBeNull();
  expect(nearest('services/nope', ['services/cart'])).toBeNull();
  expect(nearest('services/chart', ['services/cart'])).toBe('services/cart');
  expect(nearest('au', ['us', 'eu'])).toBe('eu');
});
