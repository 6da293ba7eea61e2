import pLimit from 'p-limit';

export interface Ordered {
  readonly name: string;
  /** Names; those that are not among the stacks at hand are taken as done. */
  readonly dependencies: readonly string[];
}

export type Done<R> =
  | { readonly kind: 'done'; readonly result: R }
  /** Not begun: something that it depends on did not succeed, or the whole was stopped. */
  | { readonly kind: 'skipped'; readonly because: string };

/**
 * Runs one task per stack, at most `jobs` at a time, each after what it depends on. One that does not succeed stops
 * what depends on it and nothing else; after `stopping`, nothing new begins.
 */
export async function inOrder<S extends Ordered, R>(
  stacks: readonly S[],
  jobs: number,
  run: (stack: S) => Promise<R>,
  options: { readonly succeeded: (result: R) => boolean; readonly stopping?: AbortSignal },
): Promise<Map<string, Done<R>>> {
  const limit = pLimit(jobs);
  const known = new Set(stacks.map(({ name }) => name));
  const begun = new Map<string, Promise<Done<R>>>();
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const begin = (stack: S, path: readonly string[]): Promise<Done<R>> => {
    if (path.includes(stack.name)) throw new Error(`stacks depend on each other: ${[...path, stack.name].join(' → ')}`);
    const existing = begun.get(stack.name);
    if (existing !== undefined) return existing;
    const needed = stack.dependencies.filter((name) => known.has(name));
    const waits = needed.map((name) => begin(byName.get(name) as S, [...path, stack.name]));
    const task = Promise.all(waits).then((before): Promise<Done<R>> | Done<R> => {
      const broken = before.findIndex((done) => done.kind === 'skipped' || !options.succeeded(done.result));
      if (broken >= 0) return { kind: 'skipped', because: `${needed[broken]} was not done` };
      return limit(async (): Promise<Done<R>> => {
        if (options.stopping?.aborted) return { kind: 'skipped', because: 'interrupted' };
        return { kind: 'done', result: await run(stack) };
      });
    });
    begun.set(stack.name, task);
    return task;
  };
  const tasks = stacks.map(async (stack) => [stack.name, await begin(stack, [])] as const);
  return new Map(await Promise.all(tasks));
}

/** The same stacks the other way round: each after everything that depends on it. */
export function reversed<S extends Ordered>(stacks: readonly S[]): S[] {
  return stacks.map((stack) => ({
    ...stack,
    dependencies: stacks.filter(({ dependencies }) => dependencies.includes(stack.name)).map(({ name }) => name),
  }));
}
