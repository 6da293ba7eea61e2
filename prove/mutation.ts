import { availableParallelism } from 'node:os';
import type { RuleGroup } from '../domain/rules/model';
import { prometheusRuleFile } from '../domain/rules/prometheus-file';
import type { Behaviour, Check } from '../domain/slo/behaviour/behaviour';
import { type RawSeries, rawSeries } from '../domain/slo/behaviour/raw-series';
import { inputSeries, minutesOf } from '../domain/slo/behaviour/scenario';
import { sloBehaviours } from '../domain/slo/behaviour/slo-behaviours';
import { prometheusSloGroups } from '../domain/slo/prometheus-groups';
import { sloSelector } from '../domain/slo/series';
import type { SloUnderTest } from '../promtool/test-slos';
import { firing } from './firing';
import { mutants } from './mutants';
import { promtoolValues } from './promtool-values';
import { expressionOf, type Rule, RuleReaders, ruleName, withExpression } from './rule-readers';

export interface RuleMutant {
  /** Name of the rule. */
  readonly rule: string;
  readonly what: string;
  readonly mutated: Rule;
  readonly original: Rule;
}

function rulesOf({ service, slo, environment }: SloUnderTest): readonly Rule[] {
  return prometheusSloGroups(service, slo, environment).flatMap(({ rules }) => rules);
}

/** Every mutant of every rule of an SLO. */
export function ruleMutants(under: SloUnderTest): RuleMutant[] {
  return rulesOf(under).flatMap((original) =>
    mutants(expressionOf(original)).map(({ what, expr }) => ({
      rule: ruleName(original),
      what,
      original,
      mutated: withExpression(original, expr),
    })),
  );
}

/** Rules that differ from those of an SLO, and what is recorded for them beside what the SLO records. */
interface Variant {
  readonly mutant: RuleMutant | undefined;
  readonly records: readonly Rule[];
  readonly rules: readonly Rule[];
}

/**
 * Which of the mutants no behaviour test notices.
 * @throws Error where a test notices the rules as they are: it would notice whatever is changed
 */
export async function survivors(under: SloUnderTest, candidates: readonly RuleMutant[]): Promise<RuleMutant[]> {
  const series = rawSeries(under.slo.sli);
  if (series === undefined) throw new Error(`no metrics can be made up for ${under.slo.name}`);
  const readers = new RuleReaders(rulesOf(under), sloSelector(under.service, under.slo));
  const unchanged: Variant = { mutant: undefined, records: [], rules: rulesOf(under) };
  let alive = candidates.map((mutant, index): Variant => ({ mutant, ...readers.changed(mutant.mutated, index) }));
  const behaviours = sloBehaviours(under.service, under.slo, under.environment);
  behaviours.sort((a, b) => evaluations(a) / a.checks.length - evaluations(b) / b.checks.length);
  const width = availableParallelism();
  for (let at = 0; at < behaviours.length; at += width) {
    const verdicts = await Promise.all(
      behaviours.slice(at, at + width).map(async (behaviour) => {
        const found = await noticed(behaviour, series, readers.read, [unchanged, ...alive]);
        if (found.has(unchanged)) throw new Error(`the rules of ${under.slo.name} fail their test: ${behaviour.name}`);
        return found;
      }),
    );
    alive = alive.filter((variant) => !verdicts.some((killed) => killed.has(variant)));
  }
  return alive.flatMap(({ mutant }) => mutant ?? []);
}

function evaluations({ phases, evaluationSeconds }: Behaviour): number {
  return (minutesOf(phases) * 60) / evaluationSeconds;
}

/**
 * The variants that fail a check of the behaviour, all asked of one run of promtool. Nothing but what is read is
 * recorded on the way; everything else is asked at the instants of the checks, and at no other.
 */
async function noticed(
  { phases, checks, scrapeSeconds, evaluationSeconds }: Behaviour,
  series: readonly RawSeries[],
  recorded: readonly Rule[],
  variants: readonly Variant[],
): Promise<Set<Variant>> {
  const asked = (rule: Rule) => (rule.kind === 'record' ? rule.expr : firing(rule, evaluationSeconds));
  const questions = new Map<string, { readonly expr: string; readonly atSeconds: number }>();
  for (const rule of variants.flatMap(({ rules }) => rules)) {
    for (const { atMinutes } of checks.filter((check) => looksAt(check, ruleName(rule)))) {
      const [expr, atSeconds] = [asked(rule), atMinutes * 60];
      questions.set(`${atSeconds} ${expr}`, { expr, atSeconds });
    }
  }
  const group: RuleGroup = {
    name: 'recorded',
    intervalSeconds: evaluationSeconds,
    rules: [...recorded, ...variants.flatMap(({ records }) => records)],
  };
  const answers = await promtoolValues({
    rules: prometheusRuleFile([group]),
    series: inputSeries(phases, series, scrapeSeconds),
    scrapeSeconds,
    evaluationSeconds,
    questions: [...questions.values()],
  });
  const samples = new Map(answers.map((answer) => [`${answer.atSeconds} ${answer.expr}`, answer.samples]));
  const fails = (rule: Rule, { atMinutes, firing: fire, silent, values = [] }: Check): boolean => {
    const name = ruleName(rule);
    const got = samples.get(`${atMinutes * 60} ${asked(rule)}`) ?? [];
    if (rule.kind === 'alert') return got.length > 0 ? silent.includes(name) : fire.includes(name);
    const value = got[0]?.value ?? Number.NaN;
    return values.some((one) => one.record === name && !(Math.abs(value - one.value) <= one.within));
  };
  return new Set(
    variants.filter(({ rules }) =>
      rules.some((rule) => checks.some((check) => looksAt(check, ruleName(rule)) && fails(rule, check))),
    ),
  );
}

function looksAt({ firing, silent, values = [] }: Check, rule: string): boolean {
  return firing.includes(rule) || silent.includes(rule) || values.some(({ record }) => record === rule);
}
