import { diagnosticsPage } from './diagnostics';
import { entryPage } from './entry';
import { entryJsonSchema } from './entry-schema';

/** Generated pages: path from the repository's root → text. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/diagnostics.md': diagnosticsPage,
  'docs/entry.md': entryPage,
  'docs/entry.schema.json': entryJsonSchema,
};
