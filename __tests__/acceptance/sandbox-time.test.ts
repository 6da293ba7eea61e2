import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Trouble } from '../../sandbox/provider/trouble';
import { advance } from '../../sandbox/providers';
import { type Configuration, expectOk, faults, NOW, type Sandbox, startSandbox, told } from './sandbox-harness';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const text = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const [FROM, TO] = [NOW + 24 * HOUR, NOW + 48 * HOUR];

/** What is emitted at an instant for a group with an event: the group's sizes are those at now, spent actions drop out. */
function event(nowMs: number): Configuration {
  const running = FROM <= nowMs && nowMs < TO;
  const action = (name: string, startMs: number, min_size: number, max_size: number) =>
    nowMs < startMs
      ? {
          [name]: {
            scheduled_action_name: name,
            autoscaling_group_name: '${aws_autoscaling_group.group.name}',
            start_time: text(startMs),
            min_size,
            max_size,
            desired_capacity: -1,
          },
        }
      : {};
  return {
    resource: {
      aws_autoscaling_group: {
        group: {
          name: 'shop',
          min_size: running ? 20 : 2,
          max_size: running ? 40 : 10,
          launch_template: [{ id: 'lt-1', version: '1' }],
          vpc_zone_identifier: ['subnet-00000000000000001'],
          lifecycle: { ignore_changes: ['desired_capacity'] },
        },
      },
      aws_autoscaling_schedule: {
        ...action('start', FROM, 20, 40),
        ...action('end', TO, 2, 10),
        nightly: {
          scheduled_action_name: 'nightly',
          autoscaling_group_name: '${aws_autoscaling_group.group.name}',
          recurrence: '0 3 * * *',
          min_size: -1,
          max_size: -1,
          desired_capacity: -1,
        },
      },
    },
  };
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

test("an event's whole life: applied once, the plan is empty at every instant", async () => {
  expectOk(await sandbox.apply(event(NOW)));
  for (const nowMs of [NOW, FROM - 1000, FROM, FROM + 5 * HOUR, TO - 1000, TO, TO + 30 * HOUR]) {
    await advance(sandbox.world, nowMs);
    expect([text(nowMs), told(await sandbox.plan(event(nowMs)))]).toEqual([text(nowMs), []]);
  }
  expect(sandbox.resource('aws_autoscaling_group').attributes).toMatchObject({
    min_size: 2,
    max_size: 10,
    desired_capacity: 10,
  });
});

test('an apply in the middle of the event changes nothing', async () => {
  expectOk(await sandbox.apply(event(NOW)));
  await advance(sandbox.world, FROM + HOUR);
  expectOk(await sandbox.apply(event(FROM + HOUR)));
  expect(sandbox.resource('aws_autoscaling_group').attributes).toMatchObject({
    min_size: 20,
    max_size: 40,
    desired_capacity: 20,
  });
});

test('one that was compiled before the event would undo it, which the plan shows', async () => {
  expectOk(await sandbox.apply(event(NOW)));
  await advance(sandbox.world, FROM);
  expect(told(await sandbox.plan(event(NOW)))).toEqual([
    'aws_autoscaling_group.group: update',
    'aws_autoscaling_schedule.start: create',
  ]);
});

test('rejects two one-time actions of a group at the same instant', async () => {
  const { resource } = event(NOW);
  const schedules = resource?.aws_autoscaling_schedule ?? {};
  const twin = { ...schedules.start, scheduled_action_name: 'twin' };
  const outcome = await sandbox.apply({ resource: { ...resource, aws_autoscaling_schedule: { ...schedules, twin } } });
  expect(faults(outcome)).toContain('a scheduled action with the same start time exists');
});

describe('trouble on purpose', () => {
  const strike = (...troubles: Trouble[]) =>
    writeFileSync(join(dirname(sandbox.world.path), 'trouble.json'), JSON.stringify(troubles));

  test('an error hits the calls it names, as often as it says', async () => {
    strike({ of: 'aws_autoscaling_schedule', on: 'create', error: '429 Too Many Requests', times: 1 });
    expect(faults(await sandbox.apply(event(NOW)))).toContain('429 Too Many Requests');
    expectOk(await sandbox.apply(event(NOW)));
  });

  test('a read that fails is a plan that fails, never an empty one', async () => {
    expectOk(await sandbox.apply(event(NOW)));
    strike({ of: 'aws', on: 'read', error: 'timeout' });
    await expect(sandbox.plan(event(NOW))).rejects.toThrow('timeout');
  });

  test('a delay is a delay', async () => {
    strike({ of: 'aws_autoscaling_group', on: 'create', delayMs: 1500 });
    const begin = Date.now();
    expectOk(await sandbox.apply(event(NOW)));
    expect(Date.now() - begin).toBeGreaterThan(1500);
  });
});
