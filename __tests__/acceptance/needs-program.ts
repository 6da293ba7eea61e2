import { findProgram } from '../../promtool/find-program';

/**
 * `describe` for tests that run Prometheus' own programs: where one is missing, they are skipped and say why, unless
 * CATALOG_ACCEPTANCE=required forbids it.
 */
export function describeWith(...programs: Parameters<typeof findProgram>[0][]): typeof describe.skip {
  try {
    for (const program of programs) findProgram(program);
    return describe;
  } catch (error) {
    if (process.env.CATALOG_ACCEPTANCE === 'required') throw error;
    console.warn(`Skipped: ${error instanceof Error ? error.message : error}`);
    return describe.skip;
  }
}
