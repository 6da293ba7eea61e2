import type { AttributeReview, ResourceReview, ServiceChanges, StackReview } from '../../diff/model';
import type { GuardReport, GuardRule } from '../../guards/model';
import { about } from './about';

/** Types that let somebody in or do something, and which of their attributes say whom and what. */
const granting: Readonly<Record<string, readonly string[]>> = {
  aws_vpc_security_group_ingress_rule: [
    'cidr_ipv4',
    'cidr_ipv6',
    'from_port',
    'to_port',
    'ip_protocol',
    'prefix_list_id',
    'referenced_security_group_id',
  ],
  aws_vpc_security_group_egress_rule: [
    'cidr_ipv4',
    'cidr_ipv6',
    'from_port',
    'to_port',
    'ip_protocol',
    'prefix_list_id',
    'referenced_security_group_id',
  ],
  aws_security_group: ['ingress', 'egress'],
  aws_iam_role: ['assume_role_policy', 'managed_policy_arns', 'inline_policy', 'permissions_boundary'],
  aws_iam_role_policy: ['policy'],
  aws_iam_policy: ['policy'],
  aws_iam_role_policy_attachment: ['policy_arn'],
  aws_iam_instance_profile: ['role'],
};

/** Something that was there before lets more in, or may do more. Narrowing says nothing. */
export const accessWidened: GuardRule = {
  name: 'access-widened',
  level: 'block',
  check: ({ stacks, services }) =>
    stacks
      // what is new as a whole has no access to widen
      .filter((stack) => stack.status === 'changed' && !('fresh' in stack && stack.fresh))
      .filter((stack) => !services.some((one) => saysItself(one, stack)))
      .flatMap((stack) => stack.resources.flatMap((resource) => widening(stack, resource))),
};

/** The words of the catalog say the same, and block already. */
function saysItself({ service, environment, changes }: ServiceChanges, stack: StackReview): boolean {
  if (service !== stack.service || environment !== stack.environment) return false;
  return changes.some(({ kind, severity }) => kind === 'access' && severity === 'critical');
}

function widening(stack: StackReview, resource: ResourceReview): GuardReport[] {
  const names = granting[resource.type];
  if (names === undefined || resource.action === 'delete' || resource.action === 'forget') return [];
  const wider = resource.attributes.filter((one) => names.includes(one.attribute) && one.after !== null && widens(one));
  if (wider.length === 0) return [];
  const told = wider.map(({ attribute, before, after }) =>
    before === null
      ? `${attribute} ${JSON.stringify(after)}`
      : `${attribute} ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
  );
  const verb = resource.action === 'create' ? 'comes' : 'changes';
  return [
    {
      ...about(stack),
      reason: `${resource.address} ${verb}: ${told.join(', ')}`,
      remedy: 'Check who may now do what; where it is meant, say so with accept.',
      origin: wider[0]?.because[0] ?? resource.because[0] ?? null,
    },
  ];
}

/** A list that only lost items grants less; of anything else a change may grant more. */
function widens({ before, after }: AttributeReview): boolean {
  if (Array.isArray(after) && after.length === 0) return false;
  if (!Array.isArray(before) || !Array.isArray(after)) return true;
  const known = new Set(before.map((item) => JSON.stringify(item)));
  return after.some((item) => !known.has(JSON.stringify(item)));
}
