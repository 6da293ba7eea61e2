import { parsePath } from '../../catalog/path';
import type { Judged } from '../judge';
import type { AdoptionContext, Proposal } from './proposal';
import { serviceEdit } from './service-edit';

/** The threshold in an own alert's expression, or its pause. Alerts of an SLO follow from the SLO: there is no edit for one. */
export function adoptAlert(finding: Judged, context: AdoptionContext): Proposal | undefined {
  const { type, address } = finding.raw.sides;
  const [list, index, ...rest] = finding.raw.path;
  if (type !== 'grafana_rule_group' || list !== 'rule' || typeof index !== 'number') return undefined;
  const source = context.sources(address, `rule[${index}]`)[0];
  const alert = /^alerts\[\d+\]$/.exec(source?.path ?? '')?.[0];
  const service = context.loaded.services.find(
    (one) => one.service.name === source?.name && one.service.environment === context.environment,
  );
  if (alert === undefined || service === undefined) return undefined;
  const { name } = service.service.alerts[Number(/\d+/.exec(alert)?.[0])] ?? {};
  const what = `alert ${name} of ${service.service.name} in ${service.service.environment}`;
  const proposal = (key: string, value: string | boolean, summary: string): Proposal => ({
    summary,
    edits: [serviceEdit(context, service, [...parsePath(alert), key], value)],
    adopts: [finding],
  });
  if (rest.length === 1 && rest[0] === 'is_paused' && typeof finding.after === 'boolean') {
    return proposal('paused', finding.after, `${what} ${finding.after ? 'is paused' : 'runs again'}`);
  }
  const isExpression = rest.join('.') === 'data.0.model.expr';
  const expr = finding.raw.after;
  return isExpression && typeof expr === 'string' ? proposal('expr', expr, `${what} asks ${expr}`) : undefined;
}
