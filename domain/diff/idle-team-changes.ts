import { rotationsOf } from './chains';
import { byName, same } from './change';
import { rotationChange, type TeamPair } from './escalation-changes';
import type { Change } from './model';
import { originAt } from './origins';

/** What a team changed that pages no service of either side: said once. */
export function idleTeamChanges(teams: TeamPair, used: ReadonlySet<string>): Change[] {
  const { base, head } = teams;
  const covered = new Set(head.team.escalations.filter(({ name }) => used.has(name)).flatMap(rotationsOf));
  const said = (kind: 'rotation' | 'escalation', summary: string, path: string, source = head.source): Change => ({
    kind,
    summary: `team ${head.team.name}: ${summary}, which pages no service`,
    severity: 'info',
    before: null,
    after: null,
    origin: originAt(source, path),
    details: [],
    team: head.team.name,
  });
  const rotations = byName(base.team.rotations, head.team.rotations);
  const escalations = byName(base.team.escalations, head.team.escalations);
  return [
    ...rotations.kept.flatMap(({ after }) => {
      if (covered.has(after.item.name)) return [];
      const found = rotationChange(teams, after.item.name);
      return found
        ? [
            {
              ...found,
              severity: 'info' as const,
              summary: `team ${head.team.name}: ${found.summary}, which pages no service`,
            },
          ]
        : [];
    }),
    ...rotations.gone.map(({ item, index }) =>
      said('rotation', `rotation ${item.name} is gone`, `rotations[${index}]`, base.source),
    ),
    ...rotations.added
      .filter(({ item }) => !covered.has(item.name))
      .map(({ item, index }) => said('rotation', `new rotation ${item.name}`, `rotations[${index}]`)),
    ...escalations.kept.flatMap(({ before, after }) =>
      used.has(after.item.name) || same(before.item, after.item)
        ? []
        : [said('escalation', `escalation ${after.item.name} changed`, `escalations[${after.index}]`)],
    ),
    ...escalations.gone
      .filter(({ item }) => !used.has(item.name))
      .map(({ item, index }) =>
        said('escalation', `escalation ${item.name} is gone`, `escalations[${index}]`, base.source),
      ),
    ...escalations.added
      .filter(({ item }) => !used.has(item.name))
      .map(({ item, index }) => said('escalation', `new escalation ${item.name}`, `escalations[${index}]`)),
  ];
}
