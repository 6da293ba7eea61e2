import fc from 'fast-check';
import { parse } from 'yaml';
import type { AlertRule, RecordingRule, RuleGroup } from '../../../domain/rules/model';
import { prometheusRuleFile } from '../../../domain/rules/prometheus-file';
import { odd } from '../promql/arbitraries';

const recording: RecordingRule = {
  kind: 'record',
  source: 'slos[0].sli',
  uid: 'r',
  record: 'slo:errors:rate5m',
  expr: 'sum(rate(e[5m]))',
  labels: { service: 'checkout', slo: 'availability' },
};
const alert: AlertRule = {
  kind: 'alert',
  source: 'slos[0]',
  uid: 'a',
  name: 'checkout/availability burns fast',
  severity: 'page',
  prometheusExpr: 'group(x)',
  grafana: { kind: 'binary', expr: 'group(x) or vector(0)' },
  forSeconds: 120,
  keepFiringForSeconds: 600,
  labels: { severity: 'page' },
  annotations: { summary: 'burns' },
};
const group = (...rules: RuleGroup['rules']): RuleGroup => ({
  name: 'checkout availability',
  intervalSeconds: 30,
  rules,
});

test('a file reads as Prometheus documents it', () => {
  expect(prometheusRuleFile([group(recording, alert)])).toBe(`groups:
  - name: "checkout availability"
    interval: 30s
    rules:
      - record: "slo:errors:rate5m"
        expr: "sum(rate(e[5m]))"
        labels:
          service: "checkout"
          slo: "availability"
      - alert: "checkout/availability burns fast"
        expr: "group(x)"
        for: 120s
        keep_firing_for: 600s
        labels:
          severity: "page"
        annotations:
          summary: "burns"
`);
});

test('what fires at once and stops at once says nothing about it', () => {
  const text = prometheusRuleFile([group({ ...alert, forSeconds: 0, keepFiringForSeconds: 0 })]);
  expect(text).not.toMatch(/for:/);
});

test('a paused alert is left out, since Prometheus knows no such thing, and so is a group of nothing else', () => {
  const paused = { ...alert, name: 'paused', paused: true as const };
  expect(prometheusRuleFile([group(paused, recording), { ...group(paused), name: 'empty' }])).toBe(
    prometheusRuleFile([group(recording)]),
  );
  expect(prometheusRuleFile([group(paused)])).toBe('groups: []\n');
  expect(prometheusRuleFile([])).toBe('groups: []\n');
});

test('any text comes out of the YAML as it went in, and no line of the file is one that it made', () => {
  fc.assert(
    fc.property(odd, odd, odd, odd, (expr, label, summary, name) => {
      const rule: AlertRule = {
        ...alert,
        name,
        prometheusExpr: expr,
        labels: { severity: label },
        annotations: { summary },
      };
      const text = prometheusRuleFile([group(rule)]);
      // every character that one YAML reader or another takes for a break, or refuses
      expect(text).not.toMatch(/[\r\t\x7f-\x9f\u2028\u2029\ufeff]/);
      expect(text.split('\n')).toHaveLength(prometheusRuleFile([group(alert)]).split('\n').length);
      const [read] = parse(text).groups[0].rules;
      expect(read.expr).toBe(expr);
      expect(read.alert).toBe(name);
      expect(read.labels.severity).toBe(label);
      expect(read.annotations.summary).toBe(summary.replaceAll('{{', '{{ "{{" }}'));
    }),
    { numRuns: 500 },
  );
});

test('the same rules give the same bytes', () => {
  expect(prometheusRuleFile([group(recording, alert)])).toBe(prometheusRuleFile([group(recording, alert)]));
});
