import { awsDataSources, pagerDutyDataSources } from '../../../sandbox/behaviour/data-sources';
import type { DataSources, Setting } from '../../../sandbox/provider/behaviour';
import { answer } from '../../../sandbox/provider/data-source';
import { type ProviderName, providerSchema } from '../../../sandbox/provider/schema';
import type { ValueMap } from '../../../sandbox/provider/value';
import type { WorldResource } from '../../../sandbox/world';

const setting: Setting = { region: 'eu-central-1', account: '123456789012', url: '', defaultTags: {}, nowMs: 0 };
const sources: Record<ProviderName, DataSources> = {
  aws: awsDataSources,
  pagerduty: pagerDutyDataSources,
  grafana: {},
};

function ask(type: string, config: ValueMap, world: WorldResource[] = []): ValueMap {
  const provider = type.split('_')[0] as ProviderName;
  const block = providerSchema(provider).dataSources[type]?.block ?? {};
  const answered = answer(type, block, config, sources[provider][type], setting, world);
  if (typeof answered === 'string') throw new Error(answered);
  return answered;
}

const LISTENER = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/edge/1/2';

test("a listener's load balancer and its suffix follow from the ARN", () => {
  const listener = ask('aws_lb_listener', { arn: LISTENER });
  expect(listener.load_balancer_arn).toBe(
    'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/edge/1',
  );
  expect(ask('aws_lb', { arn: listener.load_balancer_arn ?? null })).toMatchObject({
    arn_suffix: 'app/edge/1',
    name: 'edge',
  });
});

test('neighbouring subnets lie in different zones', () => {
  const zones = [1, 2, 3].map((n) => ask('aws_subnet', { id: `subnet-0000000000000000${n}` }).availability_zone);
  expect(new Set(zones).size).toBe(3);
});

test('a person is always the same one, and another address is another', () => {
  const ana = ask('pagerduty_user', { email: 'ana@example.com' });
  expect(ana).toEqual(ask('pagerduty_user', { email: 'ana@example.com' }));
  expect(ana.id).toMatch(/^P[0-9A-Z]{6}$/);
  expect(ask('pagerduty_user', { email: 'bo@example.com' }).id).not.toBe(ana.id);
});

test('what the world has comes first', () => {
  const parameter = (value: string) => ({
    type: 'aws_ssm_parameter',
    id: '/image',
    attributes: { name: '/image', insecure_value: value },
  });
  expect(ask('aws_ssm_parameter', { name: '/image' }, [parameter('ami-1')]).insecure_value).toBe('ami-1');
  expect(ask('aws_ssm_parameter', { name: '/other' }, [parameter('ami-1')]).insecure_value).toMatch(
    /^ami-[0-9a-f]{17}$/,
  );
});

test('a resource that shares no argument is not the one asked for', () => {
  const world = [{ type: 'pagerduty_service_integration', id: 'P1', attributes: { name: 'a', integration_key: 'k' } }];
  const config = { integration_summary: 'b', service_name: 'c' };
  expect(ask('pagerduty_service_integration', config, world).integration_key).toBe('');
});
