import type { PlanDocument } from '../plan/document';
import { isMap } from '../plan/value';
import { knownResources } from './known-resources';
import { shellWord } from './shell-word';
import { type RawFinding, type ThreeSides, unplanned } from './three-way';

/** One instance refresh of an Auto Scaling group. */
export interface InstanceRefresh {
  /** In AWS' own words, such as `InProgress` or `Failed`. */
  readonly status: string;
  /** Of the instances that were replaced; null before AWS knows it. */
  readonly percent: number | null;
  /** Why it stands where it stands; null where AWS says nothing. */
  readonly reason: string | null;
  /** Epoch milliseconds; null for one that has not begun. */
  readonly startedMs: number | null;
}

/** A group as the plan found it in the world. */
export interface KnownGroup {
  /** As Terraform writes it. */
  readonly address: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A group, and its refreshes of the last weeks, as AWS tells them. */
export interface RefreshedGroup {
  readonly group: KnownGroup;
  readonly refreshes: readonly InstanceRefresh[];
}

/** Of a refresh that may still get through; whatever is neither among these nor a success went wrong. */
export const underWay: readonly string[] = ['Pending', 'InProgress', 'Baking'];
const succeeded = 'Successful';

/** The groups of a stack that exist. */
export function groupsOf(plan: PlanDocument): KnownGroup[] {
  return knownResources(plan).flatMap(({ address, isData, type, values }) =>
    type === 'aws_autoscaling_group' && !isData && typeof values.name === 'string'
      ? [{ address, name: values.name, attributes: values }]
      : [],
  );
}

/**
 * What Terraform cannot see: the provider starts a refresh and does not wait for it, so a group whose refresh failed
 * plans as clean while its instances are of two templates. undefined where the last one got through, or there is none.
 */
export function refreshFinding({ group, refreshes }: RefreshedGroup): RawFinding | undefined {
  const last = latest(refreshes);
  if (last === undefined || last.status === succeeded) return undefined;
  const side = (status: string): NonNullable<ThreeSides['world']> => ({
    name: group.name,
    instance_refresh: { status },
  });
  const applied = side(succeeded);
  return {
    kind: 'drift',
    sides: {
      ...unplanned,
      address: group.address,
      type: 'aws_autoscaling_group',
      applied,
      world: side(last.status),
      wanted: applied,
    },
    path: ['instance_refresh', 'status'],
    before: succeeded,
    after: [
      last.status,
      last.percent === null ? '' : ` at ${last.percent} %`,
      last.reason ? `: ${last.reason}` : '',
    ].join(''),
    reverted: false,
    asCommitted: false,
    told: {
      why: 'the last instance refresh did not get through, and no apply repeats it: some instances may still be of the former template',
      byHand: startCommand(group),
    },
  };
}

/** One that has not begun is the newest. */
function latest(refreshes: readonly InstanceRefresh[]): InstanceRefresh | undefined {
  const when = ({ startedMs }: InstanceRefresh) => startedMs ?? Number.POSITIVE_INFINITY;
  return refreshes.reduce<InstanceRefresh | undefined>(
    (last, one) => (last === undefined || when(one) > when(last) ? one : last),
    undefined,
  );
}

/** Starts a refresh again, as carefully as the group's own: with its checkpoints and its alarms. */
function startCommand({ name, attributes }: KnownGroup): string {
  const region = String(attributes.arn ?? '').split(':')[3];
  const [refresh] = Array.isArray(attributes.instance_refresh) ? attributes.instance_refresh : [];
  const preferences = isMap(refresh) ? asApi(refresh.preferences) : undefined;
  return [
    'aws autoscaling start-instance-refresh',
    ...(region ? [`--region ${region}`] : []),
    `--auto-scaling-group-name ${shellWord(name)}`,
    ...(isMap(preferences) ? [`--preferences ${shellWord(JSON.stringify(preferences))}`] : []),
  ].join(' ');
}

/** A block as Terraform keeps it (a list of one, numbers as text) → as the API takes it. */
function asApi(value: unknown): unknown {
  if (Array.isArray(value)) return isMap(value[0]) ? asApi(value[0]) : value;
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  if (!isMap(value)) return value;
  const set = Object.entries(value).filter(([, item]) => item !== null && !(Array.isArray(item) && item.length === 0));
  return Object.fromEntries(set.map(([key, item]) => [pascal(key), asApi(item)]));
}

const pascal = (snake: string) => snake.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
