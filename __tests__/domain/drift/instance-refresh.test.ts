import { groupsOf } from '../../../domain/drift/instance-refresh';
import { driftOf } from '../../../domain/drift/report';
import { stackVerdict } from '../../../domain/drift/verdict';
import { judged } from './plans';

const preferences = {
  alarm_specification: [{ alarms: ['shop-errors'] }],
  auto_rollback: false,
  checkpoint_delay: '600',
  checkpoint_percentages: [35, 100],
  instance_warmup: '120',
  min_healthy_percentage: 100,
  standby_instances: null,
  skip_matching: true,
};
const attributes = {
  arn: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:0:autoScalingGroupName/shop',
  instance_refresh: [{ strategy: 'Rolling', preferences: [preferences], triggers: [] }],
};
const group = { address: 'aws_autoscaling_group.compute_group', name: 'shop', attributes };
const failed = { status: 'Failed', percent: 40, reason: 'Alarm shop-errors is in ALARM', startedMs: 1 };
const at = { stack: 'production-shop', environment: 'production' };

test('a refresh that failed is drift beside a plan that is empty, and no apply undoes it', () => {
  const { drift, pending } = judged([], {}, {}, [{ group, refreshes: [failed] }]);
  expect(stackVerdict(drift, pending)).toBe('drifted');
  const [found] = drift.map((one) => driftOf(one, at, null));
  expect(found).toMatchObject({
    address: 'aws_autoscaling_group.compute_group',
    attribute: 'instance_refresh.status',
    before: 'Successful',
    after: 'Failed at 40 %: Alarm shop-errors is in ALARM',
    severity: 'warning',
    expected: null,
    reverted: false,
    adopt: null,
  });
});

test('it is started again as carefully as the group’s own: with its checkpoints and alarms', () => {
  const { drift } = judged([], {}, {}, [{ group, refreshes: [failed] }]);
  const [command] = drift.map((one) => driftOf(one, at, null).revert);
  const [head, json] = command?.split(' --preferences ') ?? [];
  expect(head).toBe('aws autoscaling start-instance-refresh --region eu-central-1 --auto-scaling-group-name shop');
  expect(JSON.parse(json?.slice(1, -1) ?? '')).toEqual({
    AlarmSpecification: { Alarms: ['shop-errors'] },
    AutoRollback: false,
    CheckpointDelay: 600,
    CheckpointPercentages: [35, 100],
    InstanceWarmup: 120,
    MinHealthyPercentage: 100,
    SkipMatching: true,
  });
});

test('a name is no shell', () => {
  const odd = { ...group, name: "a'b; rm -rf", attributes: {} };
  const { drift } = judged([], {}, {}, [{ group: odd, refreshes: [failed] }]);
  expect(driftOf(drift[0] as (typeof drift)[0], at, null).revert).toBe(
    "aws autoscaling start-instance-refresh --auto-scaling-group-name 'a'\\''b; rm -rf'",
  );
});

test('the groups are those that exist, and data sources are none', () => {
  const resources = [
    { address: 'aws_autoscaling_group.a', mode: 'managed', type: 'aws_autoscaling_group', values: { name: 'a' } },
    { address: 'data.aws_autoscaling_group.b', mode: 'data', type: 'aws_autoscaling_group', values: { name: 'b' } },
    { address: 'aws_sns_topic.c', mode: 'managed', type: 'aws_sns_topic', values: { name: 'c' } },
  ];
  const plan = { format_version: '1.2', prior_state: { values: { root_module: { resources } } } };
  expect(groupsOf(plan).map(({ name }) => name)).toEqual(['a']);
  expect(groupsOf({ format_version: '1.2' })).toEqual([]);
});
