import type { Severity } from '../catalog/model';

/** An evaluation group: rules that are evaluated together, at one interval. */
export interface RuleGroup {
  /** Stable; prefixed with the service, since groups of a folder share a namespace. */
  readonly name: string;
  /** A multiple of 10 (Grafana's server refuses others). */
  readonly intervalSeconds: number;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

/** A recording rule; the same expression serves Grafana and Prometheus. */
export interface RecordingRule {
  readonly kind: 'record';
  /** Path in the entry that the rule comes from, e.g. `slos[0].sli`. */
  readonly source: string;
  /** At most 40 characters; made when it is asked for, since Prometheus' form has none. */
  readonly uid: string;
  /** Name of the recorded series. */
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An alert in both evaluators' terms. */
export interface AlertRule {
  readonly kind: 'alert';
  /** Path in the entry that the rule comes from, e.g. `slos[0]` or `alerts[2]`. */
  readonly source: string;
  /** At most 40 characters; made when it is asked for, since Prometheus' form has none. */
  readonly uid: string;
  readonly name: string;
  readonly severity: Severity;
  /** Grafana keeps it without evaluating it; Prometheus has no such thing, and its form leaves the rule out. */
  readonly paused?: true;
  /** Prometheus form: empty while healthy. */
  readonly prometheusExpr: string;
  /**
   * Grafana form. `binary`: always one sample, 0 or 1, compared `> 0`.
   * `presence`: any returned series fires, whatever its value (own alerts).
   */
  readonly grafana: { readonly kind: 'binary' | 'presence'; readonly expr: string };
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
  readonly labels: Readonly<Record<string, string>>;
  /**
   * `summary`, `description`, `runbook_url`, … as written. In an own alert's `{{ $value }}` and `{{ $labels.NAME }}` are
   * placeholders, any other `{{` is text. What an evaluator gets is `annotationTemplates(rule, evaluator)` of template.ts.
   */
  readonly annotations: Readonly<Record<string, string>>;
  /** What the alert links to on the dashboard, if anything: a key of the dashboard's panels; of an SLO `slo/<name>`. */
  readonly panel?: string;
}
