import { type Behaviours, digits, type Making, sameInstant, text } from '../provider/behaviour';
import { isMap, type Value, type ValueMap } from '../provider/value';
import type { WorldResource } from '../world';

/** PagerDuty's ids are a `P` and six letters or digits. */
export function pagerDutyId(...seed: readonly string[]): string {
  return `P${Number.parseInt(digits(9, 'pagerduty', ...seed), 16)
    .toString(36)
    .toUpperCase()
    .padStart(6, '0')
    .slice(-6)}`;
}

const page = (folder: string) => (making: Making) => `${making.url}/${folder}/${making.id}`;
const partId = ({ id }: Making, here: ValueMap) => pagerDutyId(id, text(here.name), JSON.stringify(here));

function listed(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function targets(policy: WorldResource, id: string): boolean {
  return listed(policy.attributes.rule)
    .flatMap((rule) => (isMap(rule) ? listed(rule.target) : []))
    .some((target) => isMap(target) && target.id === id);
}

/**
 * A layer cannot start in the past: PagerDuty takes the time of the request instead, and the provider shows no
 * difference between two starts in the past (`util/util.go`, `SuppressScheduleLayerStartDiff`; issue 200).
 */
function startsNow({ resource, nowMs }: Making): ValueMap {
  const layer = listed(resource.layer).map((one) =>
    isMap(one) && instant(one.start) < nowMs
      ? { ...one, start: `${new Date(nowMs).toISOString().slice(0, 19)}Z` }
      : one,
  );
  return { ...resource, layer };
}

function sameStart(written: Value, existing: Value, nowMs: number): boolean {
  return sameInstant(written, existing) || (instant(written) <= nowMs && instant(existing) <= nowMs);
}

const instant = (value: Value | undefined) => Date.parse(text(value));

/** Layers that have ended are not read (`resource_pagerduty_schedule.go`, `flattenScheduleLayers`). */
function withoutEnded(found: ValueMap, _: ValueMap, nowMs: number): ValueMap {
  return { ...found, layer: listed(found.layer).filter((one) => !isMap(one) || !(instant(one.end) < nowMs)) };
}

/**
 * PagerDuty returns the targets of a rule in any order; the provider puts them into that of the state, and others
 * after them (`resource_pagerduty_escalation_policy.go`, `flattenEscalationRules`; pull request 937).
 */
function targetsInOrder(found: ValueMap, state: ValueMap): ValueMap {
  const rule = listed(found.rule).map((one, index) => {
    const former = listed(state.rule)[index];
    if (!isMap(one) || !isMap(former)) return one;
    const ids = listed(former.target).map((target) => (isMap(target) ? text(target.id) : ''));
    const place = (target: Value) =>
      isMap(target) && ids.includes(text(target.id)) ? ids.indexOf(text(target.id)) : ids.length;
    return { ...one, target: [...listed(one.target)].sort((a, b) => place(a) - place(b)) };
  });
  return { ...found, rule };
}

/**
 * Ids, links and refusals as the provider (3.32.4) and PagerDuty's API give them; who may not be deleted: issues 642,
 * 902 and 1081 of the provider.
 */
export const pagerDutyBehaviours: Behaviours = {
  pagerduty_team: {
    unique: ['name'],
    computed: { html_url: page('teams'), default_role: () => 'manager', description: () => 'Managed by Terraform' },
  },
  pagerduty_schedule: {
    unique: ['name'],
    computed: {
      'layer.id': partId,
      'layer.rendered_coverage_percentage': () => '100.00',
      final_schedule: () => [{ name: 'Final Schedule', rendered_coverage_percentage: '100.00' }],
    },
    settled: startsNow,
    seen: withoutEnded,
    equivalent: {
      'layer.start': sameStart,
      'layer.end': sameInstant,
      'layer.rotation_virtual_start': sameInstant,
    },
    refusesDelete: (schedule, world) =>
      world.some((other) => other.type === 'pagerduty_escalation_policy' && targets(other, schedule.id))
        ? "Schedule can't be deleted if it's being used by escalation policies"
        : undefined,
  },
  pagerduty_escalation_policy: {
    unique: ['name'],
    computed: { 'rule.id': partId },
    keeps: ['rule.escalation_rule_assignment_strategy'],
    seen: targetsInOrder,
    refusesDelete: (policy, world) =>
      world.some((other) => other.type === 'pagerduty_service' && other.attributes.escalation_policy === policy.id)
        ? "Escalation policy can't be deleted since it's being used by a service"
        : undefined,
  },
  pagerduty_service: {
    unique: ['name'],
    computed: {
      html_url: page('service-directory'),
      created_at: ({ nowMs }) => new Date(nowMs).toISOString(),
      status: () => 'active',
      type: () => 'service',
      alert_grouping_timeout: () => 'null',
    },
    // what it is without them is the service's own affair, or a grouping setting's
    keeps: ['alert_grouping_parameters', 'auto_pause_notifications_parameters', 'incident_urgency_rule'],
    equivalent: { alert_creation: () => true },
  },
  pagerduty_service_integration: {
    computed: {
      html_url: ({ url, resource, id }) => `${url}/services/${text(resource.service)}/integrations/${id}`,
      integration_key: ({ id, resource }) => digits(32, 'integration', id, text(resource.service)),
      integration_email: () => '',
      type: () => 'events_api_v2_inbound_integration',
    },
  },
  pagerduty_service_dependency: {
    id: (resource) => `D${pagerDutyId('dependency', JSON.stringify(resource.dependency)).slice(1)}`,
    computed: { 'dependency.type': () => 'service_dependency' },
  },
};
