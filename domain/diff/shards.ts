/** GitHub runs at most this many jobs of one matrix. */
export const mostJobs = 256;

export interface LeveledStack {
  readonly name: string;
  readonly level: number;
}

export interface ShardLevel {
  readonly level: number;
  /** Entries of a matrix: every one may run at the same time as the others of its level, and after the former level. */
  readonly include: readonly { readonly shard: string; readonly stacks: readonly string[] }[];
}

/**
 * Spreads stacks over at most `jobs` jobs in each level, so that two jobs of a level differ by one stack at most.
 * @param jobs 1 to `mostJobs`
 */
export function shardStacks(stacks: readonly LeveledStack[], jobs: number): ShardLevel[] {
  const levels = [...new Set(stacks.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.map((level) => {
    const inside = stacks.filter((one) => one.level === level);
    const parts = Math.min(jobs, inside.length);
    return {
      level,
      include: Array.from({ length: parts }, (_, part) => ({
        shard: `${level}-${part + 1}`,
        stacks: inside.filter((_, index) => index % parts === part).map(({ name }) => name),
      })),
    };
  });
}
