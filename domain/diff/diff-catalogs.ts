import type { LoadedCatalog, LoadedService, LoadedTeam } from '../catalog/loaded';
import { aboutChanges } from './about-changes';
import { accessChanges } from './access-changes';
import { alertChanges } from './alert-changes';
import { chainText, escalationOf, firstPaged } from './chains';
import { change, compareChanges, json, type Pair, same } from './change';
import { computeChanges } from './compute-changes';
import { environmentChanges } from './environment-changes';
import { coverageLost, escalationChanges, type TeamPair } from './escalation-changes';
import { guardChanges } from './guard-changes';
import { idleTeamChanges } from './idle-team-changes';
import { addedService, removedService, retiredService } from './lifecycle-changes';
import type { CatalogDiff, Change, ServiceChanges, Side } from './model';
import { serviceOncallChanges } from './oncall-changes';
import { originAt, presenceLine } from './origins';
import { scalingChanges } from './scaling-changes';
import { sloChanges } from './slo-changes';

/** Stands for every service, or every environment. */
export const everywhere = '*';

/** What changed from `base` to `head`, by service and environment, worst first. Both have to be free of errors. */
export function diffCatalogs(base: Side, head: Side): CatalogDiff {
  const teams = teamPairs(base.loaded, head.loaded, head.nowMs);
  const services = [
    ...wholeCatalog(base.loaded, head.loaded, teams),
    ...environmentsOf(base.loaded, head.loaded),
    ...servicesOf(base.loaded, head.loaded, teams, head.nowMs),
  ];
  return {
    services: services
      .filter(({ changes }) => changes.length > 0)
      .map((one) => ({ ...one, changes: [...one.changes].sort(compareChanges) }))
      .sort(compareServices),
  };
}

/** Worst first, then by name. */
export function compareServices(a: ServiceChanges, b: ServiceChanges): number {
  const [first, second] = [a.changes[0], b.changes[0]];
  return (
    (first && second ? compareChanges(first, second) : 0) ||
    compareText(a.service, b.service) ||
    compareText(a.environment, b.environment)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

interface Teams {
  readonly pairs: ReadonlyMap<string, TeamPair>;
  readonly base: ReadonlyMap<string, LoadedTeam>;
  readonly head: ReadonlyMap<string, LoadedTeam>;
  /** Many services name one escalation: its changes are worked out once. */
  readonly escalation: (team: string, name: string) => readonly Change[];
}

function teamPairs(base: LoadedCatalog, head: LoadedCatalog, nowMs: number): Teams {
  const named = (teams: readonly LoadedTeam[]) => new Map(teams.map((one) => [one.team.name, one]));
  const [left, right] = [named(base.teams), named(head.teams)];
  const pairs = new Map<string, TeamPair>();
  for (const [name, team] of right) {
    const before = left.get(name);
    if (before && !same(before.team, team.team)) pairs.set(name, { base: before, head: team, nowMs });
  }
  const known = new Map<string, readonly Change[]>();
  const escalation = (team: string, name: string): readonly Change[] => {
    const key = `${team} ${name}`;
    const pair = pairs.get(team);
    const changes = known.get(key) ?? (pair ? escalationChanges(pair, name) : []);
    known.set(key, changes);
    return changes;
  };
  return { pairs, base: left, head: right, escalation };
}

function servicesOf(base: LoadedCatalog, head: LoadedCatalog, teams: Teams, nowMs: number): ServiceChanges[] {
  const key = ({ service }: LoadedService) => `${service.environment}/${service.name}`;
  const before = new Map(base.services.map((one) => [key(one), one]));
  const after = new Map(head.services.map((one) => [key(one), one]));
  const environmentIn = (loaded: LoadedCatalog, name: string) =>
    loaded.environments.find(({ environment }) => environment.name === name);
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    const { service, environment } =
      (is ?? was)?.service.name === undefined ? never() : named((is ?? was) as LoadedService);
    const [from, to] = [environmentIn(base, environment), environmentIn(head, environment)];
    if (!is || !to) return { service, environment, changes: was ? [removedService(was, head)] : [] };
    const team = teams.head.get(is.service.owner);
    if (!was || !from)
      return {
        service,
        environment,
        changes: [{ ...addedService(is, to.environment, team, nowMs), origin: presenceLine(is, base, 'head') }],
      };
    const pair: Pair = {
      base: was,
      head: is,
      baseEnvironment: from.environment,
      headEnvironment: to.environment,
      headEnvironmentSource: to.source,
      alertWindowsSource: head.alertWindows ?? base.alertWindows,
      nowMs,
    };
    return { service, environment, changes: pairChanges(pair, teams) };
  });
}

const named = ({ service }: LoadedService) => ({ service: service.name, environment: service.environment });
const never = (): never => {
  throw new RangeError('a service that is on neither side');
};

function pairChanges(pair: Pair, teams: Teams): Change[] {
  const [before, after] = [pair.base.service, pair.head.service];
  const [was, is] = [before.lifecycle === 'retired', after.lifecycle === 'retired'];
  if (was && is) return [];
  if (is) return [retiredService(pair)];
  const team = teams.head.get(after.owner);
  if (was) return [addedService(pair.head, pair.headEnvironment, team, pair.nowMs, true)];
  return [
    ...oncallChanges(pair, teams),
    ...sloChanges(pair),
    ...alertChanges(pair),
    ...accessChanges(pair),
    ...scalingChanges(pair),
    ...computeChanges(pair),
    ...aboutChanges(pair),
  ];
}

function oncallChanges(pair: Pair, teams: Teams): Change[] {
  const [before, after] = [pair.base.service, pair.head.service];
  if (before.owner !== after.owner) return [ownerChange(pair, teams)];
  const [base, head] = [teams.base.get(after.owner), teams.head.get(after.owner)];
  if (!base || !head) return [];
  const own = serviceOncallChanges(pair, { base, head, nowMs: pair.nowMs });
  return [...own, ...teams.escalation(after.owner, after.oncall.escalation)];
}

function ownerChange(pair: Pair, teams: Teams): Change {
  const [before, after] = [pair.base.service, pair.head.service];
  const [from, to] = [teams.base.get(before.owner)?.team, teams.head.get(after.owner)?.team];
  const former = from && escalationOf(from, before.oncall.escalation);
  const escalation = to && escalationOf(to, after.oncall.escalation);
  const lost =
    former && escalation
      ? coverageLost({ team: from, escalation: former }, { team: to, escalation }, pair.nowMs).details
      : [];
  return change(pair, 'owner', {
    summary: `owner ${before.owner} → ${after.owner}: pages reach ${to ? firstPaged(to, after.oncall.escalation, pair.nowMs) : 'nobody'} first`,
    severity: 'critical',
    before: before.owner,
    after: after.owner,
    path: 'owner',
    details: [
      ...(from ? [`so far they reach ${firstPaged(from, before.oncall.escalation, pair.nowMs)} first`] : []),
      ...(escalation ? [chainText(escalation)] : []),
      ...lost,
    ],
  });
}

function environmentsOf(base: LoadedCatalog, head: LoadedCatalog): ServiceChanges[] {
  return head.environments.flatMap((after) => {
    const before = base.environments.find(({ environment }) => environment.name === after.environment.name);
    if (!before) return [];
    return [{ service: everywhere, environment: after.environment.name, changes: environmentChanges(before, after) }];
  });
}

/** What is about no service and no environment: on-call's own settings, and teams that page nobody. */
function wholeCatalog(base: LoadedCatalog, head: LoadedCatalog, teams: Teams): ServiceChanges[] {
  const changes: Change[] = guardChanges(base, head);
  if (!same(base.catalog.oncall, head.catalog.oncall) && head.oncall) {
    changes.push({
      kind: 'escalation',
      summary: 'where PagerDuty or its state lives changes for every team',
      severity: 'critical',
      before: json(base.catalog.oncall),
      after: json(head.catalog.oncall),
      origin: originAt(head.oncall, []),
      details: [],
    });
  }
  for (const [name, pair] of teams.pairs) {
    const used = ({ catalog }: LoadedCatalog) =>
      new Set(
        catalog.services
          .filter(({ owner, lifecycle }) => owner === name && lifecycle !== 'retired')
          .map(({ oncall }) => oncall.escalation),
      );
    changes.push(...idleTeamChanges(pair, used(head), used(base)));
    if (pair.base.team.description !== pair.head.team.description)
      changes.push(teamSaid(pair.head, 'another description', 'description'));
  }
  for (const [name, team] of teams.head) if (!teams.base.has(name)) changes.push(teamSaid(team, 'new', 'name'));
  for (const [name, team] of teams.base) if (!teams.head.has(name)) changes.push(teamSaid(team, 'gone', 'name'));
  return [{ service: everywhere, environment: everywhere, changes }];
}

function teamSaid(team: LoadedTeam, what: string, path: string): Change {
  return {
    kind: 'other',
    summary: `team ${team.team.name}: ${what}`,
    severity: what === 'gone' ? 'warning' : 'info',
    before: null,
    after: null,
    origin: originAt(team.source, path),
    details: [],
    team: team.team.name,
  };
}
