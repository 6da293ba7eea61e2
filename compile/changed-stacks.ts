import type { LoadedCatalog } from '../domain/catalog/loaded';
import { listStacks, type PlannedStack, type StackSelection } from './stack-list';
import { type CompiledStack, synthesize } from './synthesize';

/** A stack whose synthesized JSON is not the same on both sides. */
export type ChangedStack =
  | { readonly status: 'changed'; readonly base: CompiledStack; readonly head: CompiledStack }
  | { readonly status: 'new'; readonly base?: undefined; readonly head: CompiledStack }
  | { readonly status: 'vanished'; readonly base: CompiledStack; readonly head?: undefined };

/**
 * What differs from `base` to `head`, in deploy order. The code at hand compiles both sides, so a stack made from equal
 * data has equal bytes: only the others are synthesized.
 */
export function changedStacks(
  base: LoadedCatalog,
  head: LoadedCatalog,
  nowMs: number,
  selection: StackSelection = {},
): ChangedStack[] {
  const [before, after] = [base, head].map((side) => byName(listStacks(side.catalog, selection))) as [Stacks, Stacks];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .flatMap((name) => changed(before.get(name), after.get(name), nowMs))
    .sort((a, b) => level(a) - level(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

type Stacks = ReadonlyMap<string, PlannedStack>;

const byName = (stacks: readonly PlannedStack[]): Stacks => new Map(stacks.map((stack) => [stack.name, stack]));

function changed(before: PlannedStack | undefined, after: PlannedStack | undefined, nowMs: number): ChangedStack[] {
  if (before === undefined) return after === undefined ? [] : [{ status: 'new', head: synthesize(after, nowMs) }];
  if (after === undefined) return [{ status: 'vanished', base: synthesize(before, nowMs) }];
  // as text: the order of keys (of links) is an order on the dashboard
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [base, head] = [synthesize(before, nowMs), synthesize(after, nowMs)];
  return base.json === head.json ? [] : [{ status: 'changed', base, head }];
}

const side = (stack: ChangedStack) => (stack.head ?? stack.base) as CompiledStack;
const level = (stack: ChangedStack) => side(stack).level;
const nameOf = (stack: ChangedStack) => side(stack).name;
