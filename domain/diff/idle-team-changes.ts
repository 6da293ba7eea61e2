import { rotationsOf } from './chains';
import { byName, same } from './change';
import { rotationChange, type TeamPair } from './escalation-changes';
import type { Change } from './model';
import { originAt } from './origins';

/**
 * What a team changed that pages no service: said once.
 * @param used names of the escalations that page somebody in the head, and in the base
 */
export function idleTeamChanges(
  teams: TeamPair,
  used: ReadonlySet<string>,
  formerlyUsed: ReadonlySet<string>,
): Change[] {
  const { base, head } = teams;
  const coveredBy = ({ team }: TeamPair['base'], names: ReadonlySet<string>) =>
    new Set(team.escalations.filter(({ name }) => names.has(name)).flatMap(rotationsOf));
  const [formerlyCovered, covered] = [coveredBy(base, formerlyUsed), coveredBy(head, used)];
  const idle = ', which pages no service';
  const said = (kind: 'rotation' | 'escalation', summary: string, path: string, source = head.source): Change => ({
    kind,
    summary: `team ${head.team.name}: ${summary}`,
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
              summary: `team ${head.team.name}: ${found.summary}${idle}`,
            },
          ]
        : [];
    }),
    ...rotations.gone.map(({ item, index }) =>
      said(
        'rotation',
        `rotation ${item.name} is gone${formerlyCovered.has(item.name) ? '' : idle}`,
        `rotations[${index}]`,
        base.source,
      ),
    ),
    ...rotations.added
      .filter(({ item }) => !covered.has(item.name))
      .map(({ item, index }) => said('rotation', `new rotation ${item.name}${idle}`, `rotations[${index}]`)),
    ...escalations.kept.flatMap(({ before, after }) =>
      used.has(after.item.name) || same(before.item, after.item)
        ? []
        : [said('escalation', `escalation ${after.item.name} changed${idle}`, `escalations[${after.index}]`)],
    ),
    ...escalations.gone
      .filter(({ item }) => !used.has(item.name))
      .map(({ item, index }) =>
        said(
          'escalation',
          `escalation ${item.name} is gone${formerlyUsed.has(item.name) ? '' : idle}`,
          `escalations[${index}]`,
          base.source,
        ),
      ),
    ...escalations.added
      .filter(({ item }) => !used.has(item.name))
      .map(({ item, index }) => said('escalation', `new escalation ${item.name}${idle}`, `escalations[${index}]`)),
  ];
}
