import { type Configuration, expectOk, faults, type Sandbox, startSandbox, told } from './sandbox-harness';

jest.setTimeout(120_000);

const query = (expr: string) => ({
  ref_id: 'A',
  datasource_uid: 'prom',
  relative_time_range: [{ from: 600, to: 0 }],
  model: JSON.stringify({ refId: 'A', instant: true, expr }),
});
const threshold = {
  ref_id: 'C',
  datasource_uid: '__expr__',
  relative_time_range: [{ from: 0, to: 0 }],
  model: JSON.stringify({ refId: 'C', type: 'threshold', expression: 'A' }),
};
const alert = (name: string, expr: string, wait = '0s') => ({
  uid: `shop-${name}`,
  name,
  condition: 'A',
  for: wait,
  labels: { service: 'shop', severity: 'page' },
  annotations: { summary: '{{ $value }}' },
  exec_err_state: 'KeepLast',
  no_data_state: 'OK',
  data: [query(expr)],
  notification_settings: [
    {
      contact_point: '${grafana_contact_point.pager.name}',
      group_by: ['alertname', 'grafana_folder', 'severity'],
      group_wait: '10s',
      repeat_interval: '4h',
    },
  ],
});

function platform(
  change: {
    expr?: string;
    title?: string;
    uid?: string;
    name?: string;
    key?: string;
    alerts?: object[];
    interval?: number;
  } = {},
): Configuration {
  const dashboard = {
    uid: change.uid ?? 'shop',
    title: change.title ?? 'Shop',
    schemaVersion: 42,
    panels: [{ id: 7, type: 'stat' }],
  };
  return {
    resource: {
      grafana_folder: {
        team: { title: 'Payments', uid: 'payments', prevent_destroy_if_not_empty: true },
        other: { title: 'Discovery', uid: 'discovery' },
      },
      grafana_dashboard: {
        service: { folder: '${grafana_folder.team.uid}', config_json: JSON.stringify(dashboard), overwrite: false },
      },
      grafana_contact_point: {
        pager: {
          name: change.name ?? 'shop',
          pagerduty: [
            {
              integration_key: change.key ?? '0123456789abcdef',
              severity: '{{ if eq .CommonLabels.severity "ticket" }}warning{{ else }}critical{{ end }}',
              details: { runbook: '{{ .CommonAnnotations.runbook_url }}' },
            },
          ],
          lifecycle: { create_before_destroy: true },
        },
      },
      grafana_rule_group: {
        alerts: {
          name: 'shop',
          folder_uid: '${grafana_folder.team.uid}',
          interval_seconds: change.interval ?? 60,
          rule: change.alerts ?? [alert('burn', change.expr ?? 'up == 0'), alert('absent', 'absent(up)', '10m')],
        },
        records: {
          name: 'shop-records',
          folder_uid: '${grafana_folder.team.uid}',
          interval_seconds: 60,
          rule: [
            {
              uid: 'shop-record',
              name: 'shop:ratio',
              data: [query('up')],
              record: [{ metric: 'shop:ratio', from: 'A' }],
            },
          ],
        },
      },
    },
  };
}

describe.each([{ strict: false }, { strict: true }])('Grafana in the sandbox, strict: $strict', ({ strict }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ strict });
    expectOk(await sandbox.apply(platform()));
  });
  afterAll(() => sandbox.stop());
  const address = (name: string) => `grafana_${name}`;

  test('a second plan is empty', async () => {
    expect(told(await sandbox.plan(platform()))).toEqual([]);
  });

  test('one expression changes one group in place', async () => {
    expect(told(await sandbox.plan(platform({ expr: 'up < 1' })))).toEqual([address('rule_group.alerts: update')]);
  });

  test('a rule more changes one group in place', async () => {
    const alerts = [alert('new', 'up == 2'), alert('burn', 'up == 0'), alert('absent', 'absent(up)', '10m')];
    expect(told(await sandbox.plan(platform({ alerts })))).toEqual([address('rule_group.alerts: update')]);
    expectOk(await sandbox.apply(platform({ alerts })));
    expect(told(await sandbox.plan(platform({ alerts })))).toEqual([]);
    expectOk(await sandbox.apply(platform()));
  });

  test('a dashboard changes in place, and is replaced for another uid', async () => {
    expect(told(await sandbox.plan(platform({ title: 'The shop' })))).toEqual([address('dashboard.service: update')]);
    expect(told(await sandbox.plan(platform({ uid: 'shop-2' })))).toEqual([
      address('dashboard.service: delete, create'),
    ]);
  });

  test('a duration as the server writes it is no difference', async () => {
    const rules = sandbox.resource('grafana_rule_group', '1:payments:shop').attributes.rule as { for: string }[];
    expect(rules.map((rule) => rule.for)).toEqual(['0s', '10m']);
    sandbox.edit('grafana_rule_group', {
      rule: rules.map((rule) => ({ ...rule, for: rule.for === '10m' ? '10m0s' : rule.for })) as never,
    });
    expect(told(await sandbox.plan(platform()))).toEqual([]);
  });

  test('what Grafana fills in by itself is no difference: intervals of a query, ids of panels, versions', async () => {
    const rules = sandbox.resource('grafana_rule_group', '1:payments:shop').attributes.rule as { data: object[] }[];
    const filledIn = ({ model, ...rest }: { model?: string }) => ({
      ...rest,
      model: JSON.stringify({ maxDataPoints: 43_200, ...JSON.parse(model ?? '{}'), intervalMs: 1_000 }),
    });
    sandbox.edit('grafana_rule_group', {
      rule: rules.map((rule) => ({ ...rule, data: rule.data.map(filledIn) })) as never,
    });
    const { config_json } = sandbox.resource('grafana_dashboard').attributes;
    const { panels, ...dashboard } = JSON.parse(String(config_json));
    const numbered = panels.map((panel: object) => ({ ...panel, id: 12 }));
    sandbox.edit('grafana_dashboard', {
      config_json: JSON.stringify({ ...dashboard, panels: numbered, id: 3, version: 9 }),
    });
    expect(told(await sandbox.plan(platform()))).toEqual([]);
    const other = filledIn({ model: '{"refId":"A","instant":false}' });
    sandbox.edit('grafana_rule_group', {
      rule: rules.map((rule) => ({ ...rule, data: [{ ...rule.data[0], ...other }] })) as never,
    });
    expect(told(await sandbox.plan(platform()))).toEqual([address('rule_group.alerts: update')]);
    expectOk(await sandbox.apply(platform()));
  });

  test('a new key changes the contact point in place', async () => {
    expect(told(await sandbox.plan(platform({ key: 'fedcba' })))).toEqual([address('contact_point.pager: update')]);
    expectOk(await sandbox.apply(platform({ key: 'fedcba' })));
    expect(told(await sandbox.plan(platform({ key: 'fedcba' })))).toEqual([]);
    expectOk(await sandbox.apply(platform()));
  });

  test('a contact point under another name is made first, and the rules move over', async () => {
    const changes = await sandbox.plan(platform({ name: 'shop-2' }));
    expect(told(changes)).toContain(address('contact_point.pager: create, delete'));
    expectOk(await sandbox.apply(platform({ name: 'shop-2' })));
    expect(told(await sandbox.plan(platform({ name: 'shop-2' })))).toEqual([]);
    expectOk(await sandbox.apply(platform()));
  });

  test('an alert that somebody paused shows in the plan', async () => {
    const rules = sandbox.resource('grafana_rule_group', '1:payments:shop').attributes.rule as object[];
    sandbox.edit('grafana_rule_group', { rule: rules.map((rule) => ({ ...rule, is_paused: true })) as never });
    expect(told(await sandbox.plan(platform()))).toEqual([address('rule_group.alerts: update')]);
    expectOk(await sandbox.apply(platform()));
  });

  test('rejects an interval that is no multiple of ten seconds', async () => {
    expect(faults(await sandbox.apply(platform({ interval: 65 })))).toContain('expected a multiple of 10 seconds');
    expectOk(await sandbox.apply(platform()));
  });

  test.each([
    ['without a condition', { condition: null }, 'condition null is no node of the rule'],
    ['whose condition is no node of it', { condition: 'Z' }, 'condition "Z" is no node of the rule'],
    [
      'that records and alerts',
      { record: [{ metric: 'shop:x', from: 'A' }], condition: null },
      'conflicting fields "record" and "for"',
    ],
    [
      'grouped without the name of the alert',
      { notification_settings: [{ contact_point: 'shop', group_by: ['severity'] }] },
      'group by override must contain the label alertname',
    ],
  ])('rejects a rule %s when it is applied', async (_, change, fault) => {
    const alerts = [{ ...alert('burn', 'up'), ...change }];
    expectOk(await sandbox.validate(platform({ alerts })));
    expect(faults(await sandbox.apply(platform({ alerts })))).toContain(fault);
    expectOk(await sandbox.apply(platform()));
  });

  test('rejects a rule uid that another group has', async () => {
    const alerts = [{ ...alert('burn', 'up'), uid: 'shop-record' }];
    expect(faults(await sandbox.apply(platform({ alerts })))).toContain(
      'an alert rule with uid shop-record already exists',
    );
    expectOk(await sandbox.apply(platform()));
  });

  test('rejects a title that a rule of another group in the folder has', async () => {
    const alerts = [{ ...alert('burn', 'up'), name: 'shop:ratio' }];
    expect(faults(await sandbox.apply(platform({ alerts })))).toContain(
      'rule with name "shop:ratio" already exists in the folder',
    );
    expectOk(await sandbox.apply(platform()));
  });

  test('rejects a model that is not JSON before anything is planned', async () => {
    const alerts = [{ ...alert('burn', 'up'), data: [{ ...threshold, model: 'nonsense' }] }];
    expect(faults(await sandbox.validate(platform({ alerts })))).toContain('rule.data.model');
  });

  test('rejects to delete a contact point that a rule refers to', async () => {
    const { resource } = platform();
    const { grafana_contact_point: _, ...rest } = resource ?? {};
    const alerts = [{ ...alert('burn', 'up'), notification_settings: [{ contact_point: 'shop' }] }];
    const outcome = await sandbox.apply({
      resource: { ...rest, grafana_rule_group: platform({ alerts }).resource?.grafana_rule_group ?? {} },
    });
    expect(faults(outcome)).toContain('in use by one or more alert rules');
  });

  test('everything can be destroyed', async () => {
    expectOk(await sandbox.apply(platform()));
    expectOk(await sandbox.apply({}));
    expect(sandbox.world.resources).toEqual([]);
  });
});
