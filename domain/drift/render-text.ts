import type { Json } from '../diff/model';
import { type Drift, type DriftReport, type Finding, type StackDrift, stackVerdicts } from './model';
import { worstFirst } from './report';

/** A report for a terminal. */
export function driftText(report: DriftReport): string {
  const told = worstFirst(report.stacks).filter(({ verdict, drift }) => verdict !== 'clean' || drift.length > 0);
  const lines = told.flatMap(stackLines);
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

function stackLines({ stack, verdict, drift, pending, notes }: StackDrift): string[] {
  return [
    `${stack}: ${verdict}`,
    ...notes.map((note) => `  ${note}`),
    ...drift.flatMap(driftLines),
    ...pendingLines(pending),
    '',
  ];
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

function driftLines(drift: Drift): string[] {
  if (drift.expected !== null) return [`  expected (${drift.expected}): ${difference(drift)}, ${drift.why}`];
  return [
    `  ${drift.severity}: ${difference(drift)}${place(drift)}`,
    `    ${drift.why}`,
    `    back: ${drift.revert}`,
    ...(drift.adopt ? [`    forward: ${drift.adopt.summary} (--out DIR writes the patch)`] : []),
  ];
}

export const difference = ({ address, attribute, before, after, sensitive }: Finding) => {
  const what = attribute === '' ? address : `${address} ${attribute}`;
  if (attribute === '') return `${what} ${before === null ? 'is new' : after === null ? 'is gone' : 'is made anew'}`;
  return sensitive ? `${what} (sensitive) differs` : `${what}: ${shortText(before)} → ${shortText(after)}`;
};

const place = ({ origin }: Finding) => (origin === null ? '' : ` (${origin.file}:${origin.line})`);

const LONGEST = 160;
function shortText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
