import type { Environment, Service } from '../../../domain/catalog/model';
import type { RecordingRule, RuleGroup } from '../../../domain/rules/model';
import { prometheusGroups } from '../../../domain/slo/prometheus-groups';
import { environmentOf } from './environment-of';
import { selectorsIn } from './selectors';

/**
 * The recording rules of services, in levels: those of one read only what is scraped and what earlier levels record.
 * Rules read series of their own SLO only.
 */
export function ruleLevels(services: readonly Service[], environments: readonly Environment[]): RuleGroup[][] {
  const levels: RuleGroup[][] = [];
  for (const service of services) {
    const environment = environmentOf(service, environments);
    for (const slo of service.slos) {
      const groups = prometheusGroups({ ...service, slos: [slo], alerts: [] }, environment);
      const rules = groups.flatMap((group) => group.rules).filter((rule) => rule.kind === 'record');
      const levelOf = levelsOf(rules);
      for (const group of groups) {
        for (const level of new Set(levelOf.values())) {
          const ofLevel = group.rules.filter((rule) => rule.kind === 'record' && levelOf.get(rule.record) === level);
          if (ofLevel.length === 0) continue;
          levels[level] ??= [];
          levels[level].push({ ...group, name: `${environment.name} ${group.name}`, rules: ofLevel });
        }
      }
    }
  }
  return levels;
}

function levelsOf(rules: readonly RecordingRule[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const level = (rule: RecordingRule): number => {
    const known = levels.get(rule.record);
    if (known !== undefined) return known;
    const read = new Set(selectorsIn(rule.expr).map(({ metric }) => metric));
    const before = rules.filter(({ record }) => read.has(record)).map(level);
    const found = Math.max(-1, ...before) + 1;
    levels.set(rule.record, found);
    return found;
  };
  rules.forEach(level);
  return levels;
}
