import { pathText } from '../path';
import { sliKind } from '../resolve/slo';
import { reportDuplicates, type ServiceSubject } from './rule';

const sliForms = '{errors, total}, {good, total}, {histogram, below} with selector, le or native, {up} or {errorRatio}';

/** Rules on the shape of SLOs and alerts; what the mathematics and PromQL's grammar say is in `slo-findings.ts`. */
export function checkSloShapes({ fields, report, service }: ServiceSubject): void {
  for (const list of ['slos', 'alerts'] as const) {
    const items = fields
      .items([list])
      .map((item) => ({ path: [...item, 'name'], name: fields.text([...item, 'name']) ?? '' }));
    reportDuplicates(report, items, `${list}:`);
  }
  for (const item of fields.items(['slos'])) {
    const path = [...item, 'sli'];
    const keys = Object.keys(fields.map(path) ?? {});
    if (!fields.map(path) || !fields.valid(path) || sliKind(keys) !== undefined) continue;
    report({
      path,
      where: 'key',
      code: 'sli-shape',
      message: `${pathText(path)}: these keys make no SLI`,
      found: keys.join(', '),
      expected: sliForms,
    });
  }
  if (fields.items(['slos']).length > 0 || !fields.valid(['slos']) || service.tier > 2) return;
  if (service.lifecycle === 'retired' || service.lifecycle === 'experimental') return;
  report({
    path: ['tier'],
    code: 'service-without-slo',
    severity: 'warning',
    message: `a tier ${service.tier} service without an SLO: nothing says when it is too broken`,
    found: 'no slos',
    expected: 'at least one SLO',
  });
}
