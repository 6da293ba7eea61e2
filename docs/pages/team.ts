import { teamSchema } from '../../domain/catalog/schema/team';
import { fieldsOf } from '../schema-fields';
import { teamDescriptions } from '../team-descriptions';
import { fieldTable, rootOf } from './field-table';

const sections: readonly (readonly [title: string, keys: readonly string[]])[] = [
  ['The team', ['name', 'description', 'timeZone', 'accept']],
  ['Rotations', ['rotations']],
  ['Escalations', ['escalations']],
];

/** The reference of everything a team's file may say. */
export function teamPage(): string {
  const fields = fieldsOf(teamSchema);
  const notes = { descriptions: teamDescriptions, fallback: () => undefined };
  const tables = sections.map(([title, keys]) => {
    const own = fields.filter(({ path }) => keys.includes(rootOf(path)));
    return `## ${title}\n\n${fieldTable(own, notes)}`;
  });
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

${tables.join('\n')}`;
}
