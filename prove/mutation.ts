import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { RuleGroup } from '../domain/rules/model';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import type { Behaviour, Check } from '../domain/slo/behaviour/behaviour';
import { promtoolTest } from '../domain/slo/behaviour/promtool-test';
import { type RawSeries, rawSeries } from '../domain/slo/behaviour/raw-series';
import { inputSeries, minutesOf } from '../domain/slo/behaviour/scenario';
import { sloBehaviours } from '../domain/slo/behaviour/slo-behaviours';
import { prometheusGroups } from '../domain/slo/prometheus-groups';
import { sloSelector } from '../domain/slo/series';
import { promtool } from '../promtool/promtool';
import type { SloUnderTest } from '../promtool/test-slos';
import { mutants } from './mutants';
import { promtoolValues } from './promtool-values';

type Rule = RuleGroup['rules'][number];

export interface RuleMutant {
  /** Name of the rule. */
  readonly rule: string;
  readonly what: string;
  readonly mutated: Rule;
  readonly original: Rule;
}

/** Every mutant of every rule of an SLO. */
export function ruleMutants({ service, slo, environment }: SloUnderTest): RuleMutant[] {
  const groups = prometheusGroups({ ...service, slos: [slo], alerts: [] }, environment);
  return groups
    .flatMap(({ rules }) => rules)
    .flatMap((original) =>
      mutants(exprOf(original)).map(({ what, expr }) => ({
        rule: nameOf(original),
        what,
        original,
        mutated: original.kind === 'record' ? { ...original, expr } : { ...original, prometheusExpr: expr },
      })),
    );
}

/** Which of the mutants no behaviour test notices. */
export async function survivors(under: SloUnderTest, candidates: readonly RuleMutant[]): Promise<RuleMutant[]> {
  const series = rawSeries(under.slo.sli);
  if (series === undefined) throw new Error(`no metrics can be made up for ${under.slo.name}`);
  const behaviours = sloBehaviours({ ...under.service, slos: [under.slo] }, under.slo, under.environment);
  const cheapFirst = [...behaviours].sort((a, b) => evaluations(a) - evaluations(b));
  const feeds = candidates.filter(({ rule }) => /:rate\w+$/.test(rule));
  const reads = candidates.filter((one) => !feeds.includes(one));
  const limit = pLimit(availableParallelism());
  const [left, fed] = await Promise.all([
    readSurvivors(under, reads, cheapFirst, series, limit),
    Promise.all(feeds.map((one) => limit(() => survivesAlone(under, one, cheapFirst, series)))),
  ]);
  return [...left, ...feeds.filter((_, index) => fed[index])];
}

function evaluations({ phases, evaluationSeconds }: Behaviour): number {
  return (minutesOf(phases) * 60) / evaluationSeconds;
}

/** What nothing else reads is tried all at once, each mutant under a name of its own beside the original. */
async function readSurvivors(
  under: SloUnderTest,
  candidates: readonly RuleMutant[],
  behaviours: readonly Behaviour[],
  series: readonly RawSeries[],
  limit: ReturnType<typeof pLimit>,
): Promise<RuleMutant[]> {
  let alive = candidates.map((mutant, index) => ({ mutant, alias: aliasOf(mutant, index) }));
  const width = availableParallelism();
  for (let at = 0; at < behaviours.length && alive.length > 0; at += width) {
    const verdicts = await Promise.all(
      behaviours.slice(at, at + width).map((behaviour) => limit(() => noticed(under, behaviour, series, alive))),
    );
    alive = alive.filter(({ alias }) => !verdicts.some((killed) => killed.has(alias)));
  }
  return alive.map(({ mutant }) => mutant);
}

interface Alias {
  readonly mutant: RuleMutant;
  readonly alias: string;
}

function aliasOf({ original }: RuleMutant, index: number): string {
  return original.kind === 'record' ? `mutant${index}:ratio` : `mutant ${index}`;
}

async function noticed(
  { service, slo, environment }: SloUnderTest,
  behaviour: Behaviour,
  series: readonly RawSeries[],
  alive: readonly Alias[],
): Promise<Set<string>> {
  const groups = prometheusGroups({ ...service, slos: [slo], alerts: [] }, environment);
  const looked = alive.filter(({ mutant }) => behaviour.checks.some((check) => looksAt(check, mutant.rule)));
  const rules = looked.map(({ mutant: { mutated }, alias }) =>
    mutated.kind === 'record' ? { ...mutated, record: alias } : { ...mutated, name: alias },
  );
  const [first] = groups as [RuleGroup];
  const feeding = first.rules.filter(({ kind }) => kind === 'record');
  const answers = await promtoolValues({
    rules: prometheusRuleFile([{ ...first, rules: [...feeding, ...rules] }]),
    series: inputSeries(behaviour.phases, series, behaviour.scrapeSeconds),
    scrapeSeconds: behaviour.scrapeSeconds,
    evaluationSeconds: behaviour.evaluationSeconds,
    questions: behaviour.checks.flatMap(({ atMinutes }) => [
      { expr: 'ALERTS{alertstate="firing"}', atSeconds: atMinutes * 60 },
      { expr: '{__name__=~"mutant.*"}', atSeconds: atMinutes * 60 },
    ]),
  });
  const killed = new Set<string>();
  behaviour.checks.forEach((check, index) => {
    const firing = new Set(answers[2 * index]?.samples.map(({ labels }) => /alertname="([^"]*)"/.exec(labels)?.[1]));
    const values = new Map(
      answers[2 * index + 1]?.samples.map(({ labels, value }) => [/__name__="([^"]*)"/.exec(labels)?.[1], value]),
    );
    for (const { mutant, alias } of looked) {
      if (check.firing.includes(mutant.rule) && !firing.has(alias)) killed.add(alias);
      if (check.silent.includes(mutant.rule) && firing.has(alias)) killed.add(alias);
      for (const { record, value, within } of check.values ?? []) {
        if (record === mutant.rule && !(Math.abs((values.get(alias) ?? Number.NaN) - value) <= within))
          killed.add(alias);
      }
    }
  });
  return killed;
}

function looksAt({ firing, silent, values = [] }: Check, rule: string): boolean {
  return firing.includes(rule) || silent.includes(rule) || values.some(({ record }) => record === rule);
}

/** What other rules read is changed in the rule file itself, and the emitted tests run until one fails. */
async function survivesAlone(
  { service, slo, environment }: SloUnderTest,
  { original, mutated }: RuleMutant,
  behaviours: readonly Behaviour[],
  series: readonly RawSeries[],
): Promise<boolean> {
  const groups = prometheusGroups({ ...service, slos: [slo], alerts: [] }, environment).map((group) => ({
    ...group,
    rules: group.rules.map((rule) =>
      rule.kind === original.kind && nameOf(rule) === nameOf(original) ? mutated : rule,
    ),
  }));
  const subject = {
    ruleFile: 'rules.yaml',
    groups: groups.map(({ name }) => name),
    series,
    selector: sloSelector(service, slo),
  };
  const folder = mkdtempSync(join(tmpdir(), 'catalog-mutant-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), prometheusRuleFile(groups));
    for (const behaviour of behaviours) {
      const test = join(folder, 'test.yaml');
      writeFileSync(test, promtoolTest([behaviour], subject));
      if (!(await promtool(['test', 'rules', test])).ok) return false;
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nameOf(rule: Rule): string {
  return rule.kind === 'record' ? rule.record : rule.name;
}

function exprOf(rule: Rule): string {
  return rule.kind === 'record' ? rule.expr : rule.prometheusExpr;
}
