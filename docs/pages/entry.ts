import { builtIn } from '../../domain/catalog/defaults';
import { entrySchema } from '../../domain/catalog/schema/service';
import { entryDescriptions } from '../entry-descriptions';
import { type FieldReference, fieldSections } from './field-reference';

const layered = 'A tier, an environment’s `defaults` and `environments.<name>` may say any of it.';

export const entryReference: FieldReference = {
  schema: entrySchema,
  descriptions: entryDescriptions,
  fallback: (path) => {
    const value = builtIn.find((one) => one.path === path.replaceAll('[]', '.*'));
    return value && `\`${value.value}\`: ${value.why}`;
  },
  entryFieldsIn: 'environments.<name>',
  sections: [
    {
      title: 'The service',
      keys: ['name', 'description', 'owner', 'tier', 'lifecycle', 'dependsOn', 'links', 'runsIn', 'environments'],
    },
    { title: 'Compute', keys: ['compute'], text: layered },
    {
      title: 'Scaling',
      keys: ['scaling'],
      text: `${layered} Local times that daylight saving skips move forward by the gap, of two equal ones the first is meant; an event at a skipped one is a fault.`,
    },
    { title: 'Refresh', keys: ['refresh'], text: layered },
    {
      title: 'SLOs',
      keys: ['slo', 'slos'],
      text: 'A tier, an environment’s `defaults` and `environments.<name>` may say `slo`.',
    },
    { title: 'Alerts', keys: ['alerts'] },
    { title: 'On-call', keys: ['oncall'] },
    { title: 'Guards', keys: ['accept'] },
  ],
};

/** The reference of everything an entry may say. */
export function entryPage(): string {
  return `# The entry

A service is one YAML file in \`services/\`, called after it. The shortest useful one has a name, a description, an owner
and a tier; everything else comes from the tier and the environment.

A value is looked for in four places, and the last one that has it wins: the tier (\`config/tiers.yaml\`), the
\`defaults\` of [the environment](environment.md) (\`config/environments/<name>.yaml\`), the entry, the entry's
\`environments.<name>\`. Maps merge, lists replace, \`null\` removes an inherited map. What comes out is checked whole.
\`npx catalog explain <service>\` shows every value with the line that said it.

Units are written out: \`99.9%\`, \`300ms\`, \`10m\`, \`1h30m\`, \`30d\`, \`40rps\`, \`30GiB\`. Text is data: \`\${…}\` and
\`%{…}\` stay as they are. What can be wrong with an entry is listed in [diagnostics](diagnostics.md).

For editors there is a JSON Schema: put \`# yaml-language-server: $schema=../docs/entry.schema.json\` on the first line of
an entry. This page and that schema are generated from the schema that the compiler uses (\`npm run docs\`).

${fieldSections(entryReference)}`;
}
