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

/** What nothing else reads is asked all at once, each mutant beside the rules themselves. */
async function readSurvivors(
  under: SloUnderTest,
  candidates: readonly RuleMutant[],
  behaviours: readonly Behaviour[],
  series: readonly RawSeries[],
  limit: ReturnType<typeof pLimit>,
): Promise<RuleMutant[]> {
  let alive = [...candidates];
  const width = availableParallelism();
  for (let at = 0; at < behaviours.length && alive.length > 0; at += width) {
    const verdicts = await Promise.all(
      behaviours.slice(at, at + width).map((behaviour) => limit(() => noticed(under, behaviour, series, alive))),
    );
    alive = alive.filter((mutant) => !verdicts.some((killed) => killed.has(mutant)));
  }
  return alive;
}

/**
 * The mutants that fail a check of the behaviour. Their expressions are asked at the instants that decide the check
 * alone: an alert fires where its expression held all through `for`, then or within `keep_firing_for` before.
 */
async function noticed(
  { service, slo, environment }: SloUnderTest,
  behaviour: Behaviour,
  series: readonly RawSeries[],
  alive: readonly RuleMutant[],
): Promise<Set<RuleMutant>> {
  const groups = prometheusGroups({ ...service, slos: [slo], alerts: [] }, environment);
  const asked = alive.flatMap((mutant) =>
    behaviour.checks
      .filter((check) => looksAt(check, mutant.rule))
      .flatMap(({ atMinutes }) => deciding(mutant.mutated, atMinutes * 60, behaviour.evaluationSeconds))
      .map((atSeconds) => ({ mutant, expr: exprOf(mutant.mutated), atSeconds })),
  );
  if (asked.length === 0) return new Set();
  const questions = [...new Map(asked.map((one) => [`${one.atSeconds} ${one.expr}`, one])).values()];
  const answers = await promtoolValues({
    rules: prometheusRuleFile(groups.slice(0, 1).map(withoutAlerts)),
    series: inputSeries(behaviour.phases, series, behaviour.scrapeSeconds),
    scrapeSeconds: behaviour.scrapeSeconds,
    evaluationSeconds: behaviour.evaluationSeconds,
    questions,
  });
  const samples = new Map(answers.map((answer) => [`${answer.atSeconds} ${answer.expr}`, answer.samples]));
  const killed = alive.filter((mutant) =>
    behaviour.checks.some((check) => {
      if (!looksAt(check, mutant.rule)) return false;
      const at = (atSeconds: number) => samples.get(`${atSeconds} ${exprOf(mutant.mutated)}`) ?? [];
      if (mutant.mutated.kind === 'record') {
        const value = at(check.atMinutes * 60)[0]?.value ?? Number.NaN;
        return (check.values ?? []).some(
          (one) => one.record === mutant.rule && !(Math.abs(value - one.value) <= one.within),
        );
      }
      const holds = (atSeconds: number) => at(atSeconds).length > 0;
      const fires = firesAt(mutant.mutated, check.atMinutes * 60, behaviour.evaluationSeconds, holds);
      return fires ? check.silent.includes(mutant.rule) : check.firing.includes(mutant.rule);
    }),
  );
  return new Set(killed);
}

/** Of the group that records what all others read: nothing else is needed to ask them. */
function withoutAlerts(group: RuleGroup): RuleGroup {
  return { ...group, rules: group.rules.filter(({ kind }) => kind === 'record') };
}

/** The evaluations from `seconds` before an instant up to it, the latest first. */
function evaluationsBefore(atSeconds: number, seconds: number, everySeconds: number): number[] {
  const count = Math.ceil(seconds / everySeconds) + 1;
  return Array.from({ length: count }, (_, index) => atSeconds - index * everySeconds);
}

function deciding(rule: Rule, atSeconds: number, everySeconds: number): number[] {
  if (rule.kind === 'record') return [atSeconds];
  const seconds = rule.keepFiringForSeconds + rule.forSeconds;
  return evaluationsBefore(atSeconds, seconds, everySeconds).filter((at) => at >= 0);
}

/** As Prometheus decides it: held through `for` at a moment that `keep_firing_for` still covers. */
function firesAt(
  { forSeconds, keepFiringForSeconds }: Extract<Rule, { kind: 'alert' }>,
  atSeconds: number,
  everySeconds: number,
  holds: (atSeconds: number) => boolean,
): boolean {
  return evaluationsBefore(atSeconds, keepFiringForSeconds, everySeconds).some((moment) =>
    evaluationsBefore(moment, forSeconds, everySeconds).every(holds),
  );
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
