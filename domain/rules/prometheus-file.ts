import { quoted } from '../promql/strings';
import type { RuleGroup } from './model';
import { annotationTemplates } from './template';

/**
 * Rule groups as a rule file of Prometheus: one YAML document, the same bytes for the same groups. Every text is a
 * double-quoted scalar; a general writer costs ten times as much for 1,000 SLOs.
 */
export function prometheusRuleFile(groups: readonly RuleGroup[]): string {
  const evaluated = groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => rule.kind === 'record' || !rule.paused) }))
    .filter(({ rules }) => rules.length > 0);
  if (evaluated.length === 0) return 'groups: []\n';
  return `groups:\n${evaluated.map(groupText).join('')}`;
}

function groupText({ name, intervalSeconds, rules }: RuleGroup): string {
  return `  - name: ${quoted(name)}\n    interval: ${intervalSeconds}s\n    rules:\n${rules.map(ruleText).join('')}`;
}

function ruleText(rule: RuleGroup['rules'][number]): string {
  if (rule.kind === 'record') {
    return `      - record: ${quoted(rule.record)}\n        expr: ${quoted(rule.expr)}\n${mapText('labels', rule.labels)}`;
  }
  const lines = [`      - alert: ${quoted(rule.name)}\n        expr: ${quoted(rule.prometheusExpr)}\n`];
  if (rule.forSeconds > 0) lines.push(`        for: ${rule.forSeconds}s\n`);
  if (rule.keepFiringForSeconds > 0) lines.push(`        keep_firing_for: ${rule.keepFiringForSeconds}s\n`);
  lines.push(mapText('labels', rule.labels), mapText('annotations', annotationTemplates(rule, 'prometheus')));
  return lines.join('');
}

function mapText(key: string, map: Readonly<Record<string, string>>): string {
  const lines = Object.entries(map).map(([name, value]) => `          ${name}: ${quoted(value)}\n`);
  return lines.length === 0 ? '' : `        ${key}:\n${lines.join('')}`;
}
