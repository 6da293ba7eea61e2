import { synthesized } from './oncall';

test('an escalation names schedules and people, step by step', () => {
  const policy = synthesized().resource.pagerduty_escalation_policy['escalation-payments-default'];
  expect(policy).toMatchObject({
    name: 'payments payments-default',
    num_loops: 2,
    teams: ['${pagerduty_team.team.id}'],
  });
  expect(policy.rule).toEqual([
    {
      escalation_delay_in_minutes: 15,
      target: [{ type: 'schedule_reference', id: '${pagerduty_schedule.rotation-primary.id}' }],
    },
    {
      escalation_delay_in_minutes: 5,
      target: [
        { type: 'schedule_reference', id: '${pagerduty_schedule.rotation-secondary.id}' },
        { type: 'user_reference', id: expect.stringMatching(/^\$\{data\.pagerduty_user\.person-head-/) },
      ],
    },
  ]);
});
