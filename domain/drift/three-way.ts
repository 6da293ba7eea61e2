import { actionOf } from '../plan/action';
import { type Difference, differences, holdsUnknown } from '../plan/differences';
import type { PlanDocument, ResourceChangeJson } from '../plan/document';
import { Hidden, isMap, markedValue, type PlanValue, rawValue, unwrapped } from '../plan/value';
import { askedAt, configurationBlocks, configuredOf, referencesIn } from './configuration';

/** The values of a resource, or null where there is none. */
type Values = Readonly<Record<string, PlanValue>> | null;

/** One resource from three sides. */
export interface ThreeSides {
  readonly address: string;
  readonly type: string;
  /** As the last apply left it. */
  readonly applied: Values;
  /** As the world has it. */
  readonly world: Values;
  /** As the plan would leave it. */
  readonly wanted: Values;
  /** Attributes that the configuration sets and does not ignore; undefined where it has no such resource. */
  readonly configured: ReadonlySet<string> | undefined;
  /** What the configuration says at a path; a text that refers to something stands for all below it. */
  readonly asked: (path: RawFinding['path']) => unknown;
  readonly plannedAs: ReturnType<typeof actionOf>;
  /** It is made anew for a reason that no attribute tells, such as an apply that left it incomplete. */
  readonly remade: boolean;
}

/** The part of the sides that a plan gives, where none tells of the difference. */
export const unplanned: Pick<ThreeSides, 'configured' | 'asked' | 'plannedAs' | 'remade'> = {
  configured: new Set(),
  asked: () => undefined,
  plannedAs: undefined,
  remade: false,
};

export interface RawFinding {
  readonly kind: 'drift' | 'pending';
  readonly sides: ThreeSides;
  /** Steps to the smallest place that differs; none where the resource came or went as a whole. */
  readonly path: readonly (string | number)[];
  readonly before: PlanValue;
  readonly after: PlanValue;
  /** Of drift: the plan undoes it. */
  readonly reverted: boolean;
  /** Of drift: the world already is as the catalog says. */
  readonly asCommitted: boolean;
  /** Of what no plan tells: what it means, and the command that undoes it. */
  readonly told?: { readonly why: string; readonly byHand: string };
}

/** Joins what a plan says of the world, of its own doing and of what the configuration asks for. */
export function threeSides(plan: PlanDocument, json: string): ThreeSides[] {
  const blockOf = configurationBlocks(json);
  const drifted = new Map((plan.resource_drift ?? []).filter(isManaged).map((one) => [keyOf(one), one]));
  const changes = new Map((plan.resource_changes ?? []).filter(isManaged).map((one) => [keyOf(one), one]));
  return [...new Set([...drifted.keys(), ...changes.keys()])].flatMap((key) => {
    const [drift, change] = [drifted.get(key), changes.get(key)];
    const one = change ?? drift;
    const plannedAs = change && actionOf(change);
    if (one === undefined || (drift === undefined && plannedAs === undefined)) return [];
    const [type = '', name = ''] = one.address
      .replace(/\[[^\]]*\]$/, '')
      .split('.')
      .slice(-2);
    const block = blockOf(type, name);
    const world = drift
      ? valuesOf(drift.change.after, drift.change.after_sensitive)
      : valuesOf(change?.change.before, change?.change.before_sensitive);
    return [
      {
        address: one.address,
        type,
        applied: drift ? valuesOf(drift.change.before, drift.change.before_sensitive) : world,
        world,
        wanted: wantedOf(change, world),
        configured: block && configuredOf(block),
        asked: (path) => askedAt(block, path),
        plannedAs,
        remade: plannedAs === 'replace' && change?.action_reason !== 'replace_because_cannot_update',
      },
    ];
  });
}

const isManaged = ({ mode }: ResourceChangeJson) => mode !== 'data';
const keyOf = ({ address, deposed = '' }: ResourceChangeJson) => `${address} ${deposed}`;

function valuesOf(value: unknown, sensitive: unknown, unknown?: unknown): Values {
  if (value === null || value === undefined) return null;
  return markedValue(value, sensitive, unknown) as Values;
}

/** Without a change of its own, a resource stays as it is. */
function wantedOf(change: ResourceChangeJson | undefined, world: Values): Values {
  if (change === undefined) return world;
  const { after, after_sensitive, after_unknown } = change.change;
  if (after === null || after === undefined) return null;
  return markedValue(after, after_sensitive, after_unknown) as Values;
}

/**
 * What differs, attribute by attribute. Where the world is not what was applied, that is drift, whatever the plan does
 * about it. Where the catalog asks for something that was never applied, that is pending. What follows from either
 * (an id to be made, a version that a drifted template has now) is neither.
 */
export function rawFindings(sides: readonly ThreeSides[]): RawFinding[] {
  const drift = sides.flatMap(driftOf);
  const pending = sides.flatMap(pendingOf);
  const moved = new Set([...drift, ...pending].map((finding) => finding.sides.address));
  const isConsequence = ({ sides: { address, asked }, path }: RawFinding) => {
    const said = path.length === 0 ? undefined : asked(path);
    return typeof said === 'string' && referencesIn(said).some((source) => source !== address && moved.has(source));
  };
  const own = pending.filter((finding) => !isConsequence(finding));
  // something has to be the cause of what follows
  return [...drift, ...(own.length > 0 || drift.length > 0 ? own : pending)];
}

function driftOf(sides: ThreeSides): RawFinding[] {
  const { applied, world, wanted, configured, asked } = sides;
  if (applied === world || (applied === null && world === null)) return [];
  const base = { kind: 'drift' as const, sides };
  if (applied === null || world === null) {
    const reverted = (wanted === null) !== (world === null);
    const asCommitted = world === null && configured === undefined;
    return [{ ...base, path: [], before: applied, after: world, reverted, asCommitted }];
  }
  const derived = (name: string) => name === 'tags_all' && differs(applied, world, 'tags');
  return differences(applied, world)
    .filter(({ path }) => !derived(String(path[0])))
    .map(({ path, before, after }) => {
      const name = String(path[0]);
      const reverted = wanted === null || differs(world, wanted, name);
      // what somebody set where the catalog is silent it does not say, though it says something beside it
      const isSaid = configured?.has(name) === true && (asked(path) !== undefined || after == null);
      return { ...base, path, before, after, reverted, asCommitted: !reverted && isSaid };
    });
}

function pendingOf(sides: ThreeSides): RawFinding[] {
  const { applied, world, wanted, asked, plannedAs, remade } = sides;
  if (plannedAs === undefined) return [];
  const base = { kind: 'pending' as const, sides, reverted: false, asCommitted: false };
  const whole = { ...base, path: [], before: world, after: wanted };
  // made again after somebody deleted it: that is drift
  if (world === null) return applied === null ? [whole] : [];
  if (wanted === null || remade) return [whole];
  const former = applied ?? world;
  const planned = differences(world, wanted);
  const all = [...new Set(planned.map(({ path }) => String(path[0])))];
  const names = all.filter((name) => name !== 'tags_all' || !all.includes('tags'));
  const told = names.flatMap((name) => differences(former[name], wanted[name], [name]));
  const drifted = (name: string) => differs(former, world, name);
  // what nobody asks for, the provider works out or carries over, such as the id of a step; unless it is taken away
  const isAsked = ({ path, before, after }: Difference): boolean =>
    before instanceof Hidden || after instanceof Hidden
      ? differences(unwrapped(before), unwrapped(after), path).some(isAsked)
      : asked(path) !== undefined || !(holdsUnknown(after) || (after != null && drifted(String(path[0]))));
  const found = told.filter(isAsked);
  if (found.length > 0) return found.map((one) => ({ ...base, ...one }));
  if (plannedAs !== 'update' && plannedAs !== 'replace') return [whole];
  // where nothing is undone, only the provider knows why
  return names.some(drifted) ? [] : planned.map((one) => ({ ...base, ...one }));
}

function differs(a: NonNullable<Values>, b: NonNullable<Values>, name: string): boolean {
  return differences(a[name], b[name]).length > 0;
}

/** A side as plain data, for the intents to compute with. */
export function plain(values: Values): Readonly<Record<string, unknown>> {
  const raw = values === null ? {} : rawValue(values);
  return isMap(raw) ? raw : {};
}
