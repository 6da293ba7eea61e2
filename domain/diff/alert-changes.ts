import type { Alert, Environment } from '../catalog/model';
import { byName, change, environmentPaging, type Pair } from './change';
import type { Change } from './model';
import { textChange } from './value-change';
import { longestExpression, secondsText } from './wording';

/** The service's own alerts: lost, silenced, changed, new. */
export function alertChanges(pair: Pair): Change[] {
  const { kept, gone, added } = byName(pair.base.service.alerts, pair.head.service.alerts);
  const lost = pair.base.service.tier <= 2 ? 'critical' : 'warning';
  return [
    ...gone.map(({ item, index }) =>
      change(pair, 'alert-removed', {
        summary: `alert ${item.name} is gone (it was a ${effective(item, pair.baseEnvironment)})`,
        severity: effective(item, pair.baseEnvironment) === 'page' ? lost : 'warning',
        before: item.severity,
        basePath: `alerts[${index}]`,
      }),
    ),
    ...kept.flatMap(({ before, after }) => keptAlert(pair, before.item, after.item, `alerts[${after.index}]`)),
    ...added.map(({ item, index }) =>
      change(pair, 'alert-added', {
        summary: `new alert ${item.name}: a ${effective(item, pair.headEnvironment)}`,
        severity: 'info',
        after: item.severity,
        path: `alerts[${index}]`,
      }),
    ),
  ];
}

export const effective = (alert: Alert, environment: Environment) => (environment.paging ? alert.severity : 'ticket');

function keptAlert(pair: Pair, before: Alert, after: Alert, at: string): Change[] {
  const changes: Change[] = [];
  const [was, is] = [effective(before, pair.baseEnvironment), effective(after, pair.headEnvironment)];
  if (was !== is) {
    const said = change(pair, 'alerting', {
      summary: `alert ${after.name} ${is === 'page' ? 'pages; it was a ticket' : 'no longer pages: a ticket'}`,
      severity: is === 'page' ? 'warning' : 'critical',
      before: was,
      after: is,
      path: `${at}.severity`,
    });
    changes.push(before.severity === after.severity ? { ...said, ...environmentPaging(pair) } : said);
  }
  if (was === is && before.severity !== after.severity) {
    const summary = `alert ${after.name}: ${before.severity} → ${after.severity}, which paging: false makes a ticket`;
    const said = { before: before.severity, after: after.severity, path: `${at}.severity` };
    changes.push(change(pair, 'alerting', { ...said, summary, severity: 'info' }));
  }
  if (before.paused !== after.paused) {
    const summary = `alert ${after.name} ${after.paused ? 'is paused: it notifies nobody' : 'runs again'}`;
    const severity = after.paused ? (is === 'page' ? 'critical' : 'warning') : 'info';
    const said = { before: before.paused ?? false, after: after.paused ?? false, path: `${at}.paused` };
    changes.push(change(pair, 'alerting', { summary, severity, ...said }));
  }
  const runbookOf = (alert: Alert, links: Readonly<Record<string, string>>) =>
    alert.runbook === links.runbook ? undefined : alert.runbook;
  const [ownBefore, ownAfter] = [runbookOf(before, pair.base.service.links), runbookOf(after, pair.head.service.links)];
  if (ownBefore !== ownAfter) {
    changes.push(
      change(pair, 'alerting', {
        summary: `alert ${after.name} ${after.runbook === undefined ? 'lost its runbook' : 'has another runbook'}`,
        severity: after.runbook === undefined ? 'warning' : 'info',
        before: before.runbook,
        after: after.runbook,
        path: `${at}.runbook`,
      }),
    );
  }
  const rewritten = (['expr', 'forSeconds', 'summary', 'description'] as const).filter(
    (key) => before[key] !== after[key],
  );
  for (const key of rewritten) {
    const wording = {
      expr: 'another condition',
      forSeconds: `holds ${secondsText(before.forSeconds)} → ${secondsText(after.forSeconds)} before it fires`,
      summary: 'another summary',
      description: 'another description',
    }[key];
    changes.push(
      change(pair, 'alerting', {
        summary: `alert ${after.name}: ${wording}`,
        severity: key === 'expr' || (key === 'forSeconds' && after.forSeconds > before.forSeconds) ? 'warning' : 'info',
        before: before[key],
        after: after[key],
        path: `${at}.${key === 'forSeconds' ? 'for' : key}`,
        details: key === 'expr' ? [textChange(before.expr, after.expr, longestExpression)] : [],
      }),
    );
  }
  return changes;
}
