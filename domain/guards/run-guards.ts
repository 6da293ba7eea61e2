import type { LoadedCatalog } from '../catalog/load';
import { isMap, type Raw } from '../catalog/raw';
import type { SourceFile } from '../catalog/text/source-file';
import type { AcceptedFinding, GuardFinding, GuardLevel } from '../diff/model';
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
  const accepts = acceptsOf(context.head, context.nowMs);
  const guards: GuardFinding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of [...found].sort((a, b) => rank(a.level) - rank(b.level))) {
    const accept = accepts.find((one) => one.rule === finding.rule && one.covers(finding));
    if (accept) accepted.push({ ...finding, until: accept.until, why: accept.why });
    else guards.push(finding);
  }
  return { guards, accepted };
}

const rank = (level: GuardLevel) => (level === 'block' ? 0 : 1);

interface Accept {
  readonly rule: string;
  readonly until: string;
  readonly why: string;
  readonly covers: (finding: GuardFinding) => boolean;
}

/** Every acceptance of the head that has not run out; its last day counts, in UTC. */
function acceptsOf(head: LoadedCatalog, nowMs: number): Accept[] {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const from = (source: SourceFile | undefined, covers: Accept['covers']): Accept[] => {
    const value = source?.value as Raw;
    const list = isMap(value) && Array.isArray(value.accept) ? (value.accept as readonly Raw[]) : [];
    return list.flatMap((item) => {
      if (!isMap(item) || typeof item.rule !== 'string' || typeof item.until !== 'string') return [];
      return item.until < today ? [] : [{ rule: item.rule, until: item.until, why: String(item.why ?? ''), covers }];
    });
  };
  const entries = new Map(head.services.map(({ service, entry }) => [service.name, entry]));
  return [
    ...[...entries].flatMap(([name, entry]) => from(entry, ({ service }) => service === name)),
    ...head.teams.flatMap(({ team, source }) => from(source, (finding) => finding.team === team.name)),
    ...head.environments.flatMap(({ environment, source }) =>
      from(source, (finding) => finding.environment === environment.name),
    ),
    ...from(head.guards, () => true),
  ];
}
