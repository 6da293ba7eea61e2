import { originAt } from '../../diff/origins';
import type { GuardContext, GuardReport, GuardRule } from '../model';

/**
 * A service moves from one team's on-call stack to another's: its PagerDuty service and the keys of its alerts are made
 * anew, and until all three stacks are applied its pages go nowhere.
 */
export const ownerChanged: GuardRule = {
  name: 'owner-changed',
  level: 'block',
  check: (context) => {
    const renamed = renamedTeams(context);
    const moves = context.services.flatMap(({ service, changes }) =>
      changes
        .filter(({ kind, before }) => kind === 'owner' && !renamed.has(String(before)))
        .map(({ before, after, origin }): GuardReport & { service: string } => ({
          service,
          reason: `${service} goes from ${before} to ${after} in one step: its PagerDuty service and integration keys are made anew, and pages are lost until every stack is applied`,
          remedy: `Deploy oncall-${after} first, then the stacks of ${service}, then oncall-${before}, at a quiet hour; say so with accept in the entry.`,
          origin,
        })),
    );
    // an owner is the same in every environment
    return [...new Map(moves.map((one) => [one.service, one])).values()];
  },
};

/** A team's name is in everything it has: another name is another team. */
export const teamRenamed: GuardRule = {
  name: 'team-renamed',
  level: 'block',
  check: (context) =>
    [...renamedTeams(context)].map(([before, after]) => {
      const team = context.head.teams.find((one) => one.team.name === after);
      return {
        team: after,
        stack: null,
        reason: `the team ${before} becomes ${after} in one step: all of its schedules, escalations and services in PagerDuty are made anew, and the former ones stay behind`,
        remedy: `Add ${after} beside ${before} and deploy; then move its services one by one; then remove ${before}.`,
        origin: team ? originAt(team.source, 'name') : null,
      };
    }),
};

/** Teams that are gone, and who has most of their services now where that team is new. */
function renamedTeams({ base, head }: GuardContext): Map<string, string> {
  const before = new Set(base.teams.map(({ team }) => team.name));
  const after = new Set(head.teams.map(({ team }) => team.name));
  const owners = new Map(head.catalog.services.map(({ name, owner }) => [name, owner]));
  const renamed = new Map<string, string>();
  for (const { owner, name } of base.catalog.services) {
    const heir = owners.get(name);
    if (!after.has(owner) && heir !== undefined && !before.has(heir)) renamed.set(owner, heir);
  }
  return renamed;
}
