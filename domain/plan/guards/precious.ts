/** Resource types whose destruction costs more than making them again, and what is lost; a replacement destroys too. */
export interface Precious {
  readonly loses: string;
  /** Making it anew in the same step loses nothing. */
  readonly replaceable?: true;
}

/** What stands between a failure and the person who is to hear of it. */
export const paging: Readonly<Record<string, Precious>> = {
  pagerduty_service: { loses: 'its incidents, and the keys that alerts arrive with' },
  pagerduty_service_integration: {
    loses: 'the key that alerts arrive with: every page until its readers are applied too',
  },
  pagerduty_escalation_policy: { loses: 'who is notified of its incidents' },
  pagerduty_schedule: { loses: 'who is on call, and the overrides that people entered' },
  pagerduty_team: { loses: 'who belongs to it', replaceable: true },
  grafana_contact_point: { loses: 'the way from alerts to people' },
  grafana_rule_group: { loses: 'its alerts', replaceable: true },
  grafana_notification_policy: { loses: 'where alerts go' },
};

/** What holds data or running work. */
export const stateful: Readonly<Record<string, Precious>> = {
  aws_autoscaling_group: { loses: 'every instance at once' },
  aws_lb_target_group: { loses: 'the targets that requests go to' },
  aws_launch_template: { loses: 'the template of running instances', replaceable: true },
  aws_prometheus_workspace: { loses: 'every recorded series' },
  aws_sns_topic: { loses: 'its subscriptions' },
  aws_cloudwatch_log_group: { loses: 'its logs' },
  aws_s3_bucket: { loses: 'its objects' },
  aws_dynamodb_table: { loses: 'its items' },
  aws_db_instance: { loses: 'its data' },
  aws_rds_cluster: { loses: 'its data' },
  aws_ebs_volume: { loses: 'its data' },
  aws_efs_file_system: { loses: 'its data' },
  aws_kms_key: { loses: 'everything encrypted with it' },
  grafana_folder: { loses: 'the alerts and dashboards in it' },
  grafana_data_source: { loses: 'what queries refer to' },
};
