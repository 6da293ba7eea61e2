import type { Compute } from '../model';
import type { ServiceSubject } from './rule';

type Ingress = NonNullable<Compute['ingress']>;

/** Elastic Load Balancing: 100 rules per load balancer, not counting defaults. */
const rulesPerLoadBalancer = 100;

/**
 * Two services whose paths overlap on one listener depend on the order in which their rules were made, unless both
 * give a priority.
 */
export function checkListenerPaths(subjects: readonly ServiceSubject[]): void {
  const served = subjects.flatMap((subject) => {
    const ingress = subject.service.compute?.ingress;
    if (!ingress || subject.service.lifecycle === 'retired' || !subject.fields.valid(['compute', 'ingress'])) return [];
    if (!subject.fields.has(['compute', 'ingress', 'path']) || !subject.fields.has(['compute', 'ingress', 'listener']))
      return [];
    return [{ subject, ingress }];
  });
  for (const listener of ['public', 'internal'] as const) {
    const rules = served.filter(({ ingress }) => ingress.listener === listener);
    checkPairs(rules);
    checkPriorities(rules);
    const last = rules.at(-1);
    if (!last || rules.length <= rulesPerLoadBalancer) continue;
    last.subject.report({
      path: ['compute', 'ingress'],
      where: 'key',
      code: 'many-listener-rules',
      severity: 'warning',
      onlyHere: true,
      message: `${rules.length} services share the ${listener} listener`,
      found: String(rules.length),
      expected: `at most ${rulesPerLoadBalancer} (AWS’s quota for a load balancer, unless raised)`,
    });
  }
}

interface Served {
  readonly subject: ServiceSubject;
  readonly ingress: Ingress;
}

function checkPairs(rules: readonly Served[]): void {
  // a path can only overlap with its own beginnings: look those up instead of comparing every pair
  const byPath = new Map<string, Served[]>();
  for (const rule of rules) {
    const same = byPath.get(rule.ingress.path);
    if (same) same.push(rule);
    else byPath.set(rule.ingress.path, [rule]);
  }
  for (const rule of rules) {
    const { path } = rule.ingress;
    for (const beginning of beginningsOf(path)) {
      const other = byPath.get(beginning)?.find(
        (one) =>
          one !== rule &&
          // of two equal paths, the later entry is told
          !(path === beginning && one.subject.service.name > rule.subject.service.name) &&
          hostsMeet(rule.ingress.host, one.ingress.host) &&
          !ordered(rule.ingress, one.ingress),
      );
      if (other) reportOverlap(rule, other);
    }
  }
}

/** Elastic Load Balancing: no two rules of a listener have one priority. */
function checkPriorities(rules: readonly Served[]): void {
  const taken = new Map<number, string>();
  for (const { subject, ingress } of rules) {
    if (ingress.priority === undefined) continue;
    const other = taken.get(ingress.priority);
    taken.set(ingress.priority, other ?? subject.service.name);
    if (other === undefined) continue;
    subject.report({
      path: ['compute', 'ingress', 'priority'],
      code: 'priority-taken',
      onlyHere: true,
      message: `${other} has the priority ${ingress.priority} on the ${ingress.listener} listener`,
      found: String(ingress.priority),
      expected: 'a priority that no other service of the listener has',
    });
  }
}

function reportOverlap({ subject, ingress }: Served, other: Served): void {
  subject.report({
    path: ['compute', 'ingress', 'path'],
    code: 'paths-overlap',
    onlyHere: true,
    message: `${ingress.path} lies within ${other.ingress.path} of ${other.subject.service.name} on the ${ingress.listener} listener`,
    found: ingress.path,
    expected: 'a path of its own, another host, or a priority in both entries',
  });
}

function beginningsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return ['/', ...segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`)];
}

const ordered = (a: Ingress, b: Ingress) =>
  a.priority !== undefined && b.priority !== undefined && a.priority !== b.priority;

/** Whether one request can have a host that both take; `*` stands for one label or more. */
function hostsMeet(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return true;
  const covers = (pattern: string, host: string) => pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
  return covers(a, b) || covers(b, a);
}
