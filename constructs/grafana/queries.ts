import type { RuleGroupRuleData } from '@cdktf/provider-grafana/lib/rule-group';

/** Uid of Grafana's own expressions, which stand beside the queries of a rule. */
const EXPRESSIONS = '__expr__';

/** The server refuses a range of 0 to 0; an instant query reads its end only. */
const relativeTimeRange = { from: 600, to: 0 };

/** Grafana's defaults; without them in the model every plan shows a difference (terraform-provider-grafana #948, #936). */
const evaluation = { intervalMs: 1000, maxDataPoints: 43200 };

/** An instant Prometheus query: one sample per series, which needs no reduction. */
export function promqlQuery(refId: string, datasourceUid: string, expr: string): RuleGroupRuleData {
  return stage(refId, datasourceUid, {
    datasource: { type: 'prometheus', uid: datasourceUid },
    expr,
    instant: true,
    range: false,
  });
}

/** 1 for every sample of `input`, whatever its value: as in Prometheus, a series that comes back fires. */
export function presence(refId: string, input: string): RuleGroupRuleData {
  const expression = `is_number($${input}) || is_nan($${input}) || is_inf($${input})`;
  return stage(refId, EXPRESSIONS, { ...expressionSource, expression, type: 'math' });
}

export function aboveZero(refId: string, input: string): RuleGroupRuleData {
  return stage(refId, EXPRESSIONS, {
    ...expressionSource,
    conditions: [{ evaluator: { params: [0], type: 'gt' } }],
    expression: input,
    type: 'threshold',
  });
}

const expressionSource = { datasource: { type: EXPRESSIONS, uid: EXPRESSIONS } };

function stage(refId: string, datasourceUid: string, model: object): RuleGroupRuleData {
  return { refId, datasourceUid, relativeTimeRange, model: JSON.stringify({ ...model, ...evaluation, refId }) };
}
