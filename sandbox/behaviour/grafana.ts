import { type Behaviours, canonical, digits, type Making, text } from '../provider/behaviour';
import { isMap, type Value, type ValueMap } from '../provider/value';
import type { WorldResource } from '../world';

const ORGANIZATION = '1';
const inOrganization = (name: string) => (resource: ValueMap) => `${ORGANIZATION}:${text(resource[name])}`;
const ownUid = ({ resource }: Making, here: ValueMap) =>
  digits(14, 'grafana', text(resource.name), text(here.name), text(here.ref_id), text(resource.title));
const nextVersion = ({ prior }: Making) => Number(prior?.version ?? 0) + 1;
const org_id = () => ORGANIZATION;

/** The uid that a dashboard's JSON carries. */
function uidOf(json: Value | undefined): string {
  try {
    return String((JSON.parse(text(json)) as { uid?: unknown }).uid ?? '');
  } catch {
    return '';
  }
}

/** The server makes one up where the JSON has none. */
const dashboardUid = (dashboard: ValueMap) => uidOf(dashboard.config_json) || digits(14, text(dashboard.config_json));

function receives(resource: WorldResource, contactPoint: string): boolean {
  if (resource.type !== 'grafana_rule_group') return false;
  return rulesOf(resource.attributes)
    .flatMap((rule) => (rule.notification_settings as Value[] | null) ?? [])
    .some((settings) => isMap(settings) && settings.contact_point === contactPoint);
}

/** Sorted keys and no white space, as Go's encoding/json writes it. */
function goJson(value: ValueMap): string {
  const codes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return canonical(value).replace(/[<>&\u2028\u2029]/g, (one) => codes[one] ?? `\\u${one.charCodeAt(0).toString(16)}`);
}

function rewritten(json: Value, change: (document: ValueMap) => ValueMap): Value {
  try {
    return goJson(change(JSON.parse(text(json)) as ValueMap));
  } catch {
    return json;
  }
}

/** What Grafana fills in by itself is left out (`resource_alerting_rule_group.go`, `normalizeModelJSON`; issue 948). */
const normalModel = (model: Value): Value =>
  rewritten(model, ({ intervalMs, maxDataPoints, ...rest }) => ({
    ...rest,
    ...(intervalMs === undefined || intervalMs === 1_000 ? {} : { intervalMs }),
    ...(maxDataPoints === undefined || maxDataPoints === 43_200 ? {} : { maxDataPoints }),
  }));

/** What Grafana counts is left out, the ids of panels too (`resource_dashboard.go`, `NormalizeDashboardConfigJSON`). */
const normalDashboard = (config: Value): Value =>
  rewritten(config, ({ id: _id, version: _version, ...rest }) => {
    const { panels } = rest;
    if (!Array.isArray(panels)) return rest;
    return { ...rest, panels: panels.map((panel) => (isMap(panel) ? withoutId(panel) : panel)) };
  });

function withoutId({ id: _, ...panel }: ValueMap): ValueMap {
  return panel;
}

const same = (normal: (value: Value) => Value) => (written: Value, existing: Value) =>
  normal(written) === normal(existing);

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** The server writes `10m` as `10m0s` (`resource_alerting_rule_group.go`, the `DiffSuppressFunc` of `for`). */
function sameDuration(written: Value, existing: Value): boolean {
  const seconds = (value: Value) =>
    [...text(value).matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)].reduce(
      (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? 0),
      0,
    );
  return seconds(written) === seconds(existing);
}

/** Ids and refusals as the provider's documentation and source (4.45.1) give them. */
export const grafanaBehaviours: Behaviours = {
  grafana_folder: {
    unique: ['uid'],
    id: inOrganization('uid'),
    computed: { org_id, uid: ownUid, url: ({ url, resource }) => `${url}/dashboards/f/${text(resource.uid)}` },
    refusesDelete: (folder, world) =>
      folder.attributes.prevent_destroy_if_not_empty === true &&
      world.some(({ type, attributes }) => type === 'grafana_dashboard' && attributes.folder === folder.attributes.uid)
        ? 'the folder is not empty, and prevent_destroy_if_not_empty is set'
        : undefined,
  },
  grafana_dashboard: {
    unique: ['uid'],
    id: (resource) => `${ORGANIZATION}:${dashboardUid(resource)}`,
    computed: {
      org_id,
      uid: ({ resource }) => dashboardUid(resource),
      url: ({ url, id }) => `${url}/d/${id.slice(ORGANIZATION.length + 1)}`,
      version: nextVersion,
      dashboard_id: ({ id }) => Number.parseInt(digits(7, id), 16),
    },
    recomputed: ['version'],
    normal: { config_json: normalDashboard },
    equivalent: { config_json: same(normalDashboard) },
  },
  grafana_contact_point: {
    unique: ['name'],
    id: inOrganization('name'),
    computed: { org_id, 'pagerduty.uid': ownUid },
    // issue 769 of the provider: Grafana keeps a contact point that a rule refers to
    refusesDelete: (contactPoint, world) =>
      world.some((resource) => receives(resource, text(contactPoint.attributes.name)))
        ? 'the contact point is in use by one or more alert rules'
        : undefined,
  },
  grafana_rule_group: {
    unique: ['folder_uid', 'name'],
    id: (resource) => `${ORGANIZATION}:${text(resource.folder_uid)}:${text(resource.name)}`,
    computed: { org_id, 'rule.uid': ownUid },
    normal: { 'rule.data.model': normalModel },
    equivalent: {
      'rule.data.model': same(normalModel),
      'rule.for': sameDuration,
      'rule.keep_firing_for': sameDuration,
    },
    refusesChange: ({ id, config, resource, world }) => {
      const fault = rulesOf(config).map(ruleFault).find(Boolean);
      if (fault !== undefined) return fault;
      const taken = world.filter((other) => other.type === 'grafana_rule_group' && other.id !== id).flatMap(ruleUids);
      const own = ruleUids({ attributes: resource });
      const twice = own.find((uid, index) => taken.includes(uid) || own.indexOf(uid) !== index);
      if (twice !== undefined) return `an alert rule with uid ${twice} already exists`;
      const title = titleTaken(id, resource, world);
      return title === undefined ? undefined : `rule with name "${title}" already exists in the folder`;
    },
  },
};

/** What an alert has and a recording rule may not have. */
const ONLY_OF_ALERTS = [
  'condition',
  'for',
  'keep_firing_for',
  'no_data_state',
  'exec_err_state',
  'missing_series_evals_to_resolve',
];
/** Labels that a grouping of a rule's own has to keep (`pkg/services/ngalert/models/notifications.go`). */
const GROUPED_BY = ['alertname', 'grafana_folder'];

/**
 * What nobody sees before a rule is applied: the provider looks at `record` and `condition` then
 * (`resource_alerting_rule_group.go`, `unpackAlertRule`), the server at the node and the grouping.
 */
function ruleFault(rule: ValueMap): string | undefined {
  const listed = (value: Value | undefined) => (Array.isArray(value) ? value : []);
  if (listed(rule.record).length > 0) {
    const mixed = ONLY_OF_ALERTS.find((name) => (rule[name] ?? null) !== null);
    return mixed && `conflicting fields "record" and "${mixed}"`;
  }
  const nodes = listed(rule.data).map((node) => (isMap(node) ? text(node.ref_id) : ''));
  if (!nodes.includes(text(rule.condition)))
    return `condition ${JSON.stringify(rule.condition)} is no node of the rule`;
  const groupings = listed(rule.notification_settings).map((one) => listed(isMap(one) ? one.group_by : undefined));
  const missing = GROUPED_BY.find((label) =>
    groupings.some((by) => by.length > 0 && !by.includes('...') && !by.includes(label)),
  );
  return missing && `group by override must contain the label ${missing}`;
}

/** A title is one rule's within a folder (`resource_alerting_rule_group.go`, `putAlertRuleGroup`). */
function titleTaken(id: string, group: ValueMap, world: readonly WorldResource[]): string | undefined {
  const titles = (attributes: ValueMap) => rulesOf(attributes).map((rule) => text(rule.name));
  const others = world
    .filter((one) => one.type === 'grafana_rule_group' && one.id !== id)
    .filter(({ attributes }) => attributes.folder_uid === group.folder_uid)
    .flatMap(({ attributes }) => titles(attributes));
  return titles(group).find((title, index, own) => others.includes(title) || own.indexOf(title) !== index);
}

function ruleUids({ attributes }: Pick<WorldResource, 'attributes'>): string[] {
  return rulesOf(attributes).map((rule) => text(rule.uid));
}

function rulesOf({ rule }: ValueMap): ValueMap[] {
  return (Array.isArray(rule) ? rule : []).filter(isMap);
}
