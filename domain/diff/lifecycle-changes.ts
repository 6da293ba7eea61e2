import type { LoadedCatalog, LoadedService, LoadedTeam } from '../catalog/loaded';
import type { Environment, Service } from '../catalog/model';
import { ingressText } from './access-changes';
import { effective } from './alert-changes';
import { chainText, escalationOf, firstPaged } from './chains';
import { change, type Pair } from './change';
import type { Change } from './model';
import { originOf, presenceLine } from './origins';
import { loudness } from './slo-changes';
import { count } from './wording';

/** A service that the base lacks, or had retired. */
export function addedService(
  head: LoadedService,
  environment: Environment,
  team: LoadedTeam | undefined,
  nowMs: number,
  revived = false,
): Change {
  const { service } = head;
  return {
    kind: 'service-added',
    summary: `${revived ? 'back from retirement' : 'new service'}: tier ${service.tier}, owned by ${service.owner}`,
    severity: 'info',
    before: null,
    after: { owner: service.owner, tier: service.tier, lifecycle: service.lifecycle },
    origin: originOf(head, revived ? 'lifecycle' : 'name'),
    details:
      service.lifecycle === 'retired'
        ? ['it is retired: its stacks are empty']
        : introduction(service, environment, team, nowMs),
  };
}

/** What a reviewer of a new service wants to know: who wakes up, how large it gets, who may reach it. */
function introduction(
  service: Service,
  environment: Environment,
  team: LoadedTeam | undefined,
  nowMs: number,
): string[] {
  const { compute, scaling, oncall } = service;
  const escalation = team && escalationOf(team.team, oncall.escalation);
  const { pages, tickets } = voices(service, environment);
  return [
    `${count(pages, 'page')}, ${count(tickets, 'ticket')}: ${count(service.slos.length, 'SLO')}, ${count(service.alerts.length, 'alert')} of its own`,
    ...(pages > 0 && team && escalation
      ? [`pages reach ${firstPaged(team.team, oncall.escalation, nowMs)} first: ${chainText(escalation)}`]
      : []),
    ...(scaling && compute ? [`${scaling.min}–${scaling.max} × ${compute.instanceTypes[0]}`] : []),
    ...(compute?.ingress
      ? [`open on the ${compute.ingress.listener} listener at ${ingressText(compute.ingress)}`]
      : []),
    ...(compute && compute.allowFrom.length > 0 ? [`called by ${compute.allowFrom.join(', ')}`] : []),
    ...(compute && compute.policies.length > 0
      ? [`its role has ${compute.policies.map((arn) => arn.split(':policy/')[1]).join(', ')}`]
      : []),
  ];
}

/** How many of a service's alerts page, and how many file tickets. */
export function voices(service: Service, environment: Environment): { pages: number; tickets: number } {
  if (service.lifecycle === 'retired') return { pages: 0, tickets: 0 };
  const own = service.alerts.map((alert) => (effective(alert, environment) === 'page' ? 2 : 1));
  const all = [...own, ...service.slos.map((slo) => loudness(slo, environment))];
  return { pages: all.filter((one) => one === 2).length, tickets: all.filter((one) => one === 1).length };
}

/** A service that the head lacks. */
export function removedService(base: LoadedService, head: LoadedCatalog): Change {
  const retired = base.service.lifecycle === 'retired';
  return {
    kind: 'service-removed',
    summary: retired
      ? 'gone: it was retired, its stacks are empty'
      : 'vanishes without having been retired: what it has stays and nobody manages it',
    severity: retired ? 'info' : 'critical',
    before: { owner: base.service.owner, tier: base.service.tier, lifecycle: base.service.lifecycle },
    after: null,
    origin: presenceLine(base, head, 'base'),
    details: [],
  };
}

/** Lifecycle becomes `retired`. */
export function retiredService(pair: Pair): Change {
  const { service } = pair.base;
  const { pages, tickets } = voices(service, pair.baseEnvironment);
  return change(pair, 'service-retired', {
    summary: 'retired: everything it has is destroyed, and its stack stays empty until the entry goes',
    severity: 'warning',
    before: service.lifecycle,
    after: 'retired',
    path: 'lifecycle',
    details: [
      `gone with it: ${count(service.slos.length, 'SLO')}, ${count(pages, 'page')}, ${count(tickets, 'ticket')}${service.scaling ? `, a group of ${service.scaling.min}–${service.scaling.max} instances` : ''}`,
    ],
  });
}
