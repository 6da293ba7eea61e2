import { isMap } from '../plan/value';
import type { KnownResource } from './known-resources';
import { shellWord } from './shell-word';
import { plain, type RawFinding, unplanned } from './three-way';

/** A rule of a security group that is a resource of its own. */
export interface ManagedRule {
  readonly direction: 'ingress' | 'egress';
  /** Id of the group it belongs to. */
  readonly group: unknown;
  /** One port range, one protocol, one source. */
  readonly key: string;
}

const types: Readonly<Record<string, ManagedRule['direction']>> = {
  aws_vpc_security_group_ingress_rule: 'ingress',
  aws_vpc_security_group_egress_rule: 'egress',
};

/** A resource of a stack as a rule; undefined where it is none. */
export function managedRule(type: string, values: Readonly<Record<string, unknown>>): ManagedRule | undefined {
  const direction = types[type];
  if (direction === undefined) return undefined;
  const { ip_protocol, from_port, to_port, cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id } =
    values;
  const source = cidr_ipv4 ?? cidr_ipv6 ?? prefix_list_id ?? referenced_security_group_id;
  return { direction, group: values.security_group_id, key: keyOf(ip_protocol, from_port, to_port, source) };
}

/** For all protocols (`-1`) AWS shows the ports as 0, and a rule of its own leaves them out. */
function keyOf(protocol: unknown, from: unknown, to: unknown, source: unknown): string {
  const ports = String(protocol) === '-1' ? [0, 0] : [from ?? -1, to ?? -1];
  // a group of another account is shown with the account before it
  return [
    protocol,
    ...ports,
    String(source).split('/').length === 2 && String(source).includes('sg-') ? String(source).split('/')[1] : source,
  ].join(' ');
}

const SOURCES = [
  ['cidr_blocks', 'IpRanges', 'CidrIp'],
  ['ipv6_cidr_blocks', 'Ipv6Ranges', 'CidrIpv6'],
  ['prefix_list_ids', 'PrefixListIds', 'PrefixListId'],
  ['security_groups', 'UserIdGroupPairs', 'GroupId'],
] as const;

/** A rule as a group shows it, with those of its sources alone that the stack does not make. */
type Stranger = Readonly<Record<string, unknown>>;

/** AWS shows rules of one port range and protocol as one: somebody's own source may stand beside the stack's. */
function strangerIn(shown: unknown, own: readonly ManagedRule[]): Stranger | undefined {
  if (!isMap(shown)) return undefined;
  const known = new Set(own.map(({ key }) => key));
  const strange = (source: unknown) => !known.has(keyOf(shown.protocol, shown.from_port, shown.to_port, source));
  const sources = SOURCES.map(([name]) => [name, listIn(shown, name).filter(strange)] as const);
  const isStranger = shown.self === true || sources.some(([, some]) => some.length > 0);
  return isStranger ? { ...shown, ...Object.fromEntries(sources) } : undefined;
}

/** What of the rule that a finding is about is none of the stack's; undefined where all of it is, or it is gone. */
export function strangerOf({ sides, path, after }: RawFinding, rules: readonly ManagedRule[]): Stranger | undefined {
  const [direction, index] = path;
  if (sides.type !== 'aws_security_group' || (after ?? null) === null) return undefined;
  const world = plain(sides.world);
  return strangerIn(listIn(world, String(direction))[Number(index)], ownRules(world.id, direction, rules));
}

function ownRules(group: unknown, direction: unknown, rules: readonly ManagedRule[]): ManagedRule[] {
  return rules.filter((rule) => rule.group === group && rule.direction === direction);
}

function listIn(value: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  return Array.isArray(value[name]) ? (value[name] as unknown[]) : [];
}

/**
 * Rules that somebody added to a group before its last apply: Terraform took note of them then, and no plan tells them
 * ever again, though the door is open.
 * @param told what the plan tells by itself
 */
export function keptStrangers(
  known: readonly KnownResource[],
  rules: readonly ManagedRule[],
  told: readonly RawFinding[],
): RawFinding[] {
  const groups = known.filter(({ type, isData }) => type === 'aws_security_group' && !isData);
  return groups.flatMap(({ address, values }) =>
    Object.values(types).flatMap((direction) =>
      listIn(values, direction).flatMap((shown, index): RawFinding[] => {
        const stranger = strangerIn(shown, ownRules(values.id, direction, rules));
        const isTold = told.some(
          ({ kind, sides, path, after }) =>
            kind === 'drift' &&
            after != null &&
            sides.address === address &&
            path[0] === direction &&
            path[1] === index,
        );
        if (stranger === undefined || isTold) return [];
        const world = values as NonNullable<RawFinding['sides']['world']>;
        const sides = { ...unplanned, address, type: 'aws_security_group', applied: world, world, wanted: world };
        const after = stranger as RawFinding['after'];
        return [
          { kind: 'drift', sides, path: [direction, index], before: null, after, reverted: false, asCommitted: false },
        ];
      }),
    ),
  );
}

/** The command that takes away what somebody added to a group, and nothing that the stack makes. */
export function revokeCommand(finding: RawFinding, rules: readonly ManagedRule[]): string | undefined {
  const stranger = strangerOf(finding, rules);
  if (stranger === undefined) return undefined;
  const { id, arn } = plain(finding.sides.world);
  const region = String(arn ?? '').split(':')[3];
  const sources = SOURCES.flatMap(([from, name, key]) => {
    const itself = name === 'UserIdGroupPairs' && stranger.self === true ? [id] : [];
    const values = [...listIn(stranger, from), ...itself];
    return values.length === 0 ? [] : [[name, values.map((value) => ({ [key]: value }))] as const];
  });
  const ports = String(stranger.protocol) === '-1' ? {} : { FromPort: stranger.from_port, ToPort: stranger.to_port };
  const permission = { IpProtocol: stranger.protocol, ...ports, ...Object.fromEntries(sources) };
  return [
    `aws ec2 revoke-security-group-${finding.path[0]}`,
    ...(region ? [`--region ${shellWord(region)}`] : []),
    `--group-id ${shellWord(String(id))}`,
    `--ip-permissions ${shellWord(JSON.stringify([permission]))}`,
  ].join(' ');
}
