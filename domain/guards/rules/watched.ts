import type { LoadedCatalog, LoadedService } from '../../catalog/loaded';
import type { Environment, Team } from '../../catalog/model';
import { escalationOf, rotationsOf } from '../../diff/chains';
import { voices } from '../../diff/lifecycle-changes';
import { originAt, originOf } from '../../diff/origins';
import type { GuardContext, GuardReport, GuardRule } from '../model';
import { bothSides, type KeptService, kept } from './services';

/** Services of tier 1: in the base too, so that a lower tier in the same step changes nothing. */
const important = (context: GuardContext) => kept(context).filter(({ base }) => base.service.tier === 1);

export const lastSloGone: GuardRule = {
  name: 'last-slo-gone',
  level: 'block',
  check: (context) =>
    important(context)
      .filter(({ base, head }) => base.service.slos.length > 0 && head.service.slos.length === 0)
      .map(({ base, head }) => ({
        ...bothSides(head),
        reason: `${head.service.name} is tier 1 and loses its last SLO`,
        remedy: 'Keep one objective: without one, nothing says when it is too broken.',
        origin: originOf(base, 'slos'),
      })),
};

/** The last page is gone; of a service without pages, the last ticket. */
export const lastAlertGone: GuardRule = {
  name: 'last-alert-gone',
  level: 'block',
  check: (context) => important(context).flatMap((pair) => silenced(context, pair)),
};

function silenced({ base, head }: GuardContext, pair: KeptService): GuardReport[] {
  const before = voicesOf(base, pair.base);
  const after = voicesOf(head, pair.head);
  const noPage = before.pages > 0 && after.pages === 0;
  const nothing = before.pages + before.tickets > 0 && after.pages + after.tickets === 0;
  if (!noPage && !nothing) return [];
  const { name } = pair.head.service;
  return [
    {
      ...bothSides(pair.head),
      reason: `${name} is tier 1, and ${nothing ? 'no alert' : 'nothing that pages'} is left of it`,
      remedy: 'Keep one alert that wakes somebody.',
      origin: originOf(pair.head, pair.head.service.slos.length > 0 ? 'slos' : 'name'),
    },
  ];
}

function voicesOf({ environments }: LoadedCatalog, { service }: LoadedService) {
  const found = environments.find(({ environment }) => environment.name === service.environment);
  return found ? voices(service, found.environment as Environment) : { pages: 0, tickets: 0 };
}

/** Pages of a tier-1 service went through a rotation, and go through none any more. */
export const lastRotationGone: GuardRule = {
  name: 'last-rotation-gone',
  level: 'block',
  check: (context) => {
    const { base, head } = context;
    return important(context)
      .filter(({ base: was, head: is }) => rotations(base, was).length > 0 && rotations(head, is).length === 0)
      .map(({ head: is }) => {
        const team = head.teams.find((one) => one.team.name === is.service.owner);
        const index = team?.team.escalations.findIndex(({ name }) => name === is.service.oncall.escalation) ?? -1;
        return {
          ...bothSides(is),
          stack: null,
          reason: `${is.service.name} is tier 1, and no rotation answers for it any more: only people named one by one, who sleep`,
          remedy: `Let the escalation ${is.service.oncall.escalation} notify a rotation.`,
          origin: team ? originAt(team.source, index < 0 ? 'name' : `escalations[${index}]`) : null,
        };
      });
  },
};

function rotations({ teams }: LoadedCatalog, { service }: LoadedService): string[] {
  const team = teams.find((one) => one.team.name === service.owner)?.team as Team | undefined;
  const escalation = team && escalationOf(team, service.oncall.escalation);
  return escalation ? rotationsOf(escalation) : [];
}
