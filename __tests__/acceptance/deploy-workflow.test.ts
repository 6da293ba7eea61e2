import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueMarker } from '../../domain/drift/render-markdown';
import { removeScratch, scratch, shipped } from '../cli/harness';
import { byHand, find } from './drift-world';
import { carryWorld, copyOfRepository, git, type JobRun, npmStandIn, readWorkflow, runJob } from './workflow';

/** The shell steps of deploy.yml and drift.yml, in order, on a repository and the sandbox. */
jest.setTimeout(300_000);

const now = '2026-11-23T12:00:00Z';
let repository: string;
let bin: string;

beforeAll(() => {
  repository = join(scratch(), 'origin');
  mkdirSync(repository);
  copyOfRepository(repository);
  for (const name of readdirSync(join(repository, 'services')))
    if (name !== 'search.yaml') rmSync(join(repository, 'services', name));
  for (const name of readdirSync(join(repository, 'config/teams')))
    if (name !== 'discovery.yaml') rmSync(join(repository, 'config/teams', name));
  git(repository, 'init', '-q', '-b', 'main');
  git(repository, 'add', '-A');
  git(repository, 'commit', '-qm', 'base');
  bin = npmStandIn(scratch());
  // npx, with the sandbox's providers
  const serve = 'exec node cli/bin.js sandbox serve -- node_modules/.bin/"$@"\n';
  writeFileSync(join(bin, 'npx'), `#!/usr/bin/env bash\n${serve}`, { mode: 0o755 });
});
afterAll(removeScratch);

interface Place {
  readonly artifacts: string;
  readonly world: string;
}

/** Runs a job in a fresh checkout, with the world carried on from job to job. */
function job(
  workflow: string,
  name: string,
  { artifacts, world }: Place,
  context: Record<string, string>,
  env = {},
): JobRun {
  const folder = join(scratch(), 'checkout');
  mkdirSync(folder);
  const ran = runJob(readWorkflow(workflow), name, {
    folder,
    checkout: () => {
      git(folder, 'clone', '-q', repository, '.');
      if (existsSync(join(world, '.catalog'))) carryWorld(world, folder);
    },
    artifacts,
    context,
    env: { PATH: `${bin}:${process.env.PATH}`, CATALOG_NOW: now, ...env },
  });
  if (existsSync(join(folder, '.catalog'))) carryWorld(folder, world);
  return ran;
}

const world = () => ({ artifacts: join(scratch(), 'artifacts'), world: scratch() });

test('a merge: affected, planned, checked, deployed level by level, remembered; then watched', () => {
  const place = world();
  const vars = { 'vars.DEPLOY_ENVIRONMENTS': 'sandbox', 'vars.DEPLOY_SHARDS': '2', 'matrix.environment': 'sandbox' };
  const affected = job('deploy.yml', 'affected', place, vars);
  expect([affected.ok, affected.log]).toEqual([true, expect.any(String)]);
  expect(JSON.parse(affected.outputs['affected.environments'] as string)).toEqual(['sandbox']);
  const matrix = (level: string) => JSON.parse(affected.outputs[`affected.${level}`] as string);
  expect(matrix('oncall')).toEqual([{ environment: 'sandbox', shard: '0-1', stacks: 'sandbox-oncall-discovery' }]);
  expect(matrix('services')).toEqual([{ environment: 'sandbox', shard: '2-1', stacks: 'sandbox-search' }]);

  const planned = job('deploy.yml', 'plan', place, vars);
  expect([planned.ok, planned.log]).toEqual([true, expect.any(String)]);
  const checked = job('deploy.yml', 'check', place, vars);
  expect([checked.ok, checked.log]).toEqual([true, expect.any(String)]);
  for (const level of ['oncall', 'platforms', 'services']) {
    for (const { stacks } of matrix(level)) {
      const deployed = job('deploy.yml', level, place, { ...vars, 'matrix.stacks': stacks });
      expect([level, deployed.ok, deployed.ok ? '' : deployed.log]).toEqual([level, true, '']);
    }
  }
  const recorded = job('deploy.yml', 'record', place, { 'needs.affected.outputs.environments': '["sandbox"]' });
  expect([recorded.ok, recorded.log]).toEqual([true, expect.any(String)]);
  expect(git(repository, 'rev-parse', 'refs/deployed/sandbox')).toBe(git(repository, 'rev-parse', 'HEAD'));
  // nothing differs from what is deployed any more
  expect(job('deploy.yml', 'affected', place, vars).outputs['affected.environments']).toBe('[]');

  const watched = watch(place);
  expect([watched.status, watched.gh]).toEqual([
    '0',
    ['issue list --app github-actions --state open --limit 1000 --json number,body'],
  ]);

  byHand(place.world, (resources) => {
    find(resources, 'grafana_rule_group', 'search slo alerts').rule[0].is_paused = true;
    return undefined;
  });
  const drifted = watch(place);
  expect([drifted.status, drifted.gh.at(-1)]).toEqual([
    '2',
    'issue create --title Drift in sandbox --body-file merged/drift.md',
  ]);
  expect(drifted.summary).toContain('rule[0].is_paused: false → true');
  const issues = [issueMarker('production'), `I saw ${issueMarker('sandbox')}`, `${issueMarker('sandbox')}\nold`];
  const again = watch(place, JSON.stringify(issues.map((body, index) => ({ number: index + 5, body }))));
  expect(again.gh.at(-1)).toBe('issue edit 7 --body-file merged/drift.md');
});

/** Both jobs of drift.yml, with a GitHub that knows some issues. */
function watch(place: Place, issues = '[]') {
  const told = join(scratch(), 'gh.log');
  const gh = `#!/usr/bin/env bash\necho "$*" >> ${JSON.stringify(told)}\nif [ "$2" = list ]; then echo '${issues}'; fi\n`;
  writeFileSync(join(bin, 'gh'), gh, { mode: 0o755 });
  const parts = job('drift.yml', 'parts', place, { 'vars.DRIFT_ENVIRONMENTS': 'sandbox', 'vars.DRIFT_SHARDS': '2' });
  const matrix = JSON.parse(parts.outputs['parts.matrix'] as string) as { shard: string; part: number }[];
  expect(matrix.map(({ shard }) => shard)).toEqual(['1/2', '2/2']);
  rmSync(place.artifacts, { recursive: true, force: true });
  for (const { shard, part } of matrix) {
    const context = { 'matrix.environment': 'sandbox', 'matrix.shard': shard, 'matrix.part': String(part) };
    const looked = job('drift.yml', 'look', place, context);
    expect([looked.ok, looked.ok ? '' : looked.log]).toEqual([true, '']);
  }
  const reported = job('drift.yml', 'report', place, { 'matrix.environment': 'sandbox' });
  expect([reported.ok, reported.ok ? '' : reported.log]).toEqual([true, '']);
  return {
    status: reported.outputs['merge.status'],
    summary: reported.summary,
    gh: readFileSync(told, 'utf8').trim().split('\n'),
  };
}

test('no matrix has more jobs than GitHub runs', () => {
  const vars = { 'vars.DRIFT_ENVIRONMENTS': 'one  two three', 'vars.DRIFT_SHARDS': '200' };
  const parts = job('drift.yml', 'parts', world(), vars);
  const matrix = JSON.parse(parts.outputs['parts.matrix'] as string) as { environment: string; shard: string }[];
  expect([matrix.length, matrix.at(-1)]).toEqual([255, { environment: 'three', shard: '85/85', part: 85 }]);
  const many = { 'vars.DEPLOY_ENVIRONMENTS': 'sandbox', 'vars.DEPLOY_SHARDS': '1000' };
  const affected = job('deploy.yml', 'affected', world(), { ...many });
  expect([affected.ok, affected.ok ? '' : affected.log]).toEqual([true, '']);
});

test('the workflows pass actionlint, where that is at hand', () => {
  const own = join(shipped, '.cache/bin/actionlint');
  const program = existsSync(own) ? own : 'actionlint';
  const files = ['deploy.yml', 'drift.yml'].map((name) => join(shipped, '.github/workflows', name));
  const ran = spawnSync(program, ['-no-color', ...files], { encoding: 'utf8' });
  if (ran.error !== undefined && process.env.CATALOG_ACCEPTANCE !== 'required') return;
  expect([ran.status, ran.stdout]).toEqual([0, '']);
});
