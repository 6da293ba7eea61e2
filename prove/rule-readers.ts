import type { RuleGroup } from '../domain/rules/model';

export type Rule = RuleGroup['rules'][number];

export function ruleName(rule: Rule): string {
  return rule.kind === 'record' ? rule.record : rule.name;
}

export function expressionOf(rule: Rule): string {
  return rule.kind === 'record' ? rule.expr : rule.prometheusExpr;
}

export function withExpression(rule: Rule, expr: string): Rule {
  return rule.kind === 'record' ? { ...rule, expr } : { ...rule, prometheusExpr: expr };
}

/** Which rules of one SLO read what others record. */
export class RuleReaders {
  /** The rules whose series others read. */
  readonly read: readonly Rule[];

  /** @param selector what selects the series recorded for the SLO, with its braces */
  constructor(
    private readonly rules: readonly Rule[],
    private readonly selector: string,
  ) {
    this.read = rules.filter((one) => rules.some((other) => this.reads(other, one)));
  }

  /**
   * The rules as they are when one of them is changed: those that say something else. What others read of it is recorded
   * under a name of its own, so that many changes live side by side.
   * @param id tells the changes apart
   */
  changed(changed: Rule, id: number): { readonly records: readonly Rule[]; readonly rules: readonly Rule[] } {
    const isChanged = (rule: Rule) => rule.kind === changed.kind && ruleName(rule) === ruleName(changed);
    const rules = this.rules.map((rule) => (isChanged(rule) ? changed : rule));
    const affected = rules.filter(isChanged);
    // whatever reads an affected rule comes behind it
    for (const rule of rules) {
      if (!affected.includes(rule) && affected.some((one) => this.reads(rule, one))) affected.push(rule);
    }
    const copied = affected.filter((rule) => this.read.some((one) => ruleName(one) === ruleName(rule)));
    const renamed = affected.map((rule) => {
      const ofCopies = copied.reduce(
        (expr, copy) => expr.replaceAll(this.seriesOf(copy), `${ruleName(copy)}{change="${id}"}`),
        expressionOf(rule),
      );
      return withExpression(rule, ofCopies);
    });
    const records = renamed.filter((_, index) => copied.includes(affected[index] as Rule));
    return { records: records.map((rule) => ({ ...rule, labels: { change: String(id) } })), rules: renamed };
  }

  private reads(reader: Rule, one: Rule): boolean {
    return one.kind === 'record' && expressionOf(reader).includes(this.seriesOf(one));
  }

  private seriesOf(rule: Rule): string {
    return `${ruleName(rule)}${this.selector}`;
  }
}
