import { type Path, pathText } from '../catalog/path';
import type { Json, Origin } from '../diff/model';
import { changeSeverities } from '../diff/model';
import type { PlanDocument } from '../plan/document';
import { literalStrings, planSecrets, REDACTED, type Redactor, redactor } from '../plan/secrets';
import { Hidden, isList, isMap, type PlanValue, UNKNOWN } from '../plan/value';
import { emailsById, schedulesById } from './adopt/people';
import { keptStrangers, type ManagedRule, managedRule, revokeCommand } from './firewall-rules';
import { type RefreshedGroup, refreshFinding } from './instance-refresh';
import { type IntentContext, intentOf } from './intents';
import { knownResources } from './known-resources';
import type { Finding } from './model';
import { severityOf } from './severity';
import { type RawFinding, rawFindings, type ThreeSides, threeSides, unplanned } from './three-way';

export interface JudgeInput {
  readonly plan: PlanDocument;
  /** The synthesized stack that was planned. */
  readonly json: string;
  readonly context: Omit<IntentContext, 'firewallRules'>;
  /** Lines behind an attribute of an address, the one that governs it first. */
  readonly because: (address: string, path: Path) => readonly Origin[];
  /** Known beside what the plan flags: never shown. */
  readonly secrets: readonly string[];
  /** The stack's groups with their instance refreshes, which no plan tells. */
  readonly refreshed: readonly RefreshedGroup[];
}

export interface Judged extends Finding {
  readonly raw: RawFinding;
}

export interface Judgement {
  readonly drift: readonly Judged[];
  readonly pending: readonly Judged[];
  readonly sides: readonly ThreeSides[];
  /** What keeps this plan from being a full check. */
  readonly unsure: readonly string[];
}

/** A plan against the world → what differs, what is expected of it, which lines govern it; worst first. */
export function judge({ plan, json, context, because, secrets, refreshed }: JudgeInput): Judgement {
  // what the configuration says aloud is no secret, whatever a secret is made of
  const redact = redactor([...secrets, ...planSecrets(plan, literalStrings(json))]);
  const sides = threeSides(plan, json);
  const known = knownResources(plan);
  const rules = known.flatMap(({ type, values }) => managedRule(type, values) ?? []);
  const whole = { ...context, firewallRules: rules };
  const planned = rawFindings(sides);
  const raws = [
    ...[...planned, ...keptStrangers(known, rules, planned)].map((raw) => withRevoke(raw, rules)),
    ...refreshed.flatMap((one) => refreshFinding(one) ?? []),
  ];
  const names = new Map([...emailsById(plan), ...schedulesById(plan)]);
  const judged = raws.map((raw) => withNames(judgedFinding(raw, whole, because, redact), names));
  const explained = judged.some(({ expected }) => expected === null);
  const outputs = outputFindings(plan, explained, redact);
  const of = (kind: RawFinding['kind']) => judged.filter(({ raw }) => raw.kind === kind).sort(worstFirst);
  return { drift: of('drift'), pending: [...of('pending'), ...outputs], sides, unsure: unsureOf(plan) };
}

function judgedFinding(
  raw: RawFinding,
  context: IntentContext,
  because: JudgeInput['because'],
  redact: Redactor,
): Judged {
  const { address, type } = raw.sides;
  const attribute = pathText(raw.path);
  const intent = intentOf(raw, context);
  const origins = because(address.replace(/\[[^\]]*\]$/, ''), raw.path);
  const [before, after] = [shown(raw.before, redact), shown(raw.after, redact)];
  const sensitive =
    [raw.before, raw.after].some((value) => value instanceof Hidden) || [before, after].includes(REDACTED);
  return {
    raw,
    address,
    attribute: redact.text(attribute),
    before: sensitive ? null : before,
    after: sensitive ? null : after,
    ...(sensitive ? { sensitive } : {}),
    severity: intent ? 'info' : severityOf(type, attribute),
    origin: origins[0] ?? null,
    because: origins,
    expected: intent?.name ?? null,
    why: intent?.why ?? meaning(raw),
  };
}

/** PagerDuty's ids tell a reader nothing. */
function withNames(judged: Judged, known: ReadonlyMap<string, string>): Judged {
  const text = JSON.stringify([judged.before, judged.after]);
  const names = [...known].filter(([id]) => text.includes(JSON.stringify(id)));
  return names.length === 0 ? judged : { ...judged, names: Object.fromEntries(names) };
}

function meaning({ kind, path, before, after, reverted, told }: RawFinding): string {
  if (told !== undefined) return told.why;
  const whole = path.length === 0;
  if (kind === 'pending') {
    if (!whole) return 'the catalog says so, and it was not applied yet';
    if (before === null) return 'in the catalog, and not made yet';
    return after === null ? 'no longer in the catalog, and still there' : 'to be made anew, moved or let go';
  }
  if (whole) return after === null ? 'somebody deleted it' : 'somebody made it again';
  return reverted ? 'somebody changed it; the next apply undoes it' : 'somebody changed it, and no apply undoes it';
}

function worstFirst(a: Judged, b: Judged): number {
  const rank = ({ expected, severity }: Judged) => (expected === null ? 0 : 10) + changeSeverities.indexOf(severity);
  const text = ({ address, attribute }: Judged) => `${address} ${attribute}`;
  return rank(a) - rank(b) || (text(a) < text(b) ? -1 : 1);
}

/** An output that changes alone; beside other changes it follows from them. */
function outputFindings(plan: PlanDocument, explained: boolean, redact: Redactor): Judged[] {
  if (explained) return [];
  const changed = Object.entries(plan.output_changes ?? {}).filter(([, { actions }]) => actions[0] !== 'no-op');
  return changed.map(([name]) => {
    const address = `output.${redact.text(name)}`;
    const sides: ThreeSides = {
      ...unplanned,
      address,
      type: 'output',
      applied: null,
      world: null,
      wanted: null,
    };
    const raw: RawFinding = {
      kind: 'pending',
      sides,
      path: ['value'],
      before: null,
      after: null,
      reverted: false,
      asCommitted: false,
    };
    const said = { before: null, after: null, origin: null, because: [], expected: null, severity: 'info' as const };
    return { ...said, raw, address, attribute: 'value', why: 'what the stack hands to others is not applied yet' };
  });
}

/** Reasons for which an empty plan would not mean that everything was looked at. */
function unsureOf(plan: PlanDocument): string[] {
  const checks = (plan.checks ?? []).filter(({ status }) => status === 'fail' || status === 'error');
  return [
    ...(plan.errored ? ['Terraform stopped at an error'] : []),
    ...((plan.deferred_changes ?? []).length > 0 || plan.complete === false
      ? ['Terraform put a part of the plan off to a later one']
      : []),
    ...checks.map(({ address, status }) => `check ${address?.to_display ?? ''}: ${status}`),
  ];
}

/** No apply takes away what somebody added to a group whose rules are resources of their own. */
function withRevoke(raw: RawFinding, rules: readonly ManagedRule[]): RawFinding {
  const byHand = raw.kind === 'drift' && !raw.reverted ? revokeCommand(raw, rules) : undefined;
  return byHand === undefined
    ? raw
    : { ...raw, told: { why: 'somebody added it, and no apply takes it away', byHand } };
}

/** Longer values are cut: a report is read. */
const LONGEST_TEXT = 400;

function shown(value: PlanValue, redact: Redactor): Json {
  if (value instanceof Hidden) return REDACTED;
  if (value === UNKNOWN) return '(known after apply)';
  if (typeof value === 'string') {
    const text = redact.text(value);
    return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  }
  if (isList(value)) return value.map((item) => shown(item, redact));
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [redact.text(key), shown(item as PlanValue, redact)]));
  }
  return (value ?? null) as Json;
}
