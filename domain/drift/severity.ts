import type { ChangeSeverity } from '../diff/model';

interface SeverityRow {
  readonly type: RegExp;
  /** Of the path of the attribute; empty is the resource itself. */
  readonly attribute: RegExp;
  readonly severity: ChangeSeverity;
}

/**
 * How bad it is that somebody changed something behind the catalog's back: `critical` opens a door, or a page may not
 * reach anybody; `warning` is capacity and behaviour; `info` is what only readers see. The first row that fits decides.
 */
export const severities: readonly SeverityRow[] = [
  { type: /./, attribute: /^(tags|tags_all|tag|description|labels_all)\b/, severity: 'info' },
  { type: /^grafana_rule_group$/, attribute: /^rule\[\d+\]\.annotations\b/, severity: 'info' },
  {
    type: /^grafana_(rule_group|contact_point|mute_timing|notification_policy)$/,
    attribute: /./,
    severity: 'critical',
  },
  { type: /^grafana_dashboard$/, attribute: /./, severity: 'info' },
  { type: /^grafana_folder$/, attribute: /./, severity: 'warning' },
  { type: /^pagerduty_(schedule|escalation_policy|service_integration)$/, attribute: /./, severity: 'critical' },
  { type: /^pagerduty_service$/, attribute: /^(escalation_policy|incident_urgency_rule|name)\b/, severity: 'critical' },
  { type: /^aws_(vpc_)?security_group/, attribute: /./, severity: 'critical' },
  { type: /^aws_iam_/, attribute: /./, severity: 'critical' },
  {
    type: /^aws_launch_template$/,
    attribute: /^(metadata_options|iam_instance_profile|network_interfaces)\b/,
    severity: 'critical',
  },
  {
    type: /^(aws_autoscaling_schedule|grafana_dashboard|pagerduty_service_dependency)$/,
    attribute: /^$/,
    severity: 'warning',
  },
  { type: /./, attribute: /^$/, severity: 'critical' },
  { type: /./, attribute: /./, severity: 'warning' },
];

export function severityOf(type: string, attribute: string): ChangeSeverity {
  const row = severities.find((one) => one.type.test(type) && one.attribute.test(attribute));
  return row?.severity ?? 'warning';
}
