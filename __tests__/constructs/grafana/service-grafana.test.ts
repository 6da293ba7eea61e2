import { App, TerraformVariable, Testing } from 'cdktf';
import { EvaluationGroup } from '../../../constructs/grafana/evaluation-group';
import { ServiceContactPoint } from '../../../constructs/grafana/service-contact-point';
import { ServiceDashboard } from '../../../constructs/grafana/service-dashboard';
import { traceOf } from '../../../constructs/trace';
import type { PagerDutySettings } from '../../../domain/catalog/model';
import type { AlertRule, RecordingRule } from '../../../domain/rules/model';
import { CatalogStack } from '../../../stacks/catalog-stack';
import { environmentFixture, largeServiceFixture } from './fixtures';

const environment = environmentFixture();
const service = largeServiceFixture();

const recording: RecordingRule = {
  kind: 'record',
  source: 'slos[0].sli',
  uid: 'recorded',
  record: 'slo:errors:rate5m',
  expr: 'sum(rate(http_requests_total{code=~"5.."}[5m]))',
  labels: { service: 'checkout', slo: 'availability', environment: 'production' },
};

const page: AlertRule = {
  kind: 'alert',
  source: 'slos[0]',
  uid: 'page',
  name: 'checkout/availability burns fast',
  severity: 'page',
  prometheusExpr: 'x',
  grafana: { kind: 'binary', expr: 'x or vector(0)' },
  forSeconds: 0,
  keepFiringForSeconds: 600,
  labels: { service: 'checkout', severity: 'page' },
  annotations: { summary: 'burns' },
  panel: 'slo/availability',
};

const own: AlertRule = {
  ...page,
  uid: 'own',
  name: 'Backlog',
  source: 'alerts[0]',
  grafana: { kind: 'presence', expr: 'queue_depth > 500' },
  forSeconds: 600,
  keepFiringForSeconds: 0,
  annotations: { summary: '{{ $value }} on {{ $labels.instance }}, {{ .Evil }} ${file("/etc/passwd")}' },
  panel: undefined,
};

function stack(
  rules: readonly (AlertRule | RecordingRule)[] = [recording, page, own],
  pagerduty: PagerDutySettings = { region: 'us' },
) {
  const made = new CatalogStack(new App(), 'production-checkout');
  const key = new TerraformVariable(made, 'key', { sensitive: true });
  const contactPoint = new ServiceContactPoint(made, 'contact-point', {
    service,
    environment,
    pagerduty,
    integrationKey: key.stringValue,
  });
  const dashboard = new ServiceDashboard(made, 'dashboard', { service, environment, pagerduty });
  new EvaluationGroup(made, 'rules-slo', {
    service,
    environment,
    group: { name: 'checkout slo', intervalSeconds: 60, rules },
    contactPoint: contactPoint.name,
    dashboard,
  });
  return made;
}

// biome-ignore lint/suspicious/noExplicitAny: what Terraform reads is JSON
const resources = (made = stack()): any => JSON.parse(Testing.synth(made)).resource;
const rule = (index: number) => resources().grafana_rule_group['rules-slo'].rule[index];

describe('the contact point', () => {
  const contactPoint = (made = stack()) => resources(made).grafana_contact_point['contact-point'];

  test('has the environment in its name, and the key as a reference', () => {
    expect(contactPoint()).toMatchObject({
      name: 'catalog production checkout',
      pagerduty: [{ integration_key: '${var.key}', component: 'checkout', group: 'production' }],
    });
  });

  test('sends to the events service of its region', () => {
    expect(contactPoint().pagerduty[0]).not.toHaveProperty('url');
    expect(contactPoint(stack([], { region: 'eu' })).pagerduty[0].url).toBe(
      'https://events.eu.pagerduty.com/v2/enqueue',
    );
  });

  test('is urgent unless all of it is plainly a ticket', () => {
    expect(contactPoint().pagerduty[0].severity).toBe(
      '{{ if eq .CommonLabels.severity "ticket" }}warning{{ else }}critical{{ end }}',
    );
  });

  test('under a new name is made before the old one goes, since rules still use that', () => {
    expect(contactPoint().lifecycle).toEqual({ create_before_destroy: true });
  });

  test('holds no free text of the entry, which would be a template here', () => {
    expect(JSON.stringify(contactPoint())).not.toContain(service.description);
  });
});

describe('a recording rule', () => {
  test('writes its query into the target data source, and has nothing of an alert', () => {
    expect(rule(0)).toEqual({
      uid: 'recorded',
      name: 'checkout/availability slo:errors:rate5m',
      labels: { service: 'checkout', slo: 'availability', environment: 'production' },
      record: { metric: 'slo:errors:rate5m', from: 'A', target_datasource_uid: 'prom-recorded' },
      data: [expect.objectContaining({ ref_id: 'A', datasource_uid: 'prom-production' })],
    });
  });
});

describe('an alert rule', () => {
  test('compares a 0/1 expression with 0, without reducing', () => {
    const [query, threshold, ...rest] = rule(1).data;
    expect(rest).toEqual([]);
    expect(JSON.parse(query.model)).toEqual({
      datasource: { type: 'prometheus', uid: 'prom-production' },
      expr: 'x or vector(0)',
      instant: true,
      range: false,
      intervalMs: 1000,
      maxDataPoints: 43200,
      refId: 'A',
    });
    expect(threshold.datasource_uid).toBe('__expr__');
    expect(JSON.parse(threshold.model)).toMatchObject({
      type: 'threshold',
      expression: 'A',
      conditions: [{ evaluator: { type: 'gt', params: [0] } }],
      refId: 'C',
    });
    expect(rule(1).condition).toBe('C');
  });

  test('of the entry’s own fires for any value that comes back, even 0', () => {
    const [, math, threshold] = rule(2).data.map(({ model }: { model: string }) => JSON.parse(model));
    expect(math).toMatchObject({ type: 'math', expression: 'is_number($A) || is_nan($A) || is_inf($A)', refId: 'B' });
    expect(threshold).toMatchObject({ type: 'threshold', expression: 'B' });
  });

  test('is healthy without data and keeps its state while the data source fails', () => {
    expect(rule(1)).toMatchObject({
      no_data_state: 'OK',
      exec_err_state: 'KeepLast',
      for: '0s',
      keep_firing_for: '10m',
    });
    expect(rule(2)).toMatchObject({ no_data_state: 'OK', exec_err_state: 'KeepLast', for: '10m' });
  });

  test('of the entry’s own resolves at the next evaluation without its series, or after it was kept firing', () => {
    expect(rule(1)).not.toHaveProperty('missing_series_evals_to_resolve');
    expect(rule(2).missing_series_evals_to_resolve).toBe(1);
    const kept = resources(stack([{ ...own, keepFiringForSeconds: 90 }]));
    expect(kept.grafana_rule_group['rules-slo'].rule[0].missing_series_evals_to_resolve).toBe(3);
  });

  test('goes to the contact point by reference, grouped by what the urgency is read from', () => {
    const [settings] = [rule(1).notification_settings].flat();
    expect(settings.contact_point).toBe('${grafana_contact_point.contact-point.name}');
    expect(settings.group_by).toEqual(
      expect.arrayContaining(['alertname', 'grafana_folder', 'service', 'environment', 'severity']),
    );
    expect(settings).toMatchObject({ group_wait: '10s', group_interval: '1m', repeat_interval: '4h' });
  });

  test('links to its panel with both annotations, or with none', () => {
    const { __dashboardUid__: uid, __panelId__: panel } = rule(1).annotations;
    const dashboard = JSON.parse(resources().grafana_dashboard.dashboard.config_json);
    expect(uid).toBe(dashboard.uid);
    expect(dashboard.panels.find(({ id }: { id: number }) => String(id) === panel).title).toBe('Burn rate by window');
    expect(Object.keys(rule(2).annotations)).toEqual(['summary']);
  });

  test('keeps its placeholders and shows any other template as it stands, in Grafana and in Terraform', () => {
    expect(rule(2).annotations.summary).toBe(
      '{{ $values.A.Value }} on {{ $labels.instance }}, {{ "{{" }} .Evil }} $${file("/etc/passwd")}',
    );
  });

  test('has its service in its title, which is unique in the folder of a team', () => {
    expect(rule(1).name).toBe('checkout/availability burns fast');
    expect(rule(2).name).toBe('checkout/Backlog');
  });

  test('rejects a link to a panel that the dashboard does not have', () => {
    expect(() => stack([{ ...page, panel: 'slo/nowhere' }])).toThrow(
      'Expected: a panel of the dashboard, got: slo/nowhere of alert checkout/availability burns fast',
    );
  });
});

test('every attribute that a line of the entry made leads back to it', () => {
  const trace = traceOf(stack());
  expect(trace.get('grafana_rule_group.rules-slo')?.get('rule[1]')).toEqual([
    { kind: 'service', name: 'checkout', path: 'slos[0]' },
  ]);
  expect([...trace.keys()]).toEqual([
    'grafana_contact_point.contact-point',
    'grafana_dashboard.dashboard',
    'grafana_rule_group.rules-slo',
  ]);
});

test('a target group that is made in the same run is a reference inside the dashboard’s text', () => {
  const made = new CatalogStack(new App(), 'production-checkout');
  const suffix = new TerraformVariable(made, 'suffix', {}).stringValue;
  new ServiceDashboard(made, 'dashboard', { service, environment, pagerduty: { region: 'us' }, targetGroup: suffix });
  expect(resources(made).grafana_dashboard.dashboard.config_json).toContain('"TargetGroup":"${var.suffix}"');
});
