import type { RecordingRule } from '../../../domain/rules/model';
import type { Question } from './expressions';
import { selectorsIn, selects } from './selectors';

/** The questions that read a metric: its own series, or one recorded from it. By the texts alone. */
export function readersOf(
  metric: string,
  questions: readonly Question[],
  rules: readonly RecordingRule[],
): readonly Question[] {
  const tainted = new Set<RecordingRule>();
  const reads = (expr: string) =>
    selectorsIn(expr).some(
      (selector) =>
        selector.metric === metric ||
        [...tainted].some(({ record, labels }) => selects(selector, { metric: record, labels })),
    );
  for (let before = -1; before < tainted.size; ) {
    before = tainted.size;
    for (const rule of rules) if (reads(rule.expr)) tainted.add(rule);
  }
  return questions.filter(({ expr }) => reads(expr));
}
