import { diagnosticsPage } from './diagnostics';
import { entryPage } from './entry';
import { entryJsonSchema } from './entry-schema';
import { teamPage } from './team';

/** Generated pages: path from the repository's root → text. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/diagnostics.md': diagnosticsPage,
  'docs/entry.md': entryPage,
  'docs/entry.schema.json': entryJsonSchema,
  'docs/team.md': teamPage,
};
