import type { Json } from '../diff/model';
import { type Drift, type DriftReport, type Finding, type StackDrift, stackVerdicts } from './model';
import { worstFirst } from './report';

/** A report for a terminal. */
export function driftText(report: DriftReport): string {
  const told = worstFirst(report.stacks).filter(({ verdict, drift }) => verdict !== 'clean' || drift.length > 0);
  const lines = alike(told).flatMap(stackLines);
  return `${[...lines, ...report.notes, summary(report)].join('\n')}\n`;
}

export function summary({ verdict, stacks, shard }: DriftReport): string {
  const counts = stackVerdicts
    .map((one) => ({ one, count: stacks.filter((stack) => stack.verdict === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${one}`);
  const part = shard.of === 1 ? '' : ` of shard ${shard.index}/${shard.of}`;
  return `${verdict}: ${stacks.length} stacks${part}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
}

const NAMED = 5;

/** Stacks of which the same is to be told, such as that no credentials were found, are told together. */
export function alike(stacks: readonly StackDrift[]): (StackDrift & { readonly title: string })[] {
  const groups = new Map<string, StackDrift[]>();
  for (const one of stacks) {
    const { stack, verdict, notes, drift, pending } = one;
    const own = drift.length + pending.length > 0;
    const key = own ? stack : JSON.stringify([verdict, notes]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const names = group.map(({ stack }) => stack);
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    const first = group[0] as StackDrift;
    return { ...first, title: `${names.slice(0, NAMED).join(', ')}${more}: ${first.verdict}` };
  });
}

function stackLines({ title, drift, pending, notes }: ReturnType<typeof alike>[number]): string[] {
  return [
    title,
    ...notes.map((note) => `  ${shown(note)}`),
    ...drift.flatMap((one, index) => driftLines(one, drift[index + 1])),
    ...pendingLines(pending),
    '',
  ];
}

/** Whether the next finding is explained, and undone, in the same words: they are told once, after the last. */
export function saysTheSame(one: Drift, next: Drift | undefined): boolean {
  const words = ({ expected, why, revert, adopt }: Drift) => JSON.stringify([expected, why, revert, adopt?.summary]);
  return next !== undefined && one.expected === null && words(one) === words(next);
}

/** One line for each resource: what is pending is `plan`'s to tell at length. */
export function pendingByResource(pending: readonly Finding[]): { first: Finding; more: number }[] {
  const byAddress = new Map<string, Finding[]>();
  for (const one of pending) byAddress.set(one.address, [...(byAddress.get(one.address) ?? []), one]);
  return [...byAddress.values()].map(([first, ...more]) => ({ first: first as Finding, more: more.length }));
}

function pendingLines(pending: readonly Finding[]): string[] {
  return pendingByResource(pending).map(({ first, more }) => {
    const how = first.expected === null ? 'pending' : `expected (${first.expected})`;
    return `  ${how}: ${difference(first)}${more === 0 ? '' : ` and ${more} more`}${place(first)}`;
  });
}

function driftLines(drift: Drift, next: Drift | undefined): string[] {
  if (drift.expected !== null) return [`  expected (${drift.expected}): ${difference(drift)}, ${drift.why}`];
  const line = `  ${drift.severity}: ${difference(drift)}${place(drift)}`;
  if (saysTheSame(drift, next)) return [line];
  return [
    line,
    `    ${drift.why}`,
    `    back: ${drift.revert}`,
    ...(drift.adopt ? [`    forward: ${shown(drift.adopt.summary)} (--out DIR writes the patch)`] : []),
  ];
}

export function difference({ address, attribute, before, after, sensitive, names = {} }: Finding): string {
  const what = attribute === '' ? address : `${address} ${attribute}`;
  if (attribute === '') return `${what} ${before === null ? 'is new' : after === null ? 'is gone' : 'is made anew'}`;
  if (sensitive) return `${what} (sensitive) differs`;
  const isItem = attribute.endsWith(']');
  const [from, to] = [textOf(before, names), textOf(after, names)];
  if (isItem && before === null) return `${what} is new: ${cut(to)}`;
  if (isItem && after === null) return `${what} is gone: ${cut(from)}`;
  const same = sameUntil(from, to);
  return `${what}: ${cut(from, same)} → ${cut(to, same)}`;
}

const place = ({ origin }: Finding) => (origin === null ? '' : ` (${origin.file}:${origin.line})`);

const LONGEST = 160;
/** What stands before a difference, for the reader to find the place. */
const LEAD = 40;

function textOf(value: Json, names: Readonly<Record<string, string>>): string {
  const named = withoutEmpty(value, names);
  return typeof named === 'string' ? named : JSON.stringify(named);
}

/** How much of the beginning two long texts may leave out: a cut must not hide where they differ. */
function sameUntil(from: string, to: string): number {
  if (from.length <= LONGEST && to.length <= LONGEST) return 0;
  let index = 0;
  while (index < from.length && from[index] === to[index]) index++;
  return Math.max(0, index - LEAD);
}

function cut(text: string, from = 0): string {
  const rest = text.slice(from);
  return shown(`${from > 0 ? '…' : ''}${rest.slice(0, LONGEST)}${rest.length > LONGEST ? '…' : ''}`);
}

/** Text of the world on a terminal: a line stays one, and what a terminal would obey is shown. */
function shown(text: string): string {
  const code = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/\p{Cc}/gu, (control) => (control === '\n' ? '\\n' : code(control)));
}

/** Providers fill objects with what is not set; a reader looks for what is. */
function withoutEmpty(value: Json, names: Readonly<Record<string, string>>): Json {
  if (typeof value === 'string') return names[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => withoutEmpty(item, names));
  if (value === null || typeof value !== 'object') return value;
  const set = Object.entries(value).filter(
    ([, item]) => item !== null && item !== '' && !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(set.map(([key, item]) => [key, withoutEmpty(item, names)]));
}
