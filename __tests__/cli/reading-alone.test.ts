import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Packages that are there once a command is, by the folder in `node_modules`. */
function packagesOf(command: string): string[] {
  const program = `require('tsx/cjs');
    require('./cli/subcommands.ts').subcommandsFor([process.argv[1]]);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const paths = JSON.parse(execFileSync(process.execPath, ['-e', program, command], { cwd: root }).toString());
  const names = (paths as string[]).map((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? '');
  return [...new Set(names)].filter((name) => name !== '');
}

test.each(['alerts', 'explain', 'list', 'validate'])(
  '%s, which compiles nothing, starts without the compiler',
  (one) => {
    const heavy = /^(cdktf|constructs|@cdktf|@aws-sdk|@grafana|@grpc|protobufjs)/;
    const packages = packagesOf(one);
    expect(packages).toContain('zod');
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
  },
  60_000,
);
