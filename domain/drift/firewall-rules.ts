import { isMap } from '../plan/value';
import { plain, type RawFinding } from './three-way';

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

/** Whether the rules that a security group shows are all among those that the stack makes: nobody added one. */
export function coveredBy(shown: unknown, own: readonly ManagedRule[]): boolean {
  const known = new Set(own.map(({ key }) => key));
  const rules = Array.isArray(shown) ? shown : [];
  return rules.every((rule) => {
    if (!isMap(rule) || rule.self === true) return false;
    const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids', 'security_groups'].flatMap((name) =>
      Array.isArray(rule[name]) ? (rule[name] as unknown[]) : [],
    );
    return (
      sources.length > 0 &&
      sources.every((source) => known.has(keyOf(rule.protocol, rule.from_port, rule.to_port, source)))
    );
  });
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

/** The command that takes a rule away which somebody added to a group; undefined where it is not a whole rule. */
export function revokeCommand({ sides, path, before }: RawFinding): string | undefined {
  const [direction, index] = path;
  const { id, [String(direction)]: rules } = plain(sides.world);
  const rule: unknown = Array.isArray(rules) && path.length === 2 ? rules[Number(index)] : undefined;
  if (!isMap(rule) || (before ?? null) !== null) return undefined;
  const sources = SOURCES.flatMap(([from, name, key]) => {
    const values = Array.isArray(rule[from]) ? (rule[from] as unknown[]) : [];
    return values.length === 0 ? [] : [[name, values.map((value) => ({ [key]: value }))] as const];
  });
  const own = rule.self === true ? [['UserIdGroupPairs', [{ GroupId: id }]] as const] : [];
  const ports = String(rule.protocol) === '-1' ? {} : { FromPort: rule.from_port, ToPort: rule.to_port };
  const permission = { IpProtocol: rule.protocol, ...ports, ...Object.fromEntries([...own, ...sources]) };
  const quoted = JSON.stringify([permission]).replace(/'/g, "'\\''");
  return `aws ec2 revoke-security-group-${direction} --group-id ${id} --ip-permissions '${quoted}'`;
}
