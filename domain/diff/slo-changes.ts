import type { Environment, Slo } from '../catalog/model';
import { minutesToFire, watchingTiers } from '../slo/alert-table';
import type { AlertTier } from '../slo/alert-windows';
import { alertTiers, budgetMinutes, nominalDays, windowText } from '../slo/tiers';
import { byName, change, environmentPaging, type Pair, same } from './change';
import type { Change, ChangeSeverity } from './model';
import { isWritten, originAt } from './origins';
import { sliDifference } from './sli-difference';
import { arrow, figure, listed, minutesText, NEVER, neverOr, secondsText } from './wording';

/** Error ratios for which a reader is told when the page comes. */
const shownRatios = [1, 0.1, 0.01] as const;

export function sloChanges(pair: Pair): Change[] {
  const { kept, gone, added } = byName(pair.base.service.slos, pair.head.service.slos);
  const critical = pair.base.service.tier === 1 ? 'critical' : 'warning';
  return [
    ...gone.map(({ item, index }) =>
      change(pair, 'slo-removed', {
        summary: `SLO ${item.name} is gone (it was ${sloText(item)}, ${watchText(item, pair.baseEnvironment)})`,
        severity: critical,
        before: `${item.objectivePercent}%`,
        basePath: `slos[${index}]`,
      }),
    ),
    ...kept.flatMap(({ before, after }) => keptSlo(pair, before.item, after.item, `slos[${after.index}]`)),
    ...added.map(({ item, index }) =>
      change(pair, 'slo-added', {
        summary: `new SLO ${item.name}: ${sloText(item)}, ${watchText(item, pair.headEnvironment)}`,
        severity: 'info',
        after: `${item.objectivePercent}%`,
        path: `slos[${index}]`,
        details: budgetLines(undefined, item, pair),
      }),
    ),
  ];
}

function keptSlo(pair: Pair, before: Slo, after: Slo, at: string): Change[] {
  const changes: Change[] = [];
  const name = after.name;
  if (before.objectivePercent !== after.objectivePercent) {
    const lower = after.objectivePercent < before.objectivePercent;
    changes.push(
      change(pair, 'objective', {
        summary: `SLO ${name} ${before.objectivePercent} → ${after.objectivePercent} %, budget ${budgetText(before, after)}`,
        severity: lower ? 'warning' : 'info',
        before: `${before.objectivePercent}%`,
        after: `${after.objectivePercent}%`,
        path: `${at}.objective`,
        details: budgetLines(before, after, pair),
      }),
    );
  }
  if (!same(before.window, after.window)) {
    const own = before.objectivePercent === after.objectivePercent;
    changes.push(
      change(pair, 'window', {
        summary: `SLO ${name}: window ${windowText(before.window)} → ${windowText(after.window)}, budget ${budgetText(before, after)}`,
        severity: 'warning',
        before: windowText(before.window),
        after: windowText(after.window),
        path: `${at}.window`,
        details: own ? budgetLines(before, after, pair) : [],
      }),
    );
  }
  if (!same(before.sli, after.sli)) {
    const { what, field, details } = sliDifference(before.sli, after.sli);
    changes.push(
      change(pair, 'objective', {
        summary: `SLO ${name} measures something else: ${what}`,
        severity: 'warning',
        before: before.sli,
        after: after.sli,
        path: `${at}.sli${field}`,
        details,
      }),
    );
  }
  return [
    ...changes,
    ...tierChanges(pair, before, after),
    ...alertingChanges(pair, before, after, at),
    ...restOf(pair, before, after, at),
  ];
}

/** What the catalog's own alert windows change for an SLO that says the same. */
function tierChanges(pair: Pair, before: Slo, after: Slo): Change[] {
  const { baseEnvironment, headEnvironment, alertWindowsSource } = pair;
  if (alertWindowsSource === undefined || !same(before.window, after.window)) return [];
  const { alertWindows: _, ...environment } = headEnvironment;
  const { alertWindows } = baseEnvironment;
  const former = alertTiers(after.window, { ...environment, ...(alertWindows ? { alertWindows } : {}) });
  const present = alertTiers(after.window, headEnvironment);
  if (same(former, present)) return [];
  const [was, is] = [tiersText(former), tiersText(present)];
  const said = change(pair, 'alerting', {
    summary: `SLO ${after.name}: alert windows ${was} → ${is}`,
    severity: losesPages(pair, before, after) ? 'critical' : 'warning',
    before: was,
    after: is,
    details: budgetLines(before, after, pair),
  });
  return [{ ...said, origin: originAt(alertWindowsSource, [`${nominalDays(after.window)}d`]) }];
}

/** Whether errors of some depth are heard of no more. */
function losesPages(pair: Pair, before: Slo, after: Slo): boolean {
  const [was, is] = [voiceOf(before, pair.baseEnvironment), voiceOf(after, pair.headEnvironment)];
  return shownRatios.some((ratio) => soonest(was, ratio) !== undefined && soonest(is, ratio) === undefined);
}

const tiersText = (tiers: readonly AlertTier[]) =>
  tiers
    .map(
      ({ severity, longMinutes, shortMinutes, factor }) =>
        `${severity} ${secondsText(60 * longMinutes)}/${secondsText(60 * shortMinutes)} ${factor}×`,
    )
    .join(', ');

function alertingChanges(pair: Pair, before: Slo, after: Slo, at: string): Change[] {
  const [was, is] = [watchText(before, pair.baseEnvironment), watchText(after, pair.headEnvironment)];
  const tuning = (['minFailures', 'historyGuard', 'budgetSpent', 'absence'] as const).filter(
    (key) => before.alerting[key] !== after.alerting[key],
  );
  const changes: Change[] = [];
  const ownPath = isWritten(pair.head, `${at}.alerting`) ? `${at}.alerting` : 'slo';
  if (was !== is) {
    const said = change(pair, 'alerting', {
      summary: `SLO ${after.name}: ${was} → ${is}`,
      severity: loudness(after, pair.headEnvironment) < loudness(before, pair.baseEnvironment) ? 'critical' : 'info',
      before: was,
      after: is,
      path: ownPath,
    });
    const byEnvironment = same(before.alerting, after.alerting);
    changes.push(byEnvironment ? { ...said, ...environmentPaging(pair) } : said);
  }
  if (tuning.length > 0) {
    const severity: ChangeSeverity =
      (before.alerting.absence && !after.alerting.absence) || after.alerting.minFailures > before.alerting.minFailures
        ? 'warning'
        : 'info';
    changes.push(
      change(pair, 'alerting', {
        summary: `SLO ${after.name}: ${tuning.map((key) => `${key} ${before.alerting[key]} → ${after.alerting[key]}`).join(', ')}`,
        severity,
        before: before.alerting,
        after: after.alerting,
        path: ownPath === 'slo' ? `slo.${tuning[0]}` : `${ownPath}.${tuning[0]}`,
      }),
    );
  }
  return changes;
}

function restOf(pair: Pair, before: Slo, after: Slo, at: string): Change[] {
  const changes: Change[] = [];
  if (before.expectRequestsPerSecond !== after.expectRequestsPerSecond) {
    const text = (slo: Slo) =>
      slo.expectRequestsPerSecond === undefined ? 'none' : `${slo.expectRequestsPerSecond}rps`;
    changes.push(
      change(pair, 'alerting', {
        summary: `SLO ${after.name}: expected traffic ${text(before)} → ${text(after)}`,
        severity: 'info',
        before: text(before),
        after: text(after),
        path: `${at}.expect`,
      }),
    );
  }
  if (before.description !== after.description) {
    changes.push(
      change(pair, 'other', {
        summary: `SLO ${after.name}: description`,
        severity: 'info',
        before: before.description,
        after: after.description,
        path: `${at}.description`,
      }),
    );
  }
  return changes;
}

const sloText = (slo: Slo) =>
  `${slo.objectivePercent} % over ${windowText(slo.window)}, budget ${minutesText(budgetMinutes(slo))}`;

function budgetText(before: Slo, after: Slo): string {
  const [was, is] = [minutesText(budgetMinutes(before)), minutesText(budgetMinutes(after))];
  return same(before.window, after.window) ? `${arrow(was, is)} per ${windowText(after.window)}` : arrow(was, is);
}

/** What an SLO does where it runs: 2 pages, 1 files tickets, 0 nothing. */
export function loudness(slo: Slo, environment: Environment): 0 | 1 | 2 {
  const { page, ticket } = watchingTiers(slo, environment);
  if (page.length > 0) return 2;
  return ticket.length > 0 ? 1 : 0;
}

function watchText(slo: Slo, environment: Environment): string {
  const level = loudness(slo, environment);
  if (level === 2) return slo.alerting.ticket ? 'page and ticket' : 'page';
  return level === 1 ? 'ticket' : 'no alert';
}

/** Thresholds and minutes to page, before and after; only what differs. */
function budgetLines(before: Slo | undefined, after: Slo, pair: Pair): string[] {
  const is = voiceOf(after, pair.headEnvironment);
  const was = before ? voiceOf(before, pair.baseEnvironment) : is;
  const fastest = is.tiers[0];
  if (fastest === undefined) return [];
  const threshold = ({ tiers, slo }: Voice) => `${figure(100 * (tiers[0]?.factor ?? 1) * slo.budgetRatio)} %`;
  const times = shownRatios.map((ratio) => {
    const depth = ratio === 1 ? 'a full outage' : `${figure(100 * ratio)} % errors`;
    const [former, present] = [neverOr(soonest(was, ratio)), neverOr(soonest(is, ratio))];
    return former === NEVER && present === NEVER ? `${depth} ${NEVER}` : `${depth} after ${arrow(former, present)}`;
  });
  return [
    `fastest ${is.pages ? 'page' : 'ticket'} above ${arrow(threshold(was), threshold(is))} errors over ${arrow(minutesText(was.tiers[0]?.longMinutes ?? fastest.longMinutes), minutesText(fastest.longMinutes))}`,
    `${is.pages ? 'pages' : 'files a ticket'}: ${listed(times)}`,
  ];
}

/** The tiers that page; where an SLO never pages, those that file a ticket. */
interface Voice {
  readonly slo: Slo;
  readonly pages: boolean;
  readonly tiers: readonly AlertTier[];
}

function voiceOf(slo: Slo, environment: Environment): Voice {
  const { page, ticket } = watchingTiers(slo, environment);
  return { slo, pages: page.length > 0, tiers: page.length > 0 ? page : ticket };
}

function soonest({ tiers, slo }: Voice, errorRatio: number): number | undefined {
  const times = tiers.flatMap((tier) => minutesToFire(tier, slo, errorRatio) ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}
