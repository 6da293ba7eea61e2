import { run } from './cli/run';

/**
 * The cdktf app: compiles the catalog and writes what `cdktf synth`, `diff` and `deploy` work on. CATALOG_ENV names
 * environments (a sandbox is compiled only so), CATALOG_ROOT another catalog, CATALOG_NOW another date.
 */
const { CATALOG_ENV, CDKTF_OUTDIR } = process.env;
const environments = CATALOG_ENV ? ['--env', CATALOG_ENV] : [];

run(['synth', '--out', CDKTF_OUTDIR || 'cdktf.out', ...environments]).then((code) => {
  process.exitCode = code;
});
