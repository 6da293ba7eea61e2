import { diagnosticsPage } from './diagnostics';
import { entryPage, entryReference } from './entry';
import { entryJsonSchema } from './entry-schema';
import { environmentPage, environmentReference, guardsReference, oncallReference, tiersReference } from './environment';
import type { FieldReference } from './field-reference';
import { teamPage, teamReference } from './team';

/** Generated pages: path from the repository's root → text. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/diagnostics.md': diagnosticsPage,
  'docs/entry.md': entryPage,
  'docs/entry.schema.json': entryJsonSchema,
  'docs/environment.md': environmentPage,
  'docs/team.md': teamPage,
};

/** What the pages say of the fields of each file: what the file is → its reference. */
export const references: Readonly<Record<string, FieldReference>> = {
  'an entry': entryReference,
  'a team': teamReference,
  'an environment': environmentReference,
  'config/oncall.yaml': oncallReference,
  'config/tiers.yaml': tiersReference,
  'config/guards.yaml': guardsReference,
};
