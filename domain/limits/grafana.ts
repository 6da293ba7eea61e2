import type { LimitsTable, Refusal } from './model';

/**
 * Grafana's resources in use, for provider 4.45.1 and Grafana 12.1 or newer. Where an attribute holds JSON text, its
 * path goes on into the text: `config_json.uid`, `rule.data.model.intervalMs`.
 */

const provider = (file: string) => `terraform-provider-grafana, internal/resources/grafana/${file}`;
const folder = provider('resource_folder.go');
const contactPoint = provider('resource_alerting_contact_point.go');
const dashboard = provider('resource_dashboard.go');
const ruleGroup = provider('resource_alerting_rule_group.go');
const uidLength = 'grafana, pkg/util/shortid_generator.go: uids of more than 40 characters are refused';

const organisation = { value: 'org_id', source: provider('oss_org_id.go') };

/** Characters and length of a uid are refused in two places, the length by the server alone. */
function uid(attribute: string, charactersAt: Refusal['at'], source: string): Refusal[] {
  return [
    {
      attribute,
      at: charactersAt,
      accepts: { kind: 'pattern', pattern: /^[a-zA-Z0-9_-]+$/ },
      expected: 'letters, digits, - and _',
      source,
    },
    {
      attribute,
      at: 'server',
      accepts: { kind: 'pattern', pattern: /^.*$/s, maxLength: 40 },
      expected: 'at most 40 characters',
      source: uidLength,
    },
  ];
}

function notEmpty(attribute: string, source: string, maxLength?: number): Refusal {
  const expected = maxLength === undefined ? 'text that is not empty' : `1 to ${maxLength} characters`;
  const accepts = { kind: 'pattern', pattern: /\S/, ...(maxLength === undefined ? {} : { maxLength }) } as const;
  return { attribute, at: 'server', accepts, expected, source };
}

/** common.ValidateDurationWithDays: Go's durations, and days and weeks as strfmt reads them. */
const duration = (attribute: string): Refusal => ({
  attribute,
  at: 'validate',
  accepts: { kind: 'pattern', pattern: /^(0|(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+)$/ },
  expected: 'a duration such as 5m or 1h30m',
  source: `${ruleGroup}, ValidateDurationWithDays`,
});

const state = (attribute: string, values: readonly string[]): Refusal => ({
  attribute,
  at: 'server',
  accepts: { kind: 'oneOf', values },
  expected: `one of ${values.join(', ')}`,
  source: 'grafana, pkg/services/ngalert/models/alert_rule.go, NoDataStateFromString and ErrStateFromString',
});

const json = (attribute: string, source: string): Refusal => ({
  attribute,
  at: 'validate',
  accepts: { kind: 'pattern', pattern: /^\s*\{.*\}\s*$/s },
  expected: 'a JSON object',
  source,
});

/** Prometheus prints `60s` as `1m`, and the provider compares texts: every plan would change them back. */
const canonicalDuration = (attribute: string): Refusal => ({
  attribute,
  at: 'plan',
  accepts: {
    kind: 'pattern',
    pattern: /^(0s|[1-9]\d?w|[1-6]d|(?=\d)(([1-9]|1\d|2[0-3])h)?([1-5]?[1-9]m|[1-5]0m)?([1-5]?[1-9]s|[1-5]0s)?)$/,
  },
  expected: 'the form that Prometheus prints: 1m instead of 60s, 4h instead of 240m, 1d instead of 24h',
  source: 'measured with 4.45.1; prometheus/common, model/time.go, Duration.String',
});

export const grafanaLimits: LimitsTable = {
  grafana_folder: {
    forcesReplacement: [{ value: 'uid', source: folder }, organisation],
    defaults: [{ attribute: 'prevent_destroy_if_not_empty', value: false, source: folder }],
    refusals: [
      ...uid('uid', 'validate', `${folder}, folderUIDValidation`),
      notEmpty('title', 'grafana, pkg/services/dashboards/errors.go, ErrFolderTitleEmpty'),
    ],
    permanentDifferences: [],
  },
  grafana_contact_point: {
    forcesReplacement: [
      { value: 'name', source: contactPoint },
      { value: 'disable_provenance', source: contactPoint },
      organisation,
    ],
    defaults: [
      { attribute: 'disable_provenance', value: false, source: contactPoint },
      { attribute: 'pagerduty.disable_resolve_message', value: false, source: contactPoint },
    ],
    refusals: [
      notEmpty('name', 'grafana, pkg/services/ngalert: a receiver has a name'),
      {
        attribute: 'pagerduty',
        at: 'validate',
        accepts: { kind: 'present' },
        expected: 'a notifier; of the kinds that there are, only PagerDuty is in use',
        source: `${contactPoint}, AtLeastOneOf`,
      },
    ],
    permanentDifferences: [
      {
        attribute: 'pagerduty.settings',
        at: 'plan',
        accepts: { kind: 'absent' },
        expected: 'the typed attributes of the block, and no settings',
        source: 'terraform-provider-grafana #1525',
      },
    ],
  },
  grafana_dashboard: {
    forcesReplacement: [{ value: 'config_json.uid', source: `${dashboard}, CustomizeDiff` }, organisation],
    defaults: [],
    refusals: [
      json('config_json', `${dashboard}, validateDashboardConfigJSON`),
      ...uid('config_json.uid', 'server', 'grafana, pkg/util/shortid_generator.go, IsValidShortUID'),
      notEmpty('config_json.title', 'grafana, pkg/services/dashboards/errors.go, ErrDashboardTitleEmpty'),
    ],
    permanentDifferences: [],
  },
  grafana_rule_group: {
    forcesReplacement: [{ value: 'name', source: ruleGroup }, { value: 'folder_uid', source: ruleGroup }, organisation],
    defaults: [
      { attribute: 'disable_provenance', value: false, source: ruleGroup },
      { attribute: 'rule.is_paused', value: false, source: ruleGroup },
      { attribute: 'rule.no_data_state', value: 'NoData', source: ruleGroup },
      { attribute: 'rule.exec_err_state', value: 'Alerting', source: ruleGroup },
    ],
    refusals: [
      ...uid('folder_uid', 'validate', `${ruleGroup}, folderUIDValidation`),
      ...uid('rule.uid', 'server', 'grafana, pkg/util/shortid_generator.go, IsValidShortUID'),
      notEmpty('name', 'grafana, pkg/services/ngalert/store/alert_rule.go, AlertRuleMaxRuleGroupNameLength', 190),
      notEmpty('rule.name', 'grafana, pkg/services/ngalert/store/alert_rule.go, AlertRuleMaxTitleLength', 190),
      {
        attribute: 'interval_seconds',
        at: 'server',
        accepts: { kind: 'multipleOf', of: 10 },
        expected: 'a multiple of 10 seconds, the scheduler’s base interval',
        source: 'grafana, pkg/services/ngalert/models/alert_rule.go, ValidateRuleGroupInterval',
      },
      {
        attribute: 'interval_seconds',
        at: 'server',
        accepts: { kind: 'range', min: 10, max: 2_147_483_647 },
        expected: 'at least 10 seconds',
        source: 'grafana, pkg/services/ngalert/models/alert_rule.go, ValidateRuleGroupInterval',
      },
      duration('rule.for'),
      duration('rule.keep_firing_for'),
      state('rule.no_data_state', ['OK', 'NoData', 'KeepLast', 'Alerting']),
      state('rule.exec_err_state', ['OK', 'Error', 'KeepLast', 'Alerting']),
      json('rule.data.model', `${ruleGroup}, StringIsJSON`),
      {
        attribute: 'rule.data.relative_time_range.from',
        at: 'server',
        accepts: { kind: 'range', min: 1, max: Number.MAX_SAFE_INTEGER },
        expected: 'seconds above 0, since a range of 0 to 0 is none',
        source: 'grafana, pkg/services/ngalert/models/alert_query.go, RelativeTimeRange.isValid',
      },
      {
        attribute: 'rule.missing_series_evals_to_resolve',
        at: 'server',
        accepts: { kind: 'range', min: 1, max: Number.MAX_SAFE_INTEGER },
        expected: 'a whole number from 1',
        source: 'grafana, pkg/services/ngalert/models/alert_rule.go, MissingSeriesEvalsToResolve',
      },
      {
        attribute: 'rule.record.metric',
        at: 'server',
        accepts: { kind: 'pattern', pattern: /^[a-zA-Z_:][a-zA-Z0-9_:]*$/ },
        expected: 'a Prometheus metric name',
        source: 'grafana, pkg/services/ngalert/api/validation, IsValidMetricName',
      },
    ],
    permanentDifferences: [
      canonicalDuration('rule.notification_settings.group_wait'),
      canonicalDuration('rule.notification_settings.group_interval'),
      canonicalDuration('rule.notification_settings.repeat_interval'),
    ],
  },
};
