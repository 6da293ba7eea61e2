import { pagedService, synthesized } from './oncall';

test('a service lets severity decide, never resolves by itself, and never triggers again unless told', () => {
  expect(synthesized().resource.pagerduty_service['service-checkout']).toEqual({
    name: 'checkout',
    description: 'Turns a basket into a paid order',
    escalation_policy: '${pagerduty_escalation_policy.escalation-payments-default.id}',
    auto_resolve_timeout: 'null',
    acknowledgement_timeout: 'null',
    incident_urgency_rule: { type: 'constant', urgency: 'severity_based' },
  });
  const again = synthesized({ services: [pagedService({ retriggerAcknowledgedAfterMinutes: 30 })] });
  expect(again.resource.pagerduty_service['service-checkout'].acknowledgement_timeout).toBe('1800');
});

test('a service without a description still has one, and its links follow by name', () => {
  const links = { runbook: 'https://runbooks.example.com', 'on call': 'https://oncall.example.com' };
  const json = synthesized({ services: [pagedService({ description: '', links })] });
  expect(json.resource.pagerduty_service['service-checkout'].description).toBe(
    'Service checkout\non call: https://oncall.example.com\nrunbook: https://runbooks.example.com',
  );
});

test('one integration per environment, by its name', () => {
  expect(synthesized().resource.pagerduty_service_integration).toEqual(
    Object.fromEntries(
      ['production', 'staging'].map((name) => [
        `service-checkout_${name}`,
        { name, service: '${pagerduty_service.service-checkout.id}', type: 'events_api_v2_inbound_integration' },
      ]),
    ),
  );
});

test('free text arrives literally', () => {
  const services = [pagedService({ description: '${file("/etc/passwd")} %{ if true }', links: { '${x}': '%{y}' } })];
  const { resource } = synthesized({ services });
  expect(resource.pagerduty_team.team.description).toBe('Everything between a basket and $${file("/etc/passwd")}');
  expect(resource.pagerduty_service['service-checkout'].description).toBe(
    '$${file("/etc/passwd")} %%{ if true }\n$${x}: %%{y}',
  );
});
