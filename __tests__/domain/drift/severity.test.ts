import { severities, severityOf } from '../../../domain/drift/severity';

test.each([
  ['aws_security_group', 'ingress[0]', 'critical'],
  ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', 'critical'],
  ['aws_security_group', 'tags.team', 'info'],
  ['grafana_rule_group', 'rule[0].is_paused', 'critical'],
  ['grafana_rule_group', 'rule[3].annotations.summary', 'info'],
  ['grafana_rule_group', '', 'critical'],
  ['pagerduty_schedule', 'layer[0].users', 'critical'],
  ['pagerduty_escalation_policy', 'rule[2]', 'critical'],
  ['pagerduty_service', 'escalation_policy', 'critical'],
  ['pagerduty_service', 'acknowledgement_timeout', 'warning'],
  ['aws_autoscaling_group', 'max_size', 'warning'],
  ['aws_autoscaling_group', '', 'critical'],
  ['aws_autoscaling_schedule', '', 'warning'],
  ['aws_launch_template', 'metadata_options[0].http_tokens', 'critical'],
  ['aws_iam_role', 'assume_role_policy', 'critical'],
  ['grafana_dashboard', 'config_json.title', 'info'],
  ['anything_else', 'name', 'warning'],
])('%s %s is %s', (type, attribute, severity) => {
  expect(severityOf(type, attribute)).toBe(severity);
});

test('every row of the table decides something', () => {
  const decided = new Set<object>();
  for (const type of [
    'aws_security_group',
    'grafana_rule_group',
    'grafana_dashboard',
    'grafana_folder',
    'pagerduty_schedule',
    'pagerduty_service',
    'aws_iam_role',
    'aws_launch_template',
    'aws_autoscaling_schedule',
    'aws_lb_target_group',
  ]) {
    for (const attribute of [
      '',
      'tags.a',
      'rule[0].annotations.b',
      'escalation_policy',
      'metadata_options[0].x',
      'other',
    ]) {
      const row = severities.find((one) => one.type.test(type) && one.attribute.test(attribute));
      if (row) decided.add(row);
    }
  }
  expect(severities.filter((row) => !decided.has(row))).toEqual([]);
});
