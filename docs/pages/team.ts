import { teamSchema } from '../../domain/catalog/schema/team';
import { teamDescriptions } from '../team-descriptions';
import { type FieldReference, fieldSections } from './field-reference';

export const teamReference: FieldReference = {
  schema: teamSchema,
  descriptions: teamDescriptions,
  sections: [
    { title: 'The team', keys: ['name', 'description', 'timeZone', 'accept'] },
    { title: 'Rotations', keys: ['rotations'] },
    { title: 'Escalations', keys: ['escalations'] },
  ],
};

/** The reference of everything a team's file may say. */
export function teamPage(): string {
  return `# The team

A team is one YAML file in \`config/teams/\`, called after it: who is on call, and who is woken when.

\`\`\`yaml
name: payments
timeZone: Europe/Berlin
rotations:
  - name: primary
    every: 1w
    handoff: {day: monday, time: "10:00"}
    members: [ada@example.com, grace@example.com, linus@example.com]
    anchor: {on: 2026-11-30, member: grace@example.com}      # then linus, then ada
  - {name: secondary, follows: primary, offset: 1}           # while grace is on call, linus
escalations:
  - name: payments-default
    steps:
      - {notify: [primary], for: 15m}
      - {notify: [secondary, head-of-payments@example.com], for: 30m}
    repeat: 2
\`\`\`

An edit of \`members\` may put somebody else on call at once: \`npx catalog diff\` shows both calendars, and the
\`anchor\` that keeps whoever is on call now. An escalation that reaches nobody at some hour is a warning.

This page is generated from the schema that the compiler uses (\`npm run docs\`).

${fieldSections(teamReference)}`;
}
