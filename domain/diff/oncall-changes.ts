import { chainText, escalationOf, firstPaged } from './chains';
import { change, type Pair } from './change';
import { coverageLost, type TeamPair } from './escalation-changes';
import type { Change } from './model';
import { isWritten, originAt } from './origins';
import { secondsText } from './wording';

/** The service names another escalation of its team, or asks to be triggered again at another time. */
export function serviceOncallChanges(pair: Pair, { base, head, nowMs }: TeamPair): Change[] {
  const [before, after] = [pair.base.service.oncall, pair.head.service.oncall];
  const changes: Change[] = [];
  if (before.escalation !== after.escalation) {
    const [was, is] = [firstPaged(base.team, before.escalation, nowMs), firstPaged(head.team, after.escalation, nowMs)];
    const [former, escalation] = [
      escalationOf(base.team, before.escalation),
      escalationOf(head.team, after.escalation),
    ];
    const lost =
      former && escalation
        ? coverageLost({ team: base.team, escalation: former }, { team: head.team, escalation }, nowMs)
        : undefined;
    const said = change(pair, 'escalation', {
      summary: `pages go through ${before.escalation} → ${after.escalation}${was === is ? '' : `: they reach ${is} first, not ${was}`}`,
      severity: lost && lost.nobody.length > 0 ? 'critical' : 'warning',
      before: before.escalation,
      after: after.escalation,
      path: 'oncall.escalation',
      details: [...(escalation ? [chainText(escalation)] : []), ...(lost?.details ?? [])],
    });
    const byTeam = !isWritten(pair.head, 'oncall.escalation') && escalation;
    const origin = byTeam && originAt(head.source, `escalations[${head.team.escalations.indexOf(escalation)}].default`);
    changes.push(origin ? { ...said, origin } : said);
  }
  const [was, is] = [before.retriggerAcknowledgedAfterMinutes, after.retriggerAcknowledgedAfterMinutes];
  if (was !== is) {
    const text = (minutes: number | undefined) =>
      minutes === undefined ? 'never' : `after ${secondsText(minutes * 60)}`;
    changes.push(
      change(pair, 'escalation', {
        summary: `an acknowledged incident triggers again ${text(was)} → ${text(is)}`,
        severity: is === undefined || (was !== undefined && is > was) ? 'warning' : 'info',
        before: was,
        after: is,
        path: 'oncall.retriggerAcknowledgedAfter',
      }),
    );
  }
  return changes;
}
