import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Drift, DriftReport, StackDrift } from '../../domain/drift/model';
import { stackVerdicts } from '../../domain/drift/model';
import { driftMetrics } from '../../domain/drift/render-metrics';
import { findProgram } from '../../promtool/find-program';
import { removeScratch, scratch, shipped } from '../cli/harness';
import { describeWith } from './needs-program';

/** What `catalog drift` measures, as Prometheus reads it, and the alerts that are shipped for it. */
afterAll(removeScratch);

const promtool = (args: readonly string[], input?: string) => {
  const ran = spawnSync(findProgram('promtool'), args, { encoding: 'utf8', ...(input === undefined ? {} : { input }) });
  return { code: ran.status, out: `${ran.stdout}${ran.stderr}` };
};

const finding: Drift = {
  address: 'aws_autoscaling_group.group',
  attribute: 'max_size',
  before: 10,
  after: 12,
  severity: 'critical',
  origin: null,
  because: [],
  expected: null,
  why: 'somebody changed it',
  reverted: true,
  revert: 'npx catalog deploy',
  adopt: null,
};
const stacks = stackVerdicts.map(
  (verdict, index): StackDrift => ({
    stack: index === 0 ? 'odd "name"\\ of\na stack' : `production-${verdict}`,
    kind: 'service',
    environment: index === 1 ? null : 'production',
    verdict,
    drift: [finding],
    pending: [],
    adopt: null,
    notes: [],
    durationMs: 1500,
    checkedAt: index % 2 === 0 ? '2031-03-03T12:00:00.000Z' : null,
  }),
);
const report = (some: readonly StackDrift[]): DriftReport => ({
  verdict: 'incomplete',
  shard: { index: 1, of: 1, stacks: some.length },
  startedAt: '2031-03-03T12:00:00.000Z',
  durationMs: 60_000,
  notes: [],
  stacks: some,
});

describeWith('promtool')('the metrics', () => {
  test.each([
    ['every verdict', stacks],
    ['no stack at all', []],
  ])('of %s are as Prometheus wants them, by name, unit and text', (_, some) => {
    expect(promtool(['check', 'metrics'], driftMetrics(report(some)))).toEqual({ code: 0, out: '' });
  });

  test('rejects what is not', () => {
    expect(promtool(['check', 'metrics'], 'catalog_drift_total{} 1\n').code).not.toBe(0);
  });
});

const STEP_MINUTES = 5;
const HOUR = 3600;

interface Look {
  /** Hours after the beginning. */
  readonly at: number;
  readonly complete: boolean;
  /** Stacks without a full check ever are left out, as in the metrics. */
  readonly checkedAt?: number;
}

/** Series of an environment whose job pushed after each look, held until the next one. */
function series(environment: string, looks: readonly Look[], hours: number) {
  const values = (of: (look: Look) => number | undefined) =>
    Array.from({ length: (hours * 60) / STEP_MINUTES + 1 }, (_, step) => {
      const last = looks.filter(({ at }) => at * 60 <= step * STEP_MINUTES).at(-1);
      return (last && of(last)) ?? '_';
    }).join(' ');
  const labels = `{environment="${environment}"}`;
  return [
    { series: `catalog_drift_run_timestamp_seconds${labels}`, values: values(({ at }) => at * HOUR) },
    { series: `catalog_drift_run_complete${labels}`, values: values(({ complete }) => Number(complete)) },
    {
      series: `catalog_drift_stack_last_check_timestamp_seconds{environment="${environment}",stack="${environment}-shop"}`,
      values: values(({ checkedAt }) => (checkedAt === undefined ? undefined : checkedAt * HOUR)),
    },
  ];
}

const every12h = (hours: number, complete: (at: number) => boolean, checkedAt: (at: number) => number | undefined) =>
  Array.from({ length: hours / 12 + 1 }, (_, index): Look => {
    const at = index * 12;
    const checked = checkedAt(at);
    return { at, complete: complete(at), ...(checked === undefined ? {} : { checkedAt: checked }) };
  });
const well = (environment: string, hours: number) =>
  series(
    environment,
    every12h(
      hours,
      () => true,
      (at) => at,
    ),
    hours,
  );

interface Moment {
  readonly at: string;
  readonly firing: readonly object[];
}

/** What the shipped rules say of series, by promtool's own test of rules. */
function check(alertname: string, input_series: readonly object[], expected: readonly Moment[]): void {
  const folder = scratch();
  cpSync(join(shipped, 'deploy/drift-alerts.yaml'), join(folder, 'rules.yaml'));
  const alert_rule_test = expected.map(({ at, firing }) => ({ eval_time: at, alertname, exp_alerts: firing }));
  const tests = [{ interval: `${STEP_MINUTES}m`, input_series, alert_rule_test }];
  const file = { rule_files: ['rules.yaml'], evaluation_interval: '5m', tests };
  writeFileSync(join(folder, 'tests.yaml'), stringify(file));
  const { code, out } = promtool(['test', 'rules', join(folder, 'tests.yaml')]);
  expect([code, code === 0 ? '' : out]).toEqual([0, '']);
}

describeWith('promtool')('the alert for critical drift', () => {
  const findings = (severity: string, values: string) => ({
    series: `catalog_drift_stack_findings{environment="production",stack="production-shop",severity="${severity}"}`,
    values,
  });

  test('names the stack while it lasts, and is silent of the rest', () => {
    const exp_labels = { severity: 'ticket', environment: 'production', stack: 'production-shop' };
    const exp_annotations = {
      summary: 'Somebody changed what production-shop is made of, in a way that may open a door or lose a page',
      description: 'The issue of the environment says what, and the way back.',
    };
    check(
      'CatalogDriftCritical',
      [findings('critical', '0x11 2x24 0x24'), findings('warning', '3x60')],
      [
        { at: '55m', firing: [] },
        { at: '1h30m', firing: [{ exp_labels, exp_annotations }] },
        { at: '4h', firing: [] },
      ],
    );
  });
});

describeWith('promtool')('the alert for no complete check within 24 hours', () => {
  const summary = 'No complete drift check of every stack within 24 hours';
  const description =
    'The last runs of the drift job failed, were not complete, or did not happen. Nobody would see drift now.';
  const fires = (environment?: string) => ({
    exp_labels: { severity: 'ticket', ...(environment === undefined ? {} : { environment }) },
    exp_annotations: { summary, description },
  });
  const missing = (series: readonly object[], expected: readonly Moment[]) =>
    check('CatalogDriftCheckMissing', series, expected);

  test('is silent while every look is complete', () => {
    missing(well('production', 72), [
      { at: '1h', firing: [] },
      { at: '35h', firing: [] },
      { at: '71h', firing: [] },
    ]);
  });

  test('fires a day after the last look, where none follows', () => {
    missing(series('production', [{ at: 0, complete: true, checkedAt: 0 }], 72), [
      { at: '23h30m', firing: [] },
      { at: '24h30m', firing: [fires('production')] },
      { at: '70h', firing: [fires('production')] },
    ]);
  });

  test('fires a day after the last complete look, where incomplete ones follow', () => {
    const looks = every12h(
      72,
      (at) => at === 0,
      () => undefined,
    );
    missing(series('production', looks, 72), [
      { at: '23h30m', firing: [] },
      { at: '24h30m', firing: [fires('production')] },
      { at: '60h', firing: [fires('production')] },
    ]);
  });

  test('fires for the environment that is not looked at, whatever the others do', () => {
    const never = every12h(
      72,
      () => false,
      () => undefined,
    );
    missing(
      [...well('staging', 72), ...series('production', never, 72)],
      [{ at: '30h', firing: [fires('production')] }],
    );
  });

  test('fires where one stack was not looked at for a day', () => {
    const looks = every12h(
      72,
      () => true,
      () => 0,
    );
    missing(series('production', looks, 72), [
      { at: '23h30m', firing: [] },
      { at: '24h30m', firing: [fires('production')] },
    ]);
  });

  test('fires where nothing ever came', () => {
    missing([], [{ at: '1h', firing: [fires()] }]);
  });

  test('stops after a complete look', () => {
    const looks = [
      { at: 0, complete: true, checkedAt: 0 },
      { at: 36, complete: true, checkedAt: 36 },
    ];
    missing(series('production', looks, 48), [
      { at: '35h', firing: [fires('production')] },
      { at: '37h', firing: [] },
    ]);
  });
});
