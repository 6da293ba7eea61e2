import { resolve } from 'node:path';
import { processIo } from './cli/io';
import { compileOrReport } from './cli/load';
import { writeOutput } from './compile/output';

/**
 * The cdktf app: compiles the catalog and writes what `cdktf synth`, `diff` and `deploy` work on. CATALOG_ENV names
 * environments (a sandbox is compiled only so), CATALOG_ROOT another catalog, CATALOG_NOW another date.
 */
const io = processIo();
const environments = io.env.CATALOG_ENV?.split(',').filter((name) => name !== '');
const compiled = compileOrReport({}, io, { environments });
if (compiled) writeOutput(resolve(io.env.CDKTF_OUTDIR ?? 'cdktf.out'), compiled.stacks);
else process.exitCode = 1;
