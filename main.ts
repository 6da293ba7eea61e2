import { run } from './cli/run';

/**
 * The cdktf app: compiles the catalog and writes what `cdktf synth`, `diff` and `deploy` work on. CATALOG_ENV names
 * environments (a sandbox is compiled only so), CATALOG_ROOT another catalog, CATALOG_NOW another date.
 */
const { CATALOG_ENV, CDKTF_OUTDIR } = process.env;
const environments = CATALOG_ENV ? ['--env', CATALOG_ENV] : [];
// cdktf notes the folders of a former output before, and fails where one of those to remove is gone by then
const output = CDKTF_OUTDIR ? ['--out', CDKTF_OUTDIR, '--keep-stale'] : ['--out', 'cdktf.out'];

run(['synth', ...output, ...environments]).then((code) => {
  process.exitCode = code;
});
