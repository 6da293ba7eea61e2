import type { PromqlKind, promqlFaults } from '../../promql/faults';
import { type SloFinding, sloFindings } from '../../slo/findings';
import { objectiveFindings } from '../../slo/objective-findings';
import { type Path, parsePath } from '../path';
import type { ServiceSubject } from './rule';

/** What each field of an SLI is, to Prometheus' grammar. */
const sliFields: readonly (readonly [string, PromqlKind])[] = [
  ['errors', 'selector'],
  ['good', 'selector'],
  ['total', 'selector'],
  ['selector', 'matchers'],
  ['up', 'gauge'],
  ['errorRatio', 'windowed'],
];

/** PromQL of SLOs and alerts, read by Prometheus' own grammar; faults at the place inside the text. */
export function checkPromql(subject: ServiceSubject, faultsOf: typeof promqlFaults): void {
  const { fields } = subject;
  const checkText = (path: Path, kind: PromqlKind) => reportFaults(subject, path, kind, faultsOf);
  for (const item of fields.items(['slos'])) {
    for (const [key, kind] of sliFields) checkText([...item, 'sli', key], kind);
  }
  for (const item of fields.items(['alerts'])) checkText([...item, 'expr'], 'alert');
}

function reportFaults(
  { fields, report }: ServiceSubject,
  path: Path,
  kind: PromqlKind,
  faultsOf: typeof promqlFaults,
): void {
  const text = fields.text(path);
  if (text === undefined) return;
  for (const { offset, message, found, expected, suggestion } of faultsOf(text, { kind })) {
    report({ path, offset, code: 'promql', message, found, expected, suggestion: suggestion ?? null });
  }
}

/** What the mathematics of burn rates says of each SLO. */
export function checkSlos(subject: ServiceSubject): void {
  const { service, environment, environmentFields } = subject;
  if (service.lifecycle === 'retired' || !subject.fields.valid(['slo'])) return;
  if (!environmentFields.valid(['scrapeInterval']) || !environmentFields.valid(['paging'])) return;
  for (const finding of sloFindings(service, environment)) reportFinding(subject, finding);
}

/** Objectives above what hard dependencies allow. */
export function checkObjectives(subjects: readonly ServiceSubject[]): void {
  const byName = new Map(subjects.map((subject) => [subject.service.name, subject]));
  for (const finding of objectiveFindings(subjects.map(({ service }) => service))) {
    const subject = byName.get(finding.service);
    if (subject) reportFinding(subject, finding);
  }
}

function reportFinding({ fields, report }: ServiceSubject, finding: SloFinding): void {
  const path = parsePath(finding.path);
  const slo = path.slice(0, 2);
  if (['objective', 'window', 'alerting', 'expect'].some((key) => !fields.valid([...slo, key]))) return;
  const { code, severity, message, found, expected, suggestion } = finding;
  report({ path, code, severity, message, found, expected, suggestion: suggestion ?? null });
}
