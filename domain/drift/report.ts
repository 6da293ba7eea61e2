import { changeSeverities } from '../diff/model';
import type { Judged } from './judge';
import type { Adoption, Drift, DriftReport, Finding, StackDrift } from './model';
import { shellWord } from './shell-word';
import { reportVerdict } from './verdict';

/** What a report says of a finding; how it was found stays behind. */
export function findingOf({ raw: _, ...finding }: Judged): Finding {
  return finding;
}

/** Where a drift is undone. */
export interface Place {
  readonly stack: string;
  readonly environment: string | null;
  /** As the command was told it. */
  readonly catalog?: string;
}

export function driftOf(judged: Judged, at: Place, adopt: Adoption | null): Drift {
  const { reverted } = judged.raw;
  return { ...findingOf(judged), reverted, revert: reverted ? deployCommand(at) : byHand(judged), adopt };
}

function deployCommand({ stack, environment, catalog }: Place): string {
  return [
    'npx catalog deploy',
    ...(catalog === undefined ? [] : [`--catalog ${shellWord(catalog)}`]),
    ...(environment === null ? [] : [`--env ${environment}`]),
    `--stack ${stack} --auto-approve`,
  ].join(' ');
}

/** Terraform leaves alone what the configuration says nothing of. */
function byHand({ address, attribute, raw }: Judged): string {
  if (raw.told !== undefined) return raw.told.byHand;
  if (raw.path.length === 0) return `remove it where it was made: ${address} is none of the catalog's`;
  return `set ${attribute} of ${address} back where it was changed: the catalog says nothing of it`;
}

/** Reports of all shards of one run → one; a shard that is missing, or a stack that is in none, makes it incomplete. */
export function mergedReport(reports: readonly DriftReport[]): DriftReport {
  const of = Math.max(1, ...reports.map(({ shard }) => shard.of));
  const known = new Set(reports.map(({ shard }) => shard.index));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !known.has(index));
  const byName = new Map(reports.flatMap(({ stacks }) => stacks).map((stack) => [stack.stack, stack]));
  const stacks = [...byName.values()];
  const total = Math.max(0, ...reports.map(({ shard }) => shard.stacks));
  const different = reports.some(({ shard }) => shard.of !== of || shard.stacks !== total);
  const again = reports.filter(({ shard }, at) => reports.findIndex((one) => one.shard.index === shard.index) < at);
  const faults = [
    ...again.map(({ shard }) => `shard ${shard.index}/${shard.of} reported twice`),
    ...missing.map((index) => `shard ${index}/${of} reported nothing`),
    ...(different ? ['reports of different runs were merged'] : []),
    ...(missing.length === 0 && stacks.length < total
      ? [`${total - stacks.length} of ${total} stacks are in no shard`]
      : []),
  ];
  const notes = [...reports.flatMap((report) => report.notes), ...faults];
  const incomplete = faults.length > 0 || reports.length === 0;
  return {
    verdict:
      incomplete || reports.some(({ verdict }) => verdict === 'incomplete') ? 'incomplete' : reportVerdict(stacks),
    shard: { index: 1, of: 1, stacks: total },
    startedAt: reports.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    durationMs: Math.max(0, ...reports.map(({ durationMs }) => durationMs)),
    notes,
    stacks,
  };
}

/** An open door comes before a tag, also where the stack with the tag has something pending beside it. */
const ORDER: readonly (readonly StackDrift['verdict'][])[] = [
  ['failed'],
  ['locked'],
  ['unknown'],
  ['skipped'],
  ['drifted-and-pending', 'drifted'],
  ['pending'],
  ['clean'],
];

/** Stacks in the order of a reader: the worst first, then by name. */
export function worstFirst(stacks: readonly StackDrift[]): StackDrift[] {
  const rank = ({ verdict, drift }: StackDrift) => {
    const worst = drift.find(({ expected }) => expected === null)?.severity ?? 'info';
    const place = ORDER.findIndex((alike) => alike.includes(verdict));
    return (place * 10 + changeSeverities.indexOf(worst)) * 10 + (ORDER[place]?.indexOf(verdict) ?? 0);
  };
  return [...stacks].sort((a, b) => rank(a) - rank(b) || (a.stack < b.stack ? -1 : 1));
}
