import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { shipped } from '../cli/harness';

/** A step of a job, as the workflow's file says it. */
interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly outputs?: Readonly<Record<string, string>> }>
  >;
}

export const readWorkflow = (name: string) =>
  parse(readFileSync(join(shipped, '.github/workflows', name), 'utf8')) as Workflow;

export interface JobRun {
  readonly ok: boolean;
  /** What `$GITHUB_STEP_SUMMARY` received. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Of every shell step. */
  readonly log: string;
  readonly failedAt?: string;
}

export interface JobSetting {
  /** Where the job works: `checkout` fills it. */
  readonly folder: string;
  /** Brings a ref (empty: what the event is about) into the folder. */
  readonly checkout: (ref: string) => void;
  /** Where artifacts lie between jobs. */
  readonly artifacts: string;
  /** `vars.X`, `secrets.X`, `github.…` and whatever else an expression names. */
  readonly context: Readonly<Record<string, string>>;
  /** Of every step. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a job's shell steps in order as GitHub's runner does (`bash -e`, with pipefail where the workflow names bash), and
 * plays the few actions: checkout and artifacts; what only installs something is left out. A failed step ends the job.
 */
export function runJob(
  { jobs, defaults }: Workflow,
  job: string,
  { folder, checkout, artifacts, context, env }: JobSetting,
): JobRun {
  const outputs: Record<string, string> = {};
  let log = '';
  const summary = join(folder, '..', `${job}-summary.md`);
  const output = join(folder, '..', `${job}-output`);
  const temporary = join(folder, '..', `${job}-temporary`);
  mkdirSync(temporary, { recursive: true });
  writeFileSync(summary, '');
  const filled = (text: string) =>
    String(text).replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_, expression: string) => {
      const step = /^steps\.([\w-]+)\.outputs\.([\w-]+)$/.exec(expression);
      if (expression === 'runner.temp') return temporary;
      return step ? (outputs[`${step[1]}.${step[2]}`] ?? '') : (context[expression] ?? '');
    });
  const shell = defaults?.run?.shell === 'bash' ? ['--noprofile', '--norc', '-e', '-o', 'pipefail'] : ['-e'];
  for (const step of jobs[job]?.steps ?? []) {
    if (step.uses !== undefined) {
      const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(value)]));
      playAction(step.uses, given, { folder, checkout, artifacts });
      continue;
    }
    writeFileSync(output, '');
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)]));
    const ran = spawnSync('bash', [...shell, '-c', step.run ?? ''], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        CI: 'true',
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
        GITHUB_WORKSPACE: folder,
        ...env,
        ...own,
      },
    });
    log += `${ran.stdout}${ran.stderr}`;
    for (const line of readFileSync(output, 'utf8').split('\n')) {
      const [key = '', ...value] = line.split('=');
      if (key !== '') outputs[`${step.id}.${key}`] = value.join('=');
    }
    if (ran.status !== 0) {
      return { ok: false, summary: readFileSync(summary, 'utf8'), outputs, log, failedAt: step.name ?? '' };
    }
  }
  return { ok: true, summary: readFileSync(summary, 'utf8'), outputs, log };
}

function playAction(
  uses: string,
  given: Readonly<Record<string, string>>,
  { folder, checkout, artifacts }: Pick<JobSetting, 'folder' | 'checkout' | 'artifacts'>,
): void {
  const [action] = uses.split('@');
  const { name = '', path = '' } = given;
  if (action === 'actions/checkout') checkout(given.ref ?? '');
  if (action === 'actions/upload-artifact') {
    mkdirSync(artifacts, { recursive: true });
    cpSync(resolve(folder, path), join(artifacts, name), { recursive: true });
  }
  if (action === 'actions/download-artifact') {
    const { pattern } = given;
    if (pattern === undefined) cpSync(join(artifacts, name), join(folder, path), { recursive: true });
    else
      cpSync(artifacts, join(folder, path), { recursive: true, filter: (file) => isWanted(artifacts, file, pattern) });
  }
}

/** Whether a file lies in an artifact whose name a pattern such as `part-*` fits. */
function isWanted(artifacts: string, file: string, pattern: string): boolean {
  const name = file.slice(artifacts.length + 1).split('/')[0] ?? '';
  return name === '' || name.startsWith(pattern.replace(/\*$/, ''));
}

/** `npm ci` of this checkout, for a folder that is a copy of it: what is installed here is linked there. */
export function npmStandIn(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const script = `#!/usr/bin/env bash\n[ "$1" = ci ] || exit 64\nln -sfn ${JSON.stringify(join(shipped, 'node_modules'))} node_modules\necho node_modules >> .git/info/exclude\n`;
  writeFileSync(join(bin, 'npm'), script, { mode: 0o755 });
  return bin;
}

/** The files of this repository that git knows or will know, copied. */
export function copyOfRepository(folder: string): void {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: shipped,
    encoding: 'utf8',
  });
  for (const file of listed.stdout.split('\n').filter((one) => one !== '' && existsSync(join(shipped, one)))) {
    cpSync(join(shipped, file), join(folder, file), { recursive: true });
  }
}

export function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const ran = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`git ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout.trim();
}

/** The state and the world of one checkout, in another. */
export function carryWorld(from: string, to: string): void {
  cpSync(join(from, '.catalog'), join(to, '.catalog'), { recursive: true });
}
