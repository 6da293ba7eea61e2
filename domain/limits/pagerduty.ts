import type { Cited, LimitsTable, Refusal, ResourceLimits } from './model';
import { pagerdutyTimeZones } from './pagerduty-time-zones';

/** PagerDuty's resources in use: what the provider's versions 3.30.8 and 3.32.4 have in common. */

const provider = (place: string) => `PagerDuty/terraform-provider-pagerduty, ${place}`;
const issue = (number: number) => provider(`issue ${number}`);
const schedule = provider('pagerduty/resource_pagerduty_schedule.go');
const policy = provider('pagerduty/resource_pagerduty_escalation_policy.go');
const service = provider('pagerduty/resource_pagerduty_service.go');
const integration = provider('pagerduty/resource_pagerduty_service_integration.go');
const dependency = provider('pagerdutyplugin/resource_pagerduty_service_dependency.go');
const team = provider('pagerdutyplugin/resource_pagerduty_team.go');
const api = 'PagerDuty REST API reference';

type At = Refusal['at'];

const range = (attribute: string, at: At, min: number, max: number, expected: string, source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'range', min, max },
  expected,
  source,
});

const pattern = (attribute: string, at: At, text: RegExp, expected: string, source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'pattern', pattern: text },
  expected,
  source,
});

const oneOf = (attribute: string, at: At, values: readonly string[], source: string): Refusal => ({
  attribute,
  at,
  accepts: { kind: 'oneOf', values },
  expected: `one of ${values.join(', ')}`,
  source,
});

/** Go's unicode.IsPrint (no control characters, no space but U+0020), none of five characters, no space at the end. */
const name = (source: string): Refusal =>
  pattern(
    'name',
    'validate',
    /^(?:[^\\/&<>\p{C}\p{Z}]| (?!$))+$/u,
    'text without \\ / & < > and without a space at the end',
    source,
  );

/** An empty description is not sent, so the old one stays. */
const descriptionStays = (source: string): Refusal =>
  pattern('description', 'plan', /./s, 'text that is not empty', `${source}, GetOk("description")`);

const described = (source: string, value = 'Managed by Terraform') => ({ attribute: 'description', value, source });

const atLeastOne = (attribute: string, source: string): Refusal =>
  range(attribute, 'validate', 1, Number.POSITIVE_INFINITY, 'at least one', source);

const replaces = (source: string, ...attributes: string[]): Cited<string>[] =>
  attributes.map((value) => ({ value, source }));

const daily = { attribute: 'type', is: 'daily_restriction' };
const weekly = { attribute: 'type', is: 'weekly_restriction' };
const dayOfWeek = 'layer.restriction.start_day_of_week';
const duration = 'layer.restriction.duration_seconds';

const pagerdutySchedule: ResourceLimits = {
  forcesReplacement: [],
  defaults: [described(schedule)],
  refusals: [
    {
      ...oneOf('time_zone', 'validate', pagerdutyTimeZones, provider('util/util.go, ValidateTZValueDiagFunc')),
      expected: "one of PagerDuty's time zones, such as Europe/Berlin or Etc/UTC",
    },
    atLeastOne('layer', schedule),
    pattern(
      'layer.start',
      'validate',
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
      'a time as RFC 3339 writes it',
      schedule,
    ),
    pattern(
      'layer.rotation_virtual_start',
      'validate',
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:00(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
      'a time on a full minute, as RFC 3339 writes it',
      provider('util/util.go, ValidateRFC3339'),
    ),
    range(
      'layer.rotation_turn_length_seconds',
      'validate',
      3_600,
      31_536_000,
      '3600 to 31536000 seconds: an hour to 365 days',
      schedule,
    ),
    atLeastOne('layer.users', schedule),
    oneOf('layer.restriction.type', 'validate', ['daily_restriction', 'weekly_restriction'], schedule),
    pattern(
      'layer.restriction.start_time_of_day',
      'validate',
      /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
      'a time of day as 09:00:00',
      schedule,
    ),
    range(dayOfWeek, 'validate', 1, 7, '1 (Monday) to 7', schedule),
    range(duration, 'validate', 1, 604_799, '1 to 604799 seconds: less than a week', schedule),
    { ...range(duration, 'plan', 1, 86_399, '1 to 86399 seconds: less than a day', schedule), when: daily },
    {
      attribute: dayOfWeek,
      when: daily,
      at: 'plan',
      accepts: { kind: 'absent' },
      expected: 'no day',
      source: schedule,
    },
    {
      attribute: dayOfWeek,
      when: weekly,
      at: 'plan',
      accepts: { kind: 'present' },
      expected: 'a day',
      source: schedule,
    },
  ],
  permanentDifferences: [
    descriptionStays(schedule),
    {
      ...atLeastOne('teams', `${schedule}, GetOk("teams")`),
      at: 'plan',
      expected: 'a team: removing the last is not sent',
    },
  ],
};

const pagerdutyEscalationPolicy: ResourceLimits = {
  forcesReplacement: [],
  defaults: [described(policy), { attribute: 'rule.target.type', value: 'user_reference', source: policy }],
  refusals: [
    name(policy),
    range('num_loops', 'validate', 0, 9, '0 to 9', policy),
    range('teams', 'validate', 0, 1, 'one team at most', policy),
    atLeastOne('rule', policy),
    // the web application asks for 3 minutes where a rule has several targets; the API takes 1 (issue 630)
    range('rule.escalation_delay_in_minutes', 'validate', 1, Number.POSITIVE_INFINITY, 'a minute or more', policy),
    range(
      'rule.target',
      'server',
      1,
      10,
      '1 to 10 targets (older accounts allow 5)',
      `${api}, EscalationRule.targets; ${issue(344)}`,
    ),
    oneOf('rule.target.type', 'validate', ['user_reference', 'schedule_reference'], policy),
  ],
  permanentDifferences: [descriptionStays(policy)],
};

const pagerdutyService: ResourceLimits = {
  forcesReplacement: [],
  defaults: [
    described(service),
    { attribute: 'auto_resolve_timeout', value: '14400', source: service },
    { attribute: 'acknowledgement_timeout', value: '1800', source: service },
  ],
  refusals: [
    name(service),
    pattern('auto_resolve_timeout', 'apply', /^(null|\d+)$/, 'seconds, or "null" for never', service),
    pattern('acknowledgement_timeout', 'apply', /^(null|\d+)$/, 'seconds, or "null" for never', service),
    oneOf('incident_urgency_rule.type', 'server', ['constant', 'use_support_hours'], `${api}, IncidentUrgencyRule`),
    oneOf('incident_urgency_rule.urgency', 'server', ['high', 'low', 'severity_based'], `${api}, IncidentUrgencyType`),
  ],
  permanentDifferences: [
    descriptionStays(service),
    pattern('auto_resolve_timeout', 'plan', /^(?!0+$)/, '"null": the API reads 0 as never', service),
  ],
};

const pagerdutyServiceIntegration: ResourceLimits = {
  forcesReplacement: replaces(integration, 'service', 'type', 'vendor'),
  defaults: [],
  refusals: [
    {
      attribute: 'name',
      at: 'server',
      accepts: { kind: 'present' },
      expected: 'a name: without one the server refuses, after 120 seconds of trying',
      source: integration,
    },
    oneOf(
      'type',
      'validate',
      [
        'aws_cloudwatch_inbound_integration',
        'cloudkick_inbound_integration',
        'event_transformer_api_inbound_integration',
        'events_api_v2_inbound_integration',
        'generic_email_inbound_integration',
        'generic_events_api_inbound_integration',
        'keynote_inbound_integration',
        'nagios_inbound_integration',
        'pingdom_inbound_integration',
        'sql_monitor_inbound_integration',
      ],
      integration,
    ),
    {
      attribute: 'vendor',
      when: { attribute: 'type', is: 'events_api_v2_inbound_integration' },
      at: 'validate',
      accepts: { kind: 'absent' },
      expected: 'no vendor: it excludes type',
      source: integration,
    },
  ],
  permanentDifferences: [],
};

const edge = (side: string, types: readonly string[]): Refusal[] => [
  range(`dependency.${side}`, 'validate', 1, 1, 'exactly one', dependency),
  oneOf(`dependency.${side}.type`, 'validate', types, dependency),
];

const pagerdutyServiceDependency: ResourceLimits = {
  forcesReplacement: replaces(
    dependency,
    'dependency',
    'dependency.dependent_service.id',
    'dependency.dependent_service.type',
    'dependency.supporting_service.id',
    'dependency.supporting_service.type',
  ),
  defaults: [],
  refusals: [
    atLeastOne('dependency', dependency),
    ...edge('supporting_service', ['business_service', 'business_service_reference', 'service']),
    ...edge('dependent_service', [
      'business_service',
      'business_service_reference',
      'service',
      'service_dependency',
      'technical_service_reference',
    ]),
  ],
  permanentDifferences: [
    range('dependency', 'plan', 1, 1, 'one edge per resource: only the first is made and read', dependency),
  ],
};

const teamText = (attribute: string, maxLength: number): Refusal => ({
  attribute,
  at: 'server',
  accepts: { kind: 'pattern', pattern: /./s, maxLength },
  expected: `1 to ${maxLength} characters`,
  source: `${api}, Team; aws-ia/cloudformation-pagerduty-resource-providers, pagerduty-teams-team.json`,
});

const pagerdutyTeam: ResourceLimits = {
  forcesReplacement: [],
  defaults: [described(team)],
  refusals: [teamText('name', 100), teamText('description', 1024)],
  permanentDifferences: [descriptionStays(team)],
};

export const pagerdutyLimits: LimitsTable = {
  pagerduty_escalation_policy: pagerdutyEscalationPolicy,
  pagerduty_schedule: pagerdutySchedule,
  pagerduty_service: pagerdutyService,
  pagerduty_service_dependency: pagerdutyServiceDependency,
  pagerduty_service_integration: pagerdutyServiceIntegration,
  pagerduty_team: pagerdutyTeam,
};
