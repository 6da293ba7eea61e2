import type { AlertRule } from '../domain/rules/model';

/**
 * An expression that gives something exactly where an alert fires, as Prometheus decides it: its own expression held at
 * every evaluation through `for`, then or within `keep_firing_for` before.
 */
export function firing(
  { prometheusExpr, forSeconds, keepFiringForSeconds }: AlertRule,
  evaluationSeconds: number,
): string {
  const evaluations = (seconds: number) => Math.ceil(seconds / evaluationSeconds) + 1;
  // half a step more than the first of them is ago: versions of Prometheus differ in whether a range holds its beginning
  const counted = (expr: string, seconds: number) =>
    `count_over_time((${expr})[${(evaluations(seconds) - 0.5) * evaluationSeconds}s:${evaluationSeconds}s])`;
  const held =
    forSeconds === 0 ? prometheusExpr : `${counted(prometheusExpr, forSeconds)} == ${evaluations(forSeconds)}`;
  return keepFiringForSeconds === 0 ? held : counted(held, keepFiringForSeconds);
}
