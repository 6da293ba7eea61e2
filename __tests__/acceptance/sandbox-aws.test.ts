import { service } from './sandbox-aws-configuration';
import { expectOk, faults, type Sandbox, startSandbox, told } from './sandbox-harness';

jest.setTimeout(120_000);

describe.each([{ strict: false }, { strict: true }])('AWS in the sandbox, strict: $strict', ({ strict }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ strict });
    expectOk(await sandbox.apply(service()));
  });
  afterAll(() => sandbox.stop());

  test('a second plan is empty', async () => {
    expect(told(await sandbox.plan(service()))).toEqual([]);
  });

  test('computed attributes have the shapes of the real ones', () => {
    expect(sandbox.resource('aws_autoscaling_group').attributes).toMatchObject({
      arn: expect.stringMatching(
        /^arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/shop$/,
      ),
      desired_capacity: 2,
      availability_zones: ['eu-central-1b', 'eu-central-1c'],
    });
    expect(sandbox.resource('aws_launch_template').attributes).toMatchObject({
      id: expect.stringMatching(/^lt-[0-9a-f]{17}$/),
      latest_version: 1,
      image_id: expect.stringMatching(/^ami-[0-9a-f]{17}$/),
    });
    expect(sandbox.resource('aws_iam_role').attributes).toMatchObject({ tags_all: { Owner: 'shop', Service: 'shop' } });
    expect(
      sandbox.world.resources
        .filter(({ type }) => type === 'aws_lb_listener_rule')
        .map(({ attributes }) => attributes.priority)
        .sort(),
    ).toEqual([1, 2]);
  });

  test('a changed target changes one policy in place', async () => {
    expect(told(await sandbox.plan(service({ cpu: 60 })))).toEqual(['aws_autoscaling_policy.cpu: update']);
  });

  test('another image is a new version of the template, and reaches the group', async () => {
    const changes = await sandbox.plan(service({ image: 'ami-00000000000000001' }));
    expect(told(changes)).toEqual(['aws_autoscaling_group.group: update', 'aws_launch_template.template: update']);
  });

  test('another instance type changes the group alone', async () => {
    expect(told(await sandbox.plan(service({ types: ['c7g.large', 'c6g.large', 'm7g.large'] })))).toEqual([
      'aws_autoscaling_group.group: update',
    ]);
  });

  test('what somebody deleted is made again', async () => {
    await sandbox.world.change(({ resources }) => {
      resources.splice(
        resources.findIndex(({ type, id }) => type === 'aws_autoscaling_policy' && id === 'cpu'),
        1,
      );
    });
    expect(told(await sandbox.plan(service()))).toEqual(['aws_autoscaling_policy.cpu: create']);
    expectOk(await sandbox.apply(service()));
  });

  test('rejects a second group of the same name', async () => {
    const twice = service();
    const group = { ...twice.resource.aws_autoscaling_group, twin: twice.resource.aws_autoscaling_group.group };
    const outcome = await sandbox.apply({ ...twice, resource: { ...twice.resource, aws_autoscaling_group: group } });
    expect(faults(outcome)).toContain('aws_autoscaling_group with the same name already exists: shop');
    expectOk(await sandbox.apply(service()));
  });

  test('rejects an action in the past', async () => {
    const { resource, ...rest } = service();
    const late = {
      ...resource.aws_autoscaling_schedule.evening,
      scheduled_action_name: 'late',
      recurrence: undefined,
      start_time: '2031-03-03T11:59:00Z',
    };
    const outcome = await sandbox.apply({
      ...rest,
      resource: { ...resource, aws_autoscaling_schedule: { ...resource.aws_autoscaling_schedule, late } },
    });
    expect(faults(outcome)).toContain('Given start time is in the past');
    expectOk(await sandbox.apply(service()));
  });

  test('everything can be destroyed', async () => {
    expectOk(await sandbox.apply({}));
    expect(sandbox.world.resources).toEqual([]);
  });
});

// AWS moves what was planned as known, which only the SDK's consistency rules let pass: not in strict mode
describe('AWS that settles what it was told, in the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    expectOk(await sandbox.apply(service()));
  });
  afterAll(() => sandbox.stop());

  test('a group whose minimum is raised has that many instances, which is no difference', async () => {
    expectOk(await sandbox.apply(service({ min: 4 })));
    expect(sandbox.resource('aws_autoscaling_group').attributes).toMatchObject({ min_size: 4, desired_capacity: 4 });
    expect(told(await sandbox.plan(service({ min: 4 })))).toEqual([]);
    expectOk(await sandbox.apply(service()));
  });

  test('a world edited by hand shows in the plan', async () => {
    sandbox.edit('aws_autoscaling_group', { max_size: 99, desired_capacity: 50 });
    const changes = await sandbox.plan(service());
    expect(told(changes)).toEqual(['aws_autoscaling_group.group: update']);
    expect(changes[0]?.after).toMatchObject({ max_size: 12 });
    expectOk(await sandbox.apply(service()));
    expect(sandbox.resource('aws_autoscaling_group').attributes).toMatchObject({ max_size: 12, desired_capacity: 12 });
  });
});
