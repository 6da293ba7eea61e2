const placeholder = /(\{\{\s*\$value\s*\}\}|\{\{\s*\$labels\.[a-zA-Z_][a-zA-Z0-9_]*\s*\}\})/;

/**
 * Annotation text as a template of Grafana's: `{{ $labels.NAME }}` means the same there, `{{ $value }}` would print
 * every value of the rule with its labels and becomes the query's own value. Any other `{{` is shown as it stands.
 */
export function grafanaTemplate(text: string): string {
  return text
    .split(placeholder)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll('{{', '{{ "{{" }}');
      return part.includes('$value') ? '{{ $values.A.Value }}' : part;
    })
    .join('');
}
