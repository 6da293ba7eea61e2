import { providerAddress, requiredProviders } from '../../terraform/configuration';

test.each([
  ['aws', 'registry.terraform.io/hashicorp/aws'],
  ['PagerDuty/pagerduty', 'registry.terraform.io/pagerduty/pagerduty'],
  ['example.com/a/b', 'example.com/a/b'],
])('%s is %s', (source, address) => expect(providerAddress(source)).toBe(address));

test('the providers of a stack, with what they are pinned to', () => {
  const required_providers = { aws: { source: 'aws', version: '6.25.0' }, grafana: { source: 'grafana/grafana' } };
  expect(requiredProviders({ terraform: { required_providers } })).toEqual({
    'registry.terraform.io/hashicorp/aws': '6.25.0',
    'registry.terraform.io/grafana/grafana': '',
  });
  expect(requiredProviders({})).toEqual({});
});
