import { isMap } from '../plan/value';

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
