import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledStack } from '../compile/synthesize';
import { shortHash } from '../domain/names/shorten';
import { textOf, writeWhenChanged } from '../terraform/work-folder';

interface Written {
  /** ISO 8601. */
  readonly startedAt: string;
  /** Stacks that the run, and those that continued it, have not done yet. */
  readonly left: readonly string[];
  readonly done: Readonly<Record<string, Done>>;
}

/** What a stack was when it was done. */
interface Done {
  /** Hash of the configuration that was applied. */
  readonly configuration: string;
  /** Lineage and serial of its state afterwards. */
  readonly state: string;
}

/** What a deploy wrote down is trusted so long: afterwards the world may be another one, and everything is planned. */
const TRUSTED_MS = 12 * 60 * 60_000;

/**
 * What a run of `deploy` has got through, in `.catalog/deploy.json`: written after each stack, and gone when all are
 * done. A run that finds one continues it.
 */
export class Journal {
  readonly #done: Record<string, Done>;
  readonly #left: Set<string>;
  /** ISO 8601: when the run that is continued began; undefined for a run of its own. */
  readonly continues: string | undefined;
  readonly #startedAt: string;

  /** @param afresh forgets a run that did not end */
  constructor(
    private readonly catalogRoot: string,
    nowMs: number,
    afresh: boolean,
  ) {
    const before = afresh ? undefined : this.#read(nowMs);
    this.continues = before?.startedAt;
    this.#startedAt = before?.startedAt ?? new Date(nowMs).toISOString();
    this.#done = { ...before?.done };
    this.#left = new Set(before?.left);
  }

  /**
   * Stacks that the continued run has done with the same configuration, each together with all it depends on.
   * @param stateOf lineage and serial of a stack's state now: what somebody else has written since is done again
   */
  async doneBefore(
    stacks: readonly CompiledStack[],
    stateOf: (stack: CompiledStack) => Promise<string | undefined>,
  ): Promise<Set<string>> {
    const known = stacks.filter(({ name, json }) => this.#done[name]?.configuration === hashOf(json));
    const states = new Map(await Promise.all(known.map(async (stack) => [stack.name, await stateOf(stack)] as const)));
    const done = new Set<string>();
    const selected = new Set(stacks.map(({ name }) => name));
    for (const { name, dependencies } of known) {
      const isSame = states.get(name) === this.#done[name]?.state;
      if (isSame && dependencies.every((one) => !selected.has(one) || done.has(one))) done.add(name);
    }
    return done;
  }

  /** Says that stacks are under way. */
  begin(stacks: readonly CompiledStack[]): void {
    for (const { name } of stacks) this.#left.add(name);
    this.#write();
  }

  /** @param state lineage and serial of its state; undefined where that cannot be read: then nobody trusts it later */
  note({ name, json }: CompiledStack, state: string | undefined): void {
    if (state === undefined) delete this.#done[name];
    else this.#done[name] = { configuration: hashOf(json), state };
    this.#left.delete(name);
    this.#write();
  }

  /** Closes the journal where nothing is left; a run on some of the stacks leaves it to those that wait for the others. */
  end(): void {
    if (this.#left.size === 0) rmSync(this.#path, { force: true });
  }

  #write(): void {
    const written: Written = { startedAt: this.#startedAt, left: [...this.#left], done: this.#done };
    mkdirSync(join(this.catalogRoot, '.catalog'), { recursive: true });
    writeWhenChanged(this.#path, `${JSON.stringify(written, null, 2)}\n`);
  }

  get #path(): string {
    return join(this.catalogRoot, '.catalog', 'deploy.json');
  }

  #read(nowMs: number): Written | undefined {
    try {
      const written = JSON.parse(textOf(this.#path) ?? 'null') as Written | null;
      const ageMs = nowMs - Date.parse(written?.startedAt ?? '');
      return written !== null && ageMs >= 0 && ageMs < TRUSTED_MS ? written : undefined;
    } catch {
      // half-written by a run that died: nothing is known
      return undefined;
    }
  }
}

const hashOf = (json: string) => shortHash([json], 64);
