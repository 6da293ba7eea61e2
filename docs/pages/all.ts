import { diagnosticsPage } from './diagnostics';

/** Generated pages: path from the repository's root → text. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/diagnostics.md': diagnosticsPage,
};
