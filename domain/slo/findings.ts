import type { Environment, Service, Slo, SloWindow } from '../catalog/model';
import { isCounted } from './counted';
import { alertTiers, nominalDays, rounded, windowText } from './tiers';

type SloFindingCode =
  | 'objective-total'
  | 'threshold-unreachable'
  | 'objective-too-tight'
  | 'window-too-short'
  | 'low-traffic'
  | 'slo-without-alert'
  | 'objective-above-dependency';

/** Something about an SLO that cannot work (error) or is unwise (warning). */
export interface SloFinding {
  /** Path in the service's entry, e.g. `slos[0].objective`. */
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly code: SloFindingCode;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  /** The nearest setting that works, as it would be written. */
  readonly suggestion?: string;
}

/** What is wrong or unwise about each SLO of a service, taken by itself. */
export function sloFindings(service: Service, environment: Environment): SloFinding[] {
  return service.slos.flatMap((slo, index) => {
    const at = `slos[${index}]`;
    if (slo.budgetRatio <= 0) return [perfectObjective(slo, at, environment)];
    return [
      windowTooShort(slo, at, environment),
      unreachable(slo, at, environment),
      oneScrape(slo, at, environment),
      lowTraffic(slo, at, environment),
      unwatched(slo, at),
    ].filter((finding) => finding !== undefined);
  });
}

function perfectObjective(slo: Slo, at: string, environment: Environment): SloFinding {
  return {
    path: `${at}.objective`,
    severity: 'error',
    code: 'objective-total',
    message: 'An objective of 100 % leaves no budget: the first error breaks it for good, and no burn rate exists',
    found: percent(slo.objectivePercent),
    expected: 'an objective below 100%',
    suggestion: percent(Math.min(99.99, tightestPercent(slo, environment))),
  };
}

/** A tier whose threshold is an error ratio of 1 or more never fires. */
function unreachable(slo: Slo, at: string, environment: Environment): SloFinding | undefined {
  const pages = slo.alerting.page && environment.paging;
  const tiers = alertTiers(slo.window, environment).filter(({ severity }) =>
    severity === 'page' ? slo.alerting.page || slo.alerting.ticket : slo.alerting.ticket,
  );
  const dead = tiers.filter(({ factor }) => factor * slo.budgetRatio >= 1);
  const [fastest] = dead;
  if (fastest === undefined) return undefined;
  // pages that can never come are a promise broken; one dead tier beside a living one of the same severity is not
  const living = (severity: 'page' | 'ticket') =>
    tiers.some((tier) => tier.severity === severity && !dead.includes(tier));
  const severity = (pages && !living('page')) || tiers.length === dead.length ? 'error' : 'warning';
  const least = Math.floor((1 - 1 / fastest.factor) * 10_000 + 1) / 100;
  return {
    path: `${at}.objective`,
    severity,
    code: 'threshold-unreachable',
    message: `The alert at ${fastest.factor} times the budget of ${percent(rounded(100 * slo.budgetRatio))} needs an error ratio of ${percent(rounded(100 * fastest.factor * slo.budgetRatio))}, which never comes`,
    found: percent(slo.objectivePercent),
    expected: `an objective of at least ${percent(least)}, so that every alert can fire`,
    suggestion: percent(least),
  };
}

/** Where less than one scrape of full outage trips the fastest tier, chance decides. */
function oneScrape(slo: Slo, at: string, environment: Environment): SloFinding | undefined {
  const [fastest] = alertTiers(slo.window, environment);
  if (fastest === undefined || !(slo.alerting.page || slo.alerting.ticket)) return undefined;
  const scrape = environment.scrapeIntervalSeconds;
  const windowSeconds = fastest.longMinutes * 60;
  const seconds = rounded(fastest.factor * slo.budgetRatio * windowSeconds);
  if (seconds > scrape) return undefined;
  const most = tightestPercent(slo, environment);
  return {
    path: `${at}.objective`,
    severity: 'warning',
    code: 'objective-too-tight',
    message: `${seconds} s of full outage trip the alert at ${fastest.factor} times the budget, and one scrape is ${scrape} s: a single sample decides`,
    found: percent(slo.objectivePercent),
    expected: `an objective of at most ${percent(most)} at this scrape interval`,
    suggestion: percent(most),
  };
}

/** The highest objective of which a full outage for longer than one scrape trips the fastest tier. */
function tightestPercent(slo: Slo, environment: Environment): number {
  const [fastest] = alertTiers(slo.window, environment);
  if (fastest === undefined) return 100;
  return floorNines(100 * (1 - environment.scrapeIntervalSeconds / (fastest.factor * fastest.longMinutes * 60)));
}

/** The share of the budget that may be gone before the fastest alert speaks; the workbook's own shares are 2 to 10 %. */
const MOST_SPENT_AT_PAGE = 0.1;

/** Alert windows cannot shrink below what `rate` needs, so a short SLO window loses much of its budget unheard. */
function windowTooShort(slo: Slo, at: string, environment: Environment): SloFinding | undefined {
  const [fastest] = alertTiers(slo.window, environment);
  const share = spentAtPage(slo.window, environment);
  if (fastest === undefined || share <= MOST_SPENT_AT_PAGE) return undefined;
  let days = Math.ceil(nominalDays(slo.window));
  while (spentAtPage({ kind: 'rolling', days }, environment) > MOST_SPENT_AT_PAGE) days += 1;
  return {
    path: `${at}.window`,
    severity: 'warning',
    code: 'window-too-short',
    message: `At a scrape interval of ${environment.scrapeIntervalSeconds} s the fastest alert looks at ${fastest.longMinutes} minutes, in which ${percent(Math.round(1000 * share) / 10)} of this window’s budget are spent`,
    found: windowText(slo.window),
    expected: `a window of at least ${days}d`,
    suggestion: `${days}d`,
  };
}

function spentAtPage(window: SloWindow, environment: Environment): number {
  const [fastest] = alertTiers(window, environment);
  return fastest === undefined ? 0 : rounded((fastest.factor * fastest.longMinutes) / (nominalDays(window) * 24 * 60));
}

/** Too few requests for the ratio to mean anything: what `minFailures` asks for is more than the burn rate does. */
function lowTraffic(slo: Slo, at: string, environment: Environment): SloFinding | undefined {
  const perSecond = slo.expectRequestsPerSecond;
  const { page, ticket, minFailures } = slo.alerting;
  const [fastest] = alertTiers(slo.window, environment);
  if (perSecond === undefined || fastest === undefined || !isCounted(slo) || !(page || ticket)) return undefined;
  const seconds = fastest.longMinutes * 60;
  const events = rounded(perSecond * seconds);
  const needed = Math.ceil(rounded(minFailures / (fastest.factor * slo.budgetRatio)));
  if (events >= needed) return undefined;
  const most = floorNines(100 * (1 - minFailures / (fastest.factor * Math.floor(events))));
  // a full outage brings fewer failures than are asked for: no objective helps
  const heard = Math.floor(events) > minFailures;
  const enough = `${rounded(Math.ceil((needed / seconds) * 1000) / 1000)}rps`;
  return {
    path: `${at}.objective`,
    severity: 'warning',
    code: 'low-traffic',
    message: `${events} requests are expected in ${fastest.longMinutes} minutes; below ${needed}, the alert waits for ${minFailures} failures instead of the burn rate`,
    found: `${percent(slo.objectivePercent)} at ${rounded(perSecond)}rps`,
    expected: heard
      ? `an objective of at most ${percent(most)}, or at least ${enough}`
      : `at least ${enough}, or a lower minFailures with a lower objective`,
    ...(heard ? { suggestion: percent(most) } : {}),
  };
}

function unwatched(slo: Slo, at: string): SloFinding | undefined {
  const { page, ticket, budgetSpent } = slo.alerting;
  if (page || ticket || budgetSpent) return undefined;
  return {
    path: `${at}.alerting`,
    severity: 'warning',
    code: 'slo-without-alert',
    message: 'No alert watches this SLO: both page and ticket are switched off',
    found: '{page: false, ticket: false}',
    expected: 'a ticket at least',
    suggestion: '{page: false, ticket: true}',
  };
}

/** A percentage as an entry writes it. */
export function percent(value: number): string {
  return `${rounded(value)}%`;
}

/** Rounded down, and never to the value itself, to the digits that still tell it from 100. */
function floorNines(value: number): number {
  const digits = Math.max(1, Math.ceil(-Math.log10(100 - value)) + 2);
  return rounded((Math.ceil(rounded(value * 10 ** digits)) - 1) / 10 ** digits);
}
