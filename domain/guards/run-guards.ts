import type { LoadedCatalog } from '../catalog/loaded';
import { isMap, type Raw } from '../catalog/raw';
import type { SourceFile } from '../catalog/text/source-file';
import type { Acceptance, AcceptedFinding, GuardFinding, GuardLevel } from '../diff/model';
import type { GuardContext, GuardRule } from './model';

export interface GuardResult {
  readonly guards: readonly GuardFinding[];
  readonly accepted: readonly AcceptedFinding[];
}

/**
 * Runs rules, gives each finding its level, and sets aside what an `accept` of the head lets pass. What blocks comes
 * first.
 */
export function runGuards<Context extends GuardContext>(
  rules: readonly GuardRule<Context>[],
  context: Context,
  accepts: readonly Acceptance[] = acceptancesOf(context.head, context.nowMs),
): GuardResult {
  const found = rules.flatMap((rule): GuardFinding[] => {
    const level = context.settings.levels[rule.name] ?? rule.level;
    if (level === 'off') return [];
    return rule.check(context).map((report) => ({
      rule: rule.name,
      level,
      stack: null,
      service: null,
      team: null,
      environment: null,
      ...report,
    }));
  });
  const guards: GuardFinding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of [...found].sort((a, b) => rank(a.level) - rank(b.level))) {
    const accept = accepts.find((one) => one.rule === finding.rule && covers(one, finding));
    if (accept) accepted.push({ ...finding, until: accept.until, why: accept.why });
    else guards.push(finding);
  }
  return { guards, accepted };
}

const rank = (level: GuardLevel) => (level === 'block' ? 0 : 1);

/** One of a service, a team or an environment covers what is about that; one of the catalog covers all. */
function covers({ service, team, environment }: Acceptance, finding: GuardFinding): boolean {
  if (service !== null) return finding.service === service;
  if (team !== null) return finding.team === team;
  return environment === null || finding.environment === environment;
}

/** Every acceptance of a catalog that has not run out; its last day counts, in UTC. */
export function acceptancesOf(head: LoadedCatalog, nowMs: number): Acceptance[] {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const from = (source: SourceFile | undefined, of: Partial<Acceptance>): Acceptance[] => {
    const value = source?.value as Raw;
    const list = isMap(value) && Array.isArray(value.accept) ? (value.accept as readonly Raw[]) : [];
    return list.flatMap((item) => {
      if (!isMap(item) || typeof item.rule !== 'string' || typeof item.until !== 'string') return [];
      if (item.until < today) return [];
      const { rule, until, why = '' } = item;
      return [{ rule, until, why: String(why), service: null, team: null, environment: null, ...of }];
    });
  };
  const entries = new Map(head.services.map(({ service, entry }) => [service.name, entry]));
  return [
    ...[...entries].flatMap(([service, entry]) => from(entry, { service })),
    ...head.teams.flatMap(({ team, source }) => from(source, { team: team.name })),
    ...head.environments.flatMap(({ environment, source }) => from(source, { environment: environment.name })),
    ...from(head.guards, {}),
  ];
}
