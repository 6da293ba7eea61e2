import fc from 'fast-check';
import { annotationTemplates, type Evaluator } from '../../../domain/rules/template';
import { odd } from '../promql/arbitraries';

const own = (summary: string, evaluator: Evaluator) =>
  annotationTemplates({ annotations: { summary }, grafana: { kind: 'presence', expr: 'x' } }, evaluator).summary;
const ofSlo = (summary: string, evaluator: Evaluator) =>
  annotationTemplates({ annotations: { summary }, grafana: { kind: 'binary', expr: 'x' } }, evaluator).summary;

/** What Go's text/template makes of a template that holds only strings and the two placeholders. */
const shown = (template = '') =>
  template.replace(/\{\{ (?:"(\{\{)"|(\$[a-zA-Z_.]+)) \}\}/g, (_, text?: string, name?: string) => text ?? `<${name}>`);

describe('of an own alert', () => {
  test('a value and a label are placeholders of both evaluators', () => {
    const text = '{{ $value }} on {{$labels.instance}}';
    expect(own(text, 'prometheus')).toBe('{{ $value }} on {{ $labels.instance }}');
    expect(own(text, 'grafana')).toBe('{{ $values.A.Value }} on {{ $labels.instance }}');
  });

  test.each([
    ['{{ .Evil }}', '{{ "{{" }} .Evil }}'],
    ['{{ $value | humanize }}', '{{ "{{" }} $value | humanize }}'],
    ['{{ query "up" }}', '{{ "{{" }} query "up" }}'],
    ['{{- $value -}}', '{{ "{{" }}- $value -}}'],
    ['{{{ $value }}}', '{{ "{{" }}{ $value }}}'],
    ['{{ $labels.a.b }}', '{{ "{{" }} $labels.a.b }}'],
    ['{{ $labels }}', '{{ "{{" }} $labels }}'],
    ['$value }} {', '$value }} {'],
    ['{{', '{{ "{{" }}'],
  ])('%s shows as it stands', (text, template) => {
    expect(own(text, 'prometheus')).toBe(template);
    expect(own(text, 'grafana')).toBe(template);
  });
});

test('of an SLO nothing is a placeholder, since there is no value to show and the text is an entry’s', () => {
  expect(ofSlo('pays {{ $value }} of {{ $labels.x }}', 'prometheus')).toBe(
    'pays {{ "{{" }} $value }} of {{ "{{" }} $labels.x }}',
  );
});

test('any text of an SLO is shown as it was written', () => {
  const braces = fc.array(fc.constantFrom('{', '{{', '}', '"', ' ', '$value', '.X', '{{ $value }}', '{{/*'), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        odd,
        braces.map((parts) => parts.join('')),
      ),
      fc.constantFrom('grafana', 'prometheus'),
      (text, by) => {
        expect(shown(ofSlo(text, by as Evaluator))).toBe(text);
      },
    ),
    { numRuns: 500 },
  );
});

test('any text of an own alert holds no action but the placeholders', () => {
  const parts = fc.array(
    fc.constantFrom('{', '{{', '}}', ' ', '$value', '$labels.a', '{{ $value }}', '"', '.X', '\n'),
    {
      maxLength: 10,
    },
  );
  fc.assert(
    fc.property(parts, (list) => {
      const template = own(list.join(''), 'prometheus') ?? '';
      expect(template.replace(/\{\{ (?:"\{\{"|\$value|\$labels\.[a-z]+) \}\}/g, '')).not.toContain('{{');
    }),
    { numRuns: 1000 },
  );
});
