import type { AlertRule } from './model';

export type Evaluator = 'grafana' | 'prometheus';

/** The refId of the query whose value Grafana's `{{ $value }}` shows; Grafana's own `$value` is a dump of all of them. */
export const GRAFANA_QUERY_REF_ID = 'A';

/**
 * An annotation as the evaluator's template. `{{ $value }}` and `{{ $labels.NAME }}` are placeholders; any other `{{`
 * is shown as it stands. Both evaluators use Go's text/template, in which only `{{` begins anything.
 */
function withPlaceholders(text: string, evaluator: Evaluator): string {
  const value = evaluator === 'grafana' ? `$values.${GRAFANA_QUERY_REF_ID}.Value` : '$value';
  return text.replace(
    /\{\{\s*(?:(\$value)|(\$labels\.[a-zA-Z_][a-zA-Z0-9_]*))\s*\}\}|\{\{/g,
    (_, isValue?: string, label?: string) => {
      if (isValue !== undefined) return `{{ ${value} }}`;
      return label === undefined ? BRACES : `{{ ${label} }}`;
    },
  );
}

/** A template that shows two braces. */
const BRACES = '{{ "{{" }}';

/**
 * Every annotation of an alert as the evaluator's templates. Only an own alert has placeholders: of an SLO's, the value
 * is 1 and there is no label, and what an entry says in its description is text.
 */
export function annotationTemplates(
  rule: Pick<AlertRule, 'annotations' | 'grafana'>,
  evaluator: Evaluator,
): Record<string, string> {
  const isOwn = rule.grafana.kind === 'presence';
  const entries = Object.entries(rule.annotations);
  return Object.fromEntries(
    entries.map(([name, text]) => [name, isOwn ? withPlaceholders(text, evaluator) : text.replaceAll('{{', BRACES)]),
  );
}
