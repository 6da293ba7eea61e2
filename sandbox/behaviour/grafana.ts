import { type Behaviours, digits, type Making, sameJson, text } from '../provider/behaviour';
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
  const rules = resource.attributes.rule;
  if (resource.type !== 'grafana_rule_group' || !Array.isArray(rules)) return false;
  return rules
    .flatMap((rule) => (isMap(rule) ? (rule.notification_settings as Value[] | null) : null) ?? [])
    .some((settings) => isMap(settings) && settings.contact_point === contactPoint);
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
    equivalent: { config_json: sameJson },
  },
  grafana_contact_point: {
    unique: ['name'],
    id: inOrganization('name'),
    computed: { org_id, 'pagerduty.uid': ownUid, 'email.uid': ownUid, 'slack.uid': ownUid, 'webhook.uid': ownUid },
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
    equivalent: { 'rule.data.model': sameJson },
    refusesChange: ({ id, resource, world }) => {
      const taken = world.filter((other) => other.type === 'grafana_rule_group' && other.id !== id).flatMap(ruleUids);
      const own = ruleUids({ attributes: resource });
      const twice = own.find((uid, index) => taken.includes(uid) || own.indexOf(uid) !== index);
      return twice === undefined ? undefined : `an alert rule with uid ${twice} already exists`;
    },
  },
  grafana_message_template: { unique: ['name'], id: inOrganization('name'), computed: { org_id } },
  grafana_mute_timing: { unique: ['name'], id: inOrganization('name'), computed: { org_id } },
  grafana_data_source: { unique: ['uid'], id: inOrganization('uid'), computed: { org_id, uid: ownUid } },
};

function ruleUids(group: Pick<WorldResource, 'attributes'>): string[] {
  const rules = group.attributes.rule;
  return (Array.isArray(rules) ? rules : []).flatMap((rule) => (isMap(rule) ? [text(rule.uid)] : []));
}
