import type { Behaviour } from './behaviour';
import type { RawSeries } from './raw-series';
import { inputSeries } from './scenario';

/** What a test file says of the rules beside the behaviours. */
export interface TestSubject {
  readonly ruleFile: string;
  /** Names of the rule file's groups, in the order in which they read one another. */
  readonly groups: readonly string[];
  /** What the SLI reads. */
  readonly series: readonly RawSeries[];
  /** What selects the series recorded for the SLO, with its braces. */
  readonly selector: string;
}

/**
 * Behaviours as a unit test file of promtool. Every check is one expression over `ALERTS`, so that a failing one prints
 * which alert fired and should not, or the other way round.
 */
export function promtoolTest(behaviours: readonly Behaviour[], subject: TestSubject): string {
  // promtool evaluates all rules of a file at one pace
  const [{ evaluationSeconds } = { evaluationSeconds: 60 }] = behaviours;
  if (behaviours.some((one) => one.evaluationSeconds !== evaluationSeconds)) {
    throw new RangeError('behaviours of one file share their evaluation interval');
  }
  const order = subject.groups.map(text).join(', ');
  const head = `rule_files: [${text(subject.ruleFile)}]\nevaluation_interval: ${evaluationSeconds}s\ngroup_eval_order: [${order}]\n`;
  return `${head}tests:\n${behaviours.map((behaviour) => testText(behaviour, subject)).join('')}`;
}

const text = (value: string) => JSON.stringify(value);

function testText({ name, phases, scrapeSeconds, checks }: Behaviour, { series, selector }: TestSubject): string {
  const inputs = inputSeries(phases, series, scrapeSeconds).map(
    (one) => `      - {series: ${text(one.series)}, values: ${text(one.values)}}\n`,
  );
  const expressions = checks.flatMap(({ atMinutes, firing, silent, values = [] }) => [
    ...(firing.length + silent.length === 0 ? [] : [expression(...firingNow(firing, silent), atMinutes)]),
    ...values.map(({ record, value, within }) =>
      expression(`group(abs(${record}${selector} - ${value}) <= ${within})`, '{labels: "{}", value: 1}', atMinutes),
    ),
  ]);
  return `  - name: ${text(name)}\n    interval: ${scrapeSeconds}s\n    input_series:\n${inputs.join('')}    promql_expr_test:\n${expressions.join('')}`;
}

function firingNow(firing: readonly string[], silent: readonly string[]): readonly [expr: string, samples: string] {
  const names = [...firing, ...silent].map((one) => one.replace(/[^\w /]/g, '\\$&')).join('|');
  const samples = firing.map((one) => `{labels: ${text(`{alertname=${text(one)}}`)}, value: 1}`);
  return [`group by (alertname) (ALERTS{alertstate="firing",alertname=~${text(names)}})`, samples.join(', ')];
}

function expression(expr: string, samples: string, atMinutes: number): string {
  return `      - {expr: ${text(expr)}, eval_time: ${atMinutes * 60}s, exp_samples: [${samples}]}\n`;
}
