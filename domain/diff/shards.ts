/** GitHub runs at most this many jobs of one matrix. */
export const mostJobs = 256;

interface Costly {
  readonly name: string;
  /** How long a plan takes, in resources to be read. */
  readonly cost: number;
}

export interface LeveledStack extends Costly {
  readonly level: number;
}

export interface ShardLevel {
  readonly level: number;
  /** Entries of a matrix: every one may run at the same time as the others of its level, and after the former level. */
  readonly include: readonly { readonly shard: string; readonly stacks: readonly string[] }[];
}

/** Terraform and its providers start in the time in which they read about so many resources. */
const START = 10;
/** How many there are depends on the date, and parts that were made a minute apart have to fit together. */
const DATED = 'aws_autoscaling_schedule';

/** What a plan of a synthesized stack costs; the same at any time. */
export function stackCost(json: string): number {
  const { resource, data } = JSON.parse(json) as Readonly<Record<string, Readonly<Record<string, object>> | undefined>>;
  const counts = [resource, data].flatMap((blocks) =>
    Object.entries(blocks ?? {}).map(([type, named]) => (type === DATED ? 0 : Object.keys(named).length)),
  );
  return counts.reduce((sum, count) => sum + count, START);
}

/**
 * Stacks in so many parts of about the same cost: the dearest first, each to the part that is the cheapest until then.
 * The same stacks give the same parts, whatever their order.
 */
export function balancedParts<S extends Costly>(stacks: readonly S[], parts: number): S[][] {
  const all = Array.from({ length: parts }, () => ({ cost: 0, names: new Set<string>() }));
  const dearestFirst = [...stacks].sort((a, b) => b.cost - a.cost || (a.name < b.name ? -1 : 1));
  for (const { name, cost } of dearestFirst) {
    const cheapest = all.reduce((least, part) => (part.cost < least.cost ? part : least));
    cheapest.names.add(name);
    cheapest.cost += cost;
  }
  return all.map(({ names }) => stacks.filter(({ name }) => names.has(name)));
}

/**
 * Spreads stacks over at most `jobs` jobs in each level.
 * @param jobs 1 to `mostJobs`
 */
export function shardStacks(stacks: readonly LeveledStack[], jobs: number): ShardLevel[] {
  const levels = [...new Set(stacks.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.map((level) => {
    const inside = stacks.filter((one) => one.level === level);
    return {
      level,
      include: balancedParts(inside, Math.min(jobs, inside.length)).map((part, index) => ({
        shard: `${level}-${index + 1}`,
        stacks: part.map(({ name }) => name),
      })),
    };
  });
}
