import type { Alert } from '../../../domain/catalog/model';
import { ownAlertGroups } from '../../../domain/rules/own-alert-groups';
import { environment, service } from '../slo/fixtures';

const backlog: Alert = {
  name: 'Backlog',
  summary: 'The queue is long',
  description: '',
  expr: '# why\n  queue_depth > 500 # and why\n',
  forSeconds: 600,
  severity: 'page',
};
const rulesOf = (alert: Alert, over: Parameters<typeof environment>[0] = {}) => {
  const [group] = ownAlertGroups(service({ alerts: [alert] }), environment(over));
  return group?.rules ?? [];
};

test('an own alert fires for every series that comes back, in both evaluators', () => {
  expect(rulesOf(backlog)[0]).toMatchObject({
    name: 'Backlog',
    source: 'alerts[0]',
    prometheusExpr: 'queue_depth > 500',
    grafana: { kind: 'presence', expr: 'queue_depth > 500' },
    forSeconds: 600,
    keepFiringForSeconds: 0,
    labels: { service: 'checkout', team: 'payments', environment: 'production', tier: '1', severity: 'page' },
  });
});

test('where nobody is paged, it opens a ticket', () => {
  expect(rulesOf(backlog, { paging: false })[0]).toMatchObject({ severity: 'ticket', labels: { severity: 'ticket' } });
});

test('its texts stay as written, with its own runbook before the service’s', () => {
  const annotations = (alert: Alert) => rulesOf(alert)[0] as { annotations?: Record<string, string> };
  expect(annotations(backlog).annotations).toEqual({
    summary: 'The queue is long',
    runbook_url: 'https://runbooks.example.com/checkout',
    dashboard_url: expect.stringMatching(/^https:\/\/grafana\.example\.com\/d\/service-production-checkout-/),
  });
  const described = { ...backlog, description: '{{ $value }} "x"\n', runbook: 'https://runbooks.example.com/queue' };
  expect(annotations(described).annotations).toMatchObject({
    description: '{{ $value }} "x"\n',
    runbook_url: 'https://runbooks.example.com/queue',
  });
});

test('an address of Grafana with a slash at its end gives no address with two', () => {
  const grafana = { ...environment().grafana, url: 'https://grafana.example.com/root//' };
  const [rule] = rulesOf(backlog, { grafana });
  expect(rule).toMatchObject({
    annotations: { dashboard_url: expect.stringMatching(/^https:\/\/grafana\.example\.com\/root\/d\//) },
  });
});

test('a paused alert stays a rule, and says so', () => {
  expect(rulesOf({ ...backlog, paused: true })[0]).toMatchObject({ paused: true });
  expect(rulesOf(backlog)[0]).not.toHaveProperty('paused');
});

test('its uid comes from its name, never from its place', () => {
  const uid = (...alerts: Alert[]) =>
    ownAlertGroups(service({ alerts }), environment())[0]?.rules.find(
      (rule) => rule.kind === 'alert' && rule.name === 'Backlog',
    )?.uid;
  expect(uid(backlog)).toBe(uid({ ...backlog, name: 'Other' }, backlog));
});

test('a service without alerts of its own has no group', () => {
  expect(ownAlertGroups(service(), environment())).toEqual([]);
});
