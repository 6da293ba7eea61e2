import { synthesized } from './oncall';

test('a schedule holds the layer of its rotation, with the members in their order', () => {
  const primary = synthesized().resource.pagerduty_schedule['rotation-primary'];
  expect(primary).toEqual({
    name: 'payments primary',
    description: 'Rotation primary of team payments',
    time_zone: 'Europe/Berlin',
    teams: ['${pagerduty_team.team.id}'],
    lifecycle: { create_before_destroy: true },
    layer: [
      {
        name: 'primary',
        start: '2024-01-01T00:00:00Z',
        rotation_virtual_start: expect.stringMatching(/^202[34]-\d\d-\d\dT\d\d:00:00Z$/),
        rotation_turn_length_seconds: 604_800,
        users: ['ada', 'grace', 'linus'].map((name) => expect.stringMatching(`person-${name}-example-com-.*id`)),
      },
    ],
  });
});

test('hours become restrictions', () => {
  const [layer] = synthesized().resource.pagerduty_schedule['rotation-office'].layer;
  expect(layer.restriction).toHaveLength(5);
  expect(layer.restriction[0]).toEqual({
    type: 'weekly_restriction',
    start_time_of_day: '09:00:00',
    start_day_of_week: 1,
    duration_seconds: 28_800,
  });
});
