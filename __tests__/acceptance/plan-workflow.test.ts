import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PlanReview } from '../../domain/plan/planned-stack';
import { removeScratch, scratch, shipped } from '../cli/harness';
import { carryWorld, copyOfRepository, git, type JobRun, npmStandIn, readWorkflow, runJob } from './workflow';

/** The shell steps of review.yml, in order, on a repository with a pull request, against the sandbox. */
jest.setTimeout(300_000);

const workflow = readWorkflow('review.yml');
let repository: string;
let bin: string;

beforeAll(() => {
  repository = join(scratch(), 'origin');
  mkdirSync(repository);
  copyOfRepository(repository);
  // one small team's services suffice
  const kept = ['cart', 'checkout', 'search'];
  for (const name of spawnSync('ls', ['services'], { cwd: repository, encoding: 'utf8' }).stdout.split('\n')) {
    const service = name.replace(/\.yaml$/, '');
    if (name !== '' && !kept.includes(service)) spawnSync('rm', [join(repository, 'services', name)]);
  }
  for (const name of kept) {
    const path = join(repository, 'services', `${name}.yaml`);
    const text = readFileSync(path, 'utf8')
      .replace(/^dependsOn:.*$/m, '')
      .replace(/allowFrom: .*$/m, 'allowFrom: []');
    writeFileSync(path, text);
  }
  git(repository, 'init', '-q', '-b', 'main');
  git(repository, 'add', '-A');
  git(repository, 'commit', '-qm', 'base');
  bin = npmStandIn(scratch());
  spawnSync('ln', ['-s', join(shipped, 'node_modules'), join(repository, 'node_modules')]);
  const up = spawnSync(process.execPath, ['cli/bin.js', 'sandbox', 'up'], { cwd: repository, encoding: 'utf8' });
  if (up.status !== 0) throw new Error(up.stderr + up.stdout);
});
afterAll(removeScratch);

interface Reviewed {
  readonly words: JobRun;
  readonly plans?: JobRun;
  readonly artifacts: string;
}

/** Opens a pull request with an edit and runs the jobs as the workflow's conditions would. */
function pullRequest(edit: (folder: string) => void, tamper: (handed: string) => void = () => {}): Reviewed {
  const work = scratch();
  const merge = join(work, 'words', 'checkout');
  const artifacts = join(work, 'artifacts');
  const clone = (folder: string) => {
    mkdirSync(folder, { recursive: true });
    git(folder, 'clone', '-q', repository, '.');
  };
  const context = { 'vars.REVIEW_ENVIRONMENTS': 'sandbox', 'github.event.pull_request.base.ref': 'main' };
  const env = { PATH: `${bin}:${process.env.PATH}`, CATALOG_NOW: '2026-11-23T12:00:00Z', GITHUB_TOKEN: '' };
  mkdirSync(merge, { recursive: true });
  const words = runJob(workflow, 'words', {
    folder: merge,
    checkout: () => {
      clone(merge);
      git(merge, 'checkout', '-q', '-b', 'change');
      edit(merge);
      git(merge, 'commit', '-qam', 'change');
      // what a pull request's job gets is the merge commit
      git(merge, 'checkout', '-q', 'main');
      git(merge, 'merge', '-q', '--no-ff', '-m', 'merge', 'change');
    },
    artifacts,
    context,
    env,
  });
  if (words.outputs['words.status'] === undefined) return { words, artifacts };
  tamper(join(artifacts, 'handed'));
  const trusted = join(work, 'plans', 'checkout');
  mkdirSync(trusted, { recursive: true });
  const plans = runJob(workflow, 'plans', {
    folder: trusted,
    checkout: (ref) => {
      expect(ref).toBe('main');
      clone(trusted);
      carryWorld(repository, trusted);
    },
    artifacts,
    context,
    env,
  });
  return { words, plans, artifacts };
}

const replaceIn = (folder: string, file: string, from: string, to: string) => {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
};

test('a change is put into words, planned by the base and commented on', async () => {
  const { words, plans, artifacts } = pullRequest((folder) =>
    replaceIn(folder, 'services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%'),
  );
  expect(words).toMatchObject({ ok: true, outputs: { 'words.status': '2' } });
  expect(words.summary).toContain('checkout');
  expect(plans).toMatchObject({ ok: true, outputs: { 'plan.status': '2' } });
  const review = JSON.parse(readFileSync(join(artifacts, 'review', 'review.json'), 'utf8')) as PlanReview;
  expect(review).toMatchObject({ verdict: 'changes', complete: true });
  expect(review.stacks.map(({ stack, outcome }) => [stack, outcome])).toEqual([['sandbox-checkout', 'planned']]);
  expect(review.services[0]?.changes[0]?.kind).toBe('objective');
  expect(review.stacks[0]?.resources.flatMap(({ because }) => because)).toContainEqual(
    expect.objectContaining({ file: 'services/checkout.yaml' }),
  );
  expect(plans?.summary).toContain('grafana');

  const posted = await whileGitHubListens((api) => {
    const folder = join(scratch(), 'checkout');
    mkdirSync(folder);
    return runJob(workflow, 'comment', {
      folder,
      checkout: () => git(folder, 'clone', '-q', repository, '.'),
      artifacts,
      context: { 'github.event.pull_request.number': '7', 'github.token': 'token-of-the-job' },
      env: { PATH: `${bin}:${process.env.PATH}`, GITHUB_API_URL: api, GITHUB_REPOSITORY: 'shop/catalog' },
    });
  });
  expect(posted.run.log).toContain('posted https://example.com/1');
  expect(posted.run.ok).toBe(true);
});

test('a fault of the catalog ends the review with an annotation at its line', () => {
  const { words, plans } = pullRequest((folder) => replaceIn(folder, 'services/checkout.yaml', 'tier: 1', 'tier: 7'));
  expect(words).toMatchObject({ ok: false, failedAt: 'Every fault, at its line' });
  expect(words.log).toMatch(/::error file=services\/checkout\.yaml,line=\d+/);
  expect(plans).toBeUndefined();
});

test('a guard blocks the pull request, and the review is written all the same', () => {
  const { words, plans, artifacts } = pullRequest((folder) => {
    const path = join(folder, 'config/teams/payments.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('secondary', 'second'));
  });
  expect(words.ok).toBe(false);
  expect(plans).toMatchObject({ ok: false, failedAt: 'Say whether it may go on', outputs: { 'plan.status': '3' } });
  expect(existsSync(join(artifacts, 'review', 'review.md'))).toBe(true);
});

test('rejects, before any credential is used, what the first job must not hand over', () => {
  const { plans, artifacts } = pullRequest(
    (folder) => replaceIn(folder, 'services/checkout.yaml', 'objective: 99.95%', 'objective: 99.9%'),
    (handed) =>
      replaceIn(
        handed,
        'stacks/sandbox-checkout/cdk.tf.json',
        '"resource": {',
        '"resource": {"null_resource": {"x": {"provisioner": [{"local-exec": {"command": "id"}}]}},',
      ),
  );
  expect(plans).toMatchObject({ ok: false, failedAt: 'Plan' });
  expect(plans?.log).toContain('it has a provisioner');
  expect(existsSync(join(artifacts, 'review'))).toBe(false);
});

test('the workflow passes actionlint, where that is at hand', () => {
  const own = join(shipped, '.cache/bin/actionlint');
  const program = existsSync(own) ? own : 'actionlint';
  const ran = spawnSync(program, [join(shipped, '.github/workflows/review.yml')], { encoding: 'utf8' });
  if (ran.error && process.env.CATALOG_ACCEPTANCE !== 'required') return;
  expect(ran.stdout ?? ran.error?.message).toBe('');
});

test('zizmor finds nothing in the workflows that could be misused, where it is at hand', () => {
  const own = join(shipped, '.cache/zizmor/bin/zizmor');
  const workflows = join(shipped, '.github/workflows');
  // offline: what it knows of the pinned actions themselves it would have to ask GitHub
  const ran = spawnSync(existsSync(own) ? own : 'zizmor', ['--offline', '--quiet', workflows], { encoding: 'utf8' });
  if (ran.error && process.env.CATALOG_ACCEPTANCE !== 'required') return;
  expect(ran.error?.message ?? ran.stdout.replace(/^No findings.*\n?/, '')).toBe('');
  expect(ran.status).toBe(0);
});

/** The server runs in a thread of its own: the shell steps hold this one up. */
async function whileGitHubListens<T>(run: (api: string) => T): Promise<{ readonly run: T }> {
  const worker = new Worker(
    `const { createServer } = require('node:http');
     const { parentPort } = require('node:worker_threads');
     const server = createServer((request, response) => {
       request.resume();
       response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
       response.end(request.method === 'POST' ? JSON.stringify({ html_url: 'https://example.com/1' }) : '[]');
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  try {
    return { run: run(`http://127.0.0.1:${port}`) };
  } finally {
    await worker.terminate();
  }
}
