import type { Drift, DriftReport, StackDrift, StackVerdict } from '../../../domain/drift/model';
import { stackVerdicts } from '../../../domain/drift/model';
import { driftMarkdown, issueMarker } from '../../../domain/drift/render-markdown';
import { driftMetrics } from '../../../domain/drift/render-metrics';
import { driftText } from '../../../domain/drift/render-text';
import { mergedReport, worstFirst } from '../../../domain/drift/report';
import { reportVerdict } from '../../../domain/drift/verdict';

const stack = (name: string, verdict: StackVerdict, over: Partial<StackDrift> = {}): StackDrift => ({
  stack: name,
  kind: 'service',
  environment: 'production',
  verdict,
  drift: [],
  pending: [],
  adopt: null,
  notes: [],
  durationMs: 1500,
  checkedAt: '2031-03-03T12:00:00.000Z',
  ...over,
});
const report = (stacks: StackDrift[], over: Partial<DriftReport> = {}): DriftReport => ({
  verdict: reportVerdict(stacks),
  shard: { index: 1, of: 1, stacks: stacks.length },
  startedAt: '2031-03-03T12:00:00.000Z',
  durationMs: 60_000,
  notes: [],
  stacks,
  ...over,
});
const drift = (over: Partial<Drift> = {}): Drift => ({
  address: 'aws_autoscaling_group.group',
  attribute: 'max_size',
  before: 10,
  after: 12,
  severity: 'warning',
  origin: { file: 'services/shop.yaml', line: 7 },
  because: [],
  expected: null,
  why: 'somebody changed it',
  reverted: true,
  revert: 'npx catalog deploy',
  adopt: null,
  ...over,
});

describe('the verdict of a report', () => {
  test.each<[StackVerdict[], string]>([
    [[], 'clean'],
    [['clean', 'clean'], 'clean'],
    [['clean', 'pending'], 'pending'],
    [['pending', 'drifted'], 'drifted'],
    [['clean', 'drifted-and-pending'], 'drifted'],
    [['drifted', 'failed'], 'incomplete'],
    [['clean', 'locked'], 'incomplete'],
    [['clean', 'skipped'], 'incomplete'],
    [['clean', 'unknown'], 'incomplete'],
  ])('%j is %s', (verdicts, whole) => {
    expect(reportVerdict(verdicts.map((verdict) => ({ verdict })))).toBe(whole);
  });

  test('rejects "clean" for anything that holds a verdict other than clean', () => {
    for (const verdict of stackVerdicts) {
      expect(reportVerdict([{ verdict: 'clean' }, { verdict }]) === 'clean').toBe(verdict === 'clean');
    }
  });
});

describe('merging shards', () => {
  const shards = [1, 2, 3].map((index) =>
    report([stack(`s${index}`, 'clean')], { shard: { index, of: 3, stacks: 3 } }),
  );

  test('all of them make one', () => {
    expect(mergedReport(shards)).toMatchObject({
      verdict: 'clean',
      stacks: [{ stack: 's1' }, { stack: 's2' }, { stack: 's3' }],
    });
  });
  test('rejects a missing one as complete', () => {
    const merged = mergedReport(shards.slice(1));
    expect([merged.verdict, merged.notes]).toEqual(['incomplete', ['shard 1/3 reported nothing']]);
  });
  test('rejects shards of different runs as complete', () => {
    expect(mergedReport([...shards, report([], { shard: { index: 1, of: 2, stacks: 3 } })]).verdict).toBe('incomplete');
  });
  test('rejects a shard that is there twice as complete: one of them is old', () => {
    const [first] = shards as [DriftReport];
    const merged = mergedReport([report([stack('s1', 'drifted')], { shard: first.shard }), ...shards]);
    expect([merged.verdict, merged.notes]).toEqual(['incomplete', ['shard 1/3 reported twice']]);
  });
  test('rejects a stack that is in no shard as looked at', () => {
    const lost = shards.map((one) => ({ ...one, shard: { ...one.shard, stacks: 4 } }));
    const merged = mergedReport(lost);
    expect([merged.verdict, merged.notes]).toEqual(['incomplete', ['1 of 4 stacks are in no shard']]);
  });
  test('rejects shards of different catalogs as one run', () => {
    const [first, ...rest] = shards as [DriftReport, ...DriftReport[]];
    const merged = mergedReport([{ ...first, shard: { ...first.shard, stacks: 5 } }, ...rest]);
    expect(merged.notes).toContain('reports of different runs were merged');
  });
  test('rejects nothing as clean', () => {
    expect(mergedReport([]).verdict).toBe('incomplete');
  });
});

test('the worst stack comes first', () => {
  const stacks = [
    stack('a', 'clean'),
    stack('b', 'drifted', { drift: [drift()] }),
    stack('c', 'drifted', { drift: [drift({ severity: 'critical' })] }),
    stack('d', 'failed'),
    stack('e', 'drifted-and-pending', { drift: [drift({ severity: 'info' })] }),
    stack('f', 'drifted-and-pending', { drift: [drift({ severity: 'critical' })] }),
    stack('g', 'pending'),
  ];
  expect(worstFirst(stacks).map((one) => one.stack)).toEqual(['d', 'f', 'c', 'b', 'e', 'g', 'a']);
});

test('text: what differs, where it comes from, the way back and the way forward', () => {
  const adopt = { summary: 'scaling.max of shop becomes 12', patch: '--- a/x\n', leaves: [] };
  const expected = drift({
    attribute: 'desired_capacity',
    before: 2,
    after: 3,
    expected: 'autoscaler',
    why: 'it moves',
  });
  const text = driftText(
    report([stack('production-shop', 'drifted', { drift: [drift({ adopt }), expected] }), stack('z', 'clean')]),
  );
  expect(text).toBe(`production-shop: drifted
  warning: aws_autoscaling_group.group max_size: 10 → 12 (services/shop.yaml:7)
    somebody changed it
    back: npx catalog deploy
    forward: scaling.max of shop becomes 12 (--out DIR writes the patch)
  expected (autoscaler): aws_autoscaling_group.group desired_capacity: 2 → 3, it moves

drifted: 2 stacks (1 clean, 1 drifted)
`);
});

test('text: ids of people by their names, what is not set left out, and an item that came or went as such', () => {
  const users = drift({
    address: 'pagerduty_schedule.rotation',
    attribute: 'layer[0].users',
    before: ['P1', 'P2'],
    after: ['P2', 'P1'],
    names: { P1: 'ada@example.com' },
  });
  const gone = { before: { delay: 5, rules: [], target: [{ id: 'P1', note: '' }], on: false, id: null }, after: null };
  const step = drift({ attribute: 'rule[1]', ...gone, names: { P1: 'ada@example.com' } });
  const open = drift({ attribute: 'ingress[0]', before: null, after: { from_port: 22, description: '' } });
  const text = driftText(report([stack('s', 'drifted', { drift: [users, step, open] })]));
  expect(text).toContain('layer[0].users: ["ada@example.com","P2"] → ["P2","ada@example.com"]');
  expect(text).toContain('rule[1] is gone: {"delay":5,"target":[{"id":"ada@example.com"}],"on":false}');
  expect(text).toContain('ingress[0] is new: {"from_port":22}');
});

test('text: long values show where they differ', () => {
  const same = `sum(${'a'.repeat(300)}`;
  const long = drift({ attribute: 'expr', before: `${same} > 500`, after: `${same} > 800` });
  const text = driftText(report([stack('s', 'drifted', { drift: [long] })]));
  expect(text).toMatch(/ expr: …a{37} > 500 → …a{37} > 800 /);
  const one = drift({ attribute: 'expr', before: `${'a'.repeat(200)}`, after: 'b' });
  expect(driftText(report([stack('s', 'drifted', { drift: [one] })]))).toMatch(/ expr: a{160}… → b /);
});

test('text: what a terminal would obey is shown, and a line stays one', () => {
  const evil = drift({ before: 'a\nclean: 1 stacks', after: '\u001b[2Jb', adopt: null });
  const text = driftText(report([stack('s', 'drifted', { drift: [evil], notes: ['\u001b[31mred'] })]));
  expect(text).toContain('max_size: a\\nclean: 1 stacks → \\u001b[2Jb (services/shop.yaml:7)');
  expect(text).not.toContain('\u001b');
});

test('text: what undoes several differences is told once, after the last', () => {
  const text = driftText(
    report([stack('s', 'drifted', { drift: [drift(), drift({ attribute: 'min_size' }), drift({ revert: 'other' })] })]),
  );
  expect(text.split('\n').slice(1, 8)).toEqual([
    '  warning: aws_autoscaling_group.group max_size: 10 → 12 (services/shop.yaml:7)',
    '  warning: aws_autoscaling_group.group min_size: 10 → 12 (services/shop.yaml:7)',
    '    somebody changed it',
    '    back: npx catalog deploy',
    '  warning: aws_autoscaling_group.group max_size: 10 → 12 (services/shop.yaml:7)',
    '    somebody changed it',
    '    back: other',
  ]);
});

test('stacks that failed for the same reason are told together, and counted each', () => {
  const notes = ['No valid credential sources found'];
  const failed = Array.from({ length: 7 }, (_, at) => stack(`s${at}`, 'failed', { notes }));
  const whole = report([...failed, stack('other', 'failed', { notes: ['something else'] })]);
  expect(driftText(whole).split('\n')).toEqual([
    'other: failed',
    '  something else',
    '',
    's0, s1, s2, s3, s4 and 2 more: failed',
    '  No valid credential sources found',
    '',
    'incomplete: 8 stacks (8 failed)',
    '',
  ]);
  expect(driftMarkdown(whole, 'production')).toContain('### s0, s1, s2, s3, s4 and 2 more: failed\n');
});

describe('markdown', () => {
  test('begins with what the issue is found by', () => {
    expect(driftMarkdown(report([]), 'production').split('\n')[0]).toBe(issueMarker('production'));
  });
  test('text of the world is no Markdown, and a patch keeps its fence', () => {
    const evil = drift({
      after: '`code` <img src=x> @everyone',
      adopt: { summary: 'asks <img src=y>', patch: '--- a/x\n+```\n', leaves: [] },
    });
    const text = driftMarkdown(report([stack('s', 'drifted', { drift: [evil] })]), 'production');
    expect(text).toContain('`` aws_autoscaling_group.group max_size: 10 → `code` <img src=x> @everyone ``');
    expect(text).toContain('forward: `asks <img src=y>`');
    expect(text).toContain('    ````diff\n    --- a/x\n    +```\n    ````');
  });
  test('leaves out whole stacks where it grows too long for GitHub', () => {
    const many = Array.from({ length: 600 }, (_, at) => stack(`stack-${at}`, 'drifted', { drift: [drift(), drift()] }));
    const text = driftMarkdown(report(many), 'production');
    expect(text.length).toBeLessThan(60_000);
    expect(text).toMatch(/\d+ more stacks are in the report of the job\.\n$/);
  });
});

describe('metrics', () => {
  const text = driftMetrics(
    report([
      stack('a"b', 'drifted', { drift: [drift(), drift({ expected: 'autoscaler' })] }),
      stack('n', 'failed', { checkedAt: null }),
    ]),
  );

  test('each line is a comment or a sample', () => {
    const line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="([^"\\\n]|\\.)*",?)*\})? -?[0-9.e+]+)$/;
    for (const one of text.trimEnd().split('\n')) expect(one).toMatch(line);
  });
  test('one verdict of a stack holds', () => {
    const holds = [...text.matchAll(/catalog_drift_stack_verdict\{stack="a\\"b".*verdict="([a-z-]+)"\} 1/g)];
    expect(holds.map(([, verdict]) => verdict)).toEqual(['drifted']);
  });
  test('counts what nothing explains', () => {
    expect(text).toContain(
      'catalog_drift_stack_findings{stack="a\\"b",environment="production",severity="warning"} 1\n',
    );
    expect(text).toContain('catalog_drift_run_complete 0\n');
  });
  test('rejects a time of a last check for a stack that never had one', () => {
    expect(text).not.toMatch(/last_check_timestamp_seconds\{stack="n"/);
  });
});
