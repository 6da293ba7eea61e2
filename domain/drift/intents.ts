import type { Service } from '../catalog/model';
import { runningEvent, sizesAt } from '../scaling/sizes-at';
import { type ManagedRule, strangerOf } from './firewall-rules';
import { underWay } from './instance-refresh';
import { plain, type RawFinding } from './three-way';

/** What the intents know beside the difference itself. */
export interface IntentContext {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** The service of the stack, where it is one's. */
  readonly service?: Service;
  /** Rules of security groups that are resources of their own, in this stack. */
  readonly firewallRules: readonly ManagedRule[];
}

export interface Intent {
  /** What `expected` says in a report. */
  readonly name: string;
  readonly kinds: readonly RawFinding['kind'][];
  readonly type: RegExp;
  /** Of the attribute's path without positions (`layer.users`); empty is the resource itself. */
  readonly attribute: RegExp;
  readonly why: string;
  readonly applies: (finding: RawFinding, context: IntentContext) => boolean;
}

/**
 * AWS may run a scheduled action up to two minutes late ("Scheduled scaling", considerations), and neither clock is
 * exact: so long before and after a boundary both of its sides are right.
 */
export const BOUNDARY_MINUTES = 5;
const MINUTE_MS = 60_000;

const always = () => true;
const both = ['drift', 'pending'] as const;

/**
 * Differences that the catalog, or a provider, means to happen. They are named, and no drift. The first row that fits
 * explains a difference; what no row explains is drift.
 */
export const intents: readonly Intent[] = [
  {
    name: 'autoscaler',
    kinds: both,
    type: /^aws_autoscaling_group$/,
    attribute: /^desired_capacity$/,
    why: 'the autoscaler moves the desired capacity between minimum and maximum',
    applies: ({ sides }) => {
      const { min_size, max_size, desired_capacity } = plain(sides.world);
      return Number(min_size) <= Number(desired_capacity) && Number(desired_capacity) <= Number(max_size);
    },
  },
  {
    name: 'event',
    kinds: ['drift'],
    type: /^aws_autoscaling_group$/,
    attribute: /^(min|max)_size$/,
    why: 'an event of the catalog runs, and sets this size',
    applies: (finding, { service, nowMs }) => {
      const event = service?.scaling && runningEvent(service.scaling, nowMs);
      return event?.[boundOf(finding)] !== undefined && event[boundOf(finding)] === sizeIn(finding, 'world');
    },
  },
  {
    name: 'schedule',
    kinds: ['drift'],
    type: /^aws_autoscaling_group$/,
    attribute: /^(min|max)_size$/,
    why: 'the schedule of the catalog gives this size at this time',
    applies: (finding, { service, nowMs }) =>
      hasTimes(service) && sizeAt(service, finding, nowMs) === sizeIn(finding, 'world'),
  },
  {
    name: 'boundary',
    kinds: both,
    type: /^aws_autoscaling_group$/,
    attribute: /^(min|max)_size$/,
    why: `an event or a window begins or ends within ${BOUNDARY_MINUTES} minutes`,
    applies: (finding, { service, nowMs }) =>
      hasTimes(service) && around(nowMs).some((atMs) => sizeAt(service, finding, atMs) === sizeIn(finding, 'world')),
  },
  {
    name: 'refresh',
    kinds: ['drift'],
    type: /^aws_autoscaling_group$/,
    attribute: /^instance_refresh\.status$/,
    why: 'AWS is replacing the instances, as a change of the group or its template asked for',
    applies: ({ sides }) => {
      const { instance_refresh } = plain(sides.world) as { instance_refresh?: { status?: string } };
      return underWay.includes(instance_refresh?.status ?? '');
    },
  },
  {
    name: 'fired',
    kinds: ['drift'],
    type: /^aws_autoscaling_schedule$/,
    attribute: /^start_time$/,
    why: 'AWS gives the next firing of a recurring action as its start',
    applies: ({ sides }, { nowMs }) => {
      const { recurrence, start_time } = plain(sides.world);
      const isComputed = sides.configured?.has('start_time') !== true;
      return isComputed && isText(recurrence) && instant(start_time) >= nowMs - BOUNDARY_MINUTES * MINUTE_MS;
    },
  },
  {
    name: 'spent',
    kinds: ['drift'],
    type: /^aws_autoscaling_schedule$/,
    attribute: /^$/,
    why: 'AWS deletes a scheduled action once it will not fire any more',
    applies: ({ sides, asCommitted }, { nowMs }) =>
      sides.world === null && asCommitted && lastInstant(plain(sides.applied)) <= nowMs + BOUNDARY_MINUTES * MINUTE_MS,
  },
  {
    name: 'boundary',
    kinds: both,
    type: /^aws_autoscaling_schedule$/,
    attribute: /^(start_time|end_time)?$/,
    why: `a scheduled action fires, or ends, within ${BOUNDARY_MINUTES} minutes`,
    applies: ({ sides, path }, { nowMs }) =>
      [sides.applied, sides.world, sides.wanted].some((side) => {
        const action = plain(side);
        // one that fires again and again neither comes nor goes by itself
        const times = path.length === 0 ? [lastInstant(action)] : [action.start_time, action.end_time].map(instant);
        return times.some((time) => Math.abs(time - nowMs) <= BOUNDARY_MINUTES * MINUTE_MS);
      }),
  },
  {
    name: 'own-rules',
    kinds: ['drift'],
    type: /^aws_security_group$/,
    attribute: /^(ingress|egress)\b/,
    why: 'the group shows the rules that are resources of their own',
    applies: (finding, { firewallRules }) =>
      finding.sides.configured?.has(String(finding.path[0])) !== true &&
      strangerOf(finding, firewallRules) === undefined,
  },
  {
    name: 'computed',
    kinds: both,
    type: /^pagerduty_schedule$/,
    attribute: /^(layer\.(rendered_coverage_percentage|id|start)|final_schedule\b.*)$/,
    why: 'PagerDuty works this out as time passes',
    applies: always,
  },
  {
    name: 'computed',
    kinds: both,
    type: /^pagerduty_service$/,
    attribute: /^(status|last_incident_timestamp|created_at)$/,
    why: 'PagerDuty tells the state of the service by it',
    applies: always,
  },
  {
    name: 'computed',
    kinds: ['drift'],
    type: /^(pagerduty_escalation_policy|grafana_rule_group)$/,
    attribute: /^rule\.(id|uid)$/,
    why: 'a step or a rule that was made again has another id',
    applies: always,
  },
  {
    name: 'computed',
    kinds: ['drift'],
    type: /^grafana_dashboard$/,
    attribute: /^(version|dashboard_id|url)$/,
    why: 'Grafana counts by it how often the dashboard was saved',
    applies: ({ sides }) => sides.configured !== undefined,
  },
  {
    name: 'computed',
    kinds: ['drift'],
    type: /^aws_autoscaling_group$/,
    attribute: /^(predicted_capacity|warm_pool_size|load_balancers|traffic_source\b.*)$/,
    why: 'AWS works this out',
    applies: ({ sides, path }) => sides.configured?.has(String(path[0])) !== true,
  },
  {
    name: 'as-committed',
    kinds: ['drift'],
    type: /./,
    attribute: /./,
    why: 'the world already is as the catalog says; the next apply only takes note',
    applies: ({ asCommitted }) => asCommitted,
  },
  {
    name: 'as-committed',
    kinds: ['drift'],
    type: /./,
    attribute: /^$/,
    why: 'the catalog no longer has it either',
    applies: ({ asCommitted }) => asCommitted,
  },
];

/** The intent that explains a difference; undefined for none. */
export function intentOf(finding: RawFinding, context: IntentContext): Intent | undefined {
  const attribute = finding.path.filter((step) => typeof step === 'string').join('.');
  return intents.find(
    (intent) =>
      intent.kinds.includes(finding.kind) &&
      intent.type.test(finding.sides.type) &&
      intent.attribute.test(attribute) &&
      intent.applies(finding, context),
  );
}

const boundOf = ({ path }: RawFinding) => (path[0] === 'min_size' ? 'min' : 'max');
const sizeIn = ({ sides, path }: RawFinding, side: 'world') => plain(sides[side])[String(path[0])];

function sizeAt(service: Service | undefined, finding: RawFinding, atMs: number): number | undefined {
  return service?.scaling && sizesAt(service.scaling, atMs)[boundOf(finding)];
}

/** Without a schedule or an event no size depends on the time. */
function hasTimes(service: Service | undefined): service is Service {
  return service?.scaling !== undefined && service.scaling.schedule.length + service.scaling.events.length > 0;
}

function around(nowMs: number): number[] {
  return Array.from({ length: 2 * BOUNDARY_MINUTES + 1 }, (_, at) => nowMs + (at - BOUNDARY_MINUTES) * MINUTE_MS);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

function instant(value: unknown): number {
  return isText(value) ? Date.parse(value as string) : Number.NaN;
}

/** When an action fires for the last time; never for a recurring one without an end. */
function lastInstant({ recurrence, start_time, end_time }: Readonly<Record<string, unknown>>): number {
  if (!isText(recurrence)) return instant(start_time);
  return isText(end_time) ? instant(end_time) : Number.POSITIVE_INFINITY;
}
