import { compileLoaded } from '../compile/compile';
import { loadCatalog } from '../domain/catalog/load';
import type { CatalogFiles } from '../domain/catalog/read-files';

/** What became of a catalog. */
export type Verdict =
  | { readonly kind: 'rejected' | 'accepted'; readonly codes: readonly string[]; readonly milliseconds: number }
  | { readonly kind: 'fault'; readonly message: string };

/** Of the processor's time, so that a busy machine makes no difference. */
const patienceMilliseconds = 5_000;

/**
 * Reads a catalog, and compiles it where it is accepted. Whatever the files hold, it is accepted, or every rejection
 * stands at a place inside of a file.
 * @param turn which of the environments is compiled
 */
export function verdictOn(files: CatalogFiles, nowMs: number, turn: number): Verdict {
  const start = process.cpuUsage();
  try {
    const loaded = loadCatalog(files, nowMs);
    const misplaced = loaded.diagnostics.find((one) => !isInside(files, one));
    if (misplaced) return { kind: 'fault', message: `outside of its file: ${JSON.stringify(misplaced)}` };
    const rejected = loaded.diagnostics.some(({ severity }) => severity === 'error');
    if (rejected === loaded.ok) return { kind: 'fault', message: 'ok and errors contradict one another' };
    if (loaded.ok) {
      // one environment at a time: the same constructs serve them all
      const { environments: all } = loaded.catalog;
      const environments = all.flatMap(({ name }, index) => (index === turn % all.length ? [name] : []));
      for (const { json } of compileLoaded(loaded, nowMs, { environments })) JSON.parse(json);
    }
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > patienceMilliseconds) return { kind: 'fault', message: `took ${Math.round(milliseconds)} ms` };
    const codes = [...new Set(loaded.diagnostics.map(({ code }) => code))];
    return { kind: loaded.ok ? 'accepted' : 'rejected', codes, milliseconds };
  } catch (error) {
    return { kind: 'fault', message: (error as Error).stack ?? String(error) };
  }
}

function isInside(
  files: CatalogFiles,
  { file, line, column }: { file: string; line: number; column: number },
): boolean {
  const bytes = files.read(file);
  // a file that is missing has one empty line
  const lines = (bytes === undefined ? '' : new TextDecoder('utf-8').decode(bytes)).split('\n');
  const text = lines[line - 1];
  return text !== undefined && column >= 1 && column <= text.length + 1;
}
