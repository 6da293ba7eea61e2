import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durationSeconds } from '../domain/promql/duration';
import type { InputSeries } from '../domain/slo/behaviour/scenario';
import { promtool } from '../promtool/promtool';

export interface Question {
  readonly expr: string;
  readonly atSeconds: number;
}

/** Labels without braces, as promtool prints them, and values. */
export interface Answer extends Question {
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
}

/**
 * What Prometheus' own engine answers, rules evaluated along the way: promtool is asked to expect something impossible,
 * and says what it got instead.
 */
export async function promtoolValues(input: {
  readonly rules: string;
  readonly series: readonly InputSeries[];
  readonly scrapeSeconds: number;
  readonly evaluationSeconds: number;
  readonly questions: readonly Question[];
}): Promise<Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-prove-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), input.rules);
    writeFileSync(join(folder, 'test.yaml'), testFile(input));
    const { output } = await promtool(['test', 'rules', join(folder, 'test.yaml')]);
    return parsed(output, input.questions);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testFile({
  series,
  scrapeSeconds,
  evaluationSeconds,
  questions,
}: Parameters<typeof promtoolValues>[0]): string {
  const inputs = series.map((one) => `      - {series: ${text(one.series)}, values: ${text(one.values)}}\n`);
  const asked = questions.map(
    ({ expr, atSeconds }) =>
      `      - {expr: ${text(expr)}, eval_time: ${atSeconds}s, exp_samples: [{labels: impossible, value: 1}]}\n`,
  );
  return `rule_files: [rules.yaml]\nevaluation_interval: ${evaluationSeconds}s\ntests:\n  - interval: ${scrapeSeconds}s\n    input_series:\n${inputs.join('')}    promql_expr_test:\n${asked.join('')}`;
}

const text = (value: string) => JSON.stringify(value);

/** Answers stand in the order of the questions; an expression that the engine refuses to evaluate gives no samples. */
function parsed(output: string, questions: readonly Question[]): Answer[] {
  const got = [...output.matchAll(/expr: ".*", time: (\S+?),(?:\s*\n\s*exp: .*\n\s*got: ?(.*)| err: .*)/g)];
  if (got.length !== questions.length) {
    throw new Error(`promtool answered ${got.length} of ${questions.length} questions:\n${output.slice(0, 4000)}`);
  }
  return questions.map((question, index) => {
    const [, time, samples = ''] = got[index] as RegExpExecArray;
    if (durationSeconds(time as string) !== question.atSeconds && time !== '0s') {
      throw new Error(`promtool answered for ${time} instead of ${question.atSeconds} s`);
    }
    const values = [...samples.matchAll(/\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\} (\S+?)(?:,|$)/g)];
    return { ...question, samples: values.map(([, labels = '', value]) => ({ labels, value: Number(value) })) };
  });
}
