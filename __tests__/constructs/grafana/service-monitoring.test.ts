import { App, TerraformVariable, Testing } from 'cdktf';
import { ServiceMonitoring } from '../../../constructs/grafana/service-monitoring';
import type { Environment, Service } from '../../../domain/catalog/model';
import { CatalogStack } from '../../../stacks/catalog-stack';
import { environmentFixture, largeServiceFixture, serviceFixture } from './fixtures';

const withAlert = largeServiceFixture({
  alerts: [{ name: 'Backlog', summary: 's', description: '', expr: 'queue > 5', forSeconds: 600, severity: 'ticket' }],
});

// biome-ignore lint/suspicious/noExplicitAny: what Terraform reads is JSON
function resources(service: Service, environment: Environment): any {
  const stack = new CatalogStack(new App(), 'production-checkout');
  const integrationKey = new TerraformVariable(stack, 'key', { sensitive: true }).stringValue;
  new ServiceMonitoring(stack, 'monitoring', { service, environment, pagerduty: { region: 'us' }, integrationKey });
  return JSON.parse(Testing.synth(stack)).resource;
}

const kinds = (service: Service, environment: Environment) =>
  Object.entries(resources(service, environment).grafana_rule_group ?? {}).map(([address, group]) => [
    address,
    ...new Set((group as { rule: { record?: object }[] }).rule.map(({ record }) => (record ? 'record' : 'alert'))),
  ]);

test('addresses come from what a group is for, and every alert finds its panel', () => {
  expect(kinds(withAlert, environmentFixture())).toEqual([
    ['monitoring_alerts', 'alert'],
    ['monitoring_slo-alerts', 'alert'],
    ['monitoring_slo-budget', 'record'],
    ['monitoring_slo-recording', 'record'],
  ]);
});

test('where somebody else records, Grafana only alerts', () => {
  expect(kinds(withAlert, environmentFixture({ recording: 'file' }))).toEqual([
    ['monitoring_alerts', 'alert'],
    ['monitoring_slo-alerts', 'alert'],
  ]);
});

test('a service without SLOs and alerts still has its contact point and dashboard', () => {
  expect(Object.keys(resources(serviceFixture(), environmentFixture()))).toEqual([
    'grafana_contact_point',
    'grafana_dashboard',
  ]);
});

test('no two rules of a folder share a title or a uid, and none is too long', () => {
  const groups = Object.values(resources(withAlert, environmentFixture()).grafana_rule_group);
  const rules = groups.flatMap((group) => (group as { rule: { name: string; uid: string }[] }).rule);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
  for (const { uid, name } of rules) {
    expect(uid.length).toBeLessThanOrEqual(40);
    expect(name.length).toBeLessThanOrEqual(190);
  }
});
