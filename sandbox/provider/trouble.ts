import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Trouble on purpose, for tests: `trouble.json` beside the world's file. Each entry applies to the calls it names; one
 * with `times` wears off.
 */
export interface Trouble {
  /** Resource or data source type; or provider name. Everything, if left out. */
  readonly of?: string;
  readonly on?: 'read' | 'plan' | 'create' | 'update' | 'delete';
  readonly delayMs?: number;
  /** The call fails with this text. */
  readonly error?: string;
  /** How many calls it hits; all of them, if left out. */
  readonly times?: number;
}

export class Troublemaker {
  #version = '';
  #left: { trouble: Trouble; times: number }[] = [];
  readonly #path: string;

  constructor(worldPath: string) {
    this.#path = join(dirname(worldPath), 'trouble.json');
  }

  /**
   * Waits as long as it is told to, and returns the error that the call shall have.
   * @param stopping ends the wait with an error, as a real provider gives up its requests when Terraform is interrupted
   */
  async strike(
    provider: string,
    type: string,
    on: NonNullable<Trouble['on']>,
    stopping?: AbortSignal,
  ): Promise<string | undefined> {
    this.#read();
    const hit = this.#left.find(
      ({ trouble, times }) =>
        times > 0 &&
        (trouble.of === undefined || trouble.of === type || trouble.of === provider) &&
        (trouble.on === undefined || trouble.on === on),
    );
    if (hit === undefined) return undefined;
    hit.times -= 1;
    const { delayMs, error } = hit.trouble;
    if (delayMs === undefined) return error;
    return wait(delayMs, error, { signal: stopping }).catch(() => 'interrupted');
  }

  #read(): void {
    const stat = statSync(this.#path, { throwIfNoEntry: false });
    const version = stat === undefined ? '' : `${stat.ino}:${stat.size}:${stat.mtimeMs}`;
    if (version === this.#version) return;
    this.#version = version;
    const troubles = version === '' ? [] : (JSON.parse(readFileSync(this.#path, 'utf8')) as Trouble[]);
    this.#left = troubles.map((trouble) => ({ trouble, times: trouble.times ?? Number.POSITIVE_INFINITY }));
  }
}
