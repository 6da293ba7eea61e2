import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import { SandboxFault } from './fault';
import { parseExactly, type ValueMap } from './provider/value';

/** A thing that exists in the sandbox, with its provider's attribute names. */
export interface WorldResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: ValueMap;
  /** The stack whose Terraform made it, where that is known. */
  readonly stack?: string;
}

interface WorldFile {
  /** Up to when time has passed in it, epoch milliseconds. */
  readonly nowMs?: number;
  readonly resources: readonly WorldResource[];
}

/** What a change works on: resources are replaced, never written into. */
export interface Draft {
  nowMs: number | undefined;
  readonly resources: WorldResource[];
}

type Change = { readonly run: (draft: Draft) => void; readonly done: (error?: Error) => void };

/**
 * The world: a JSON file, written atomically and read again when somebody else changed it. Several processes may share
 * it: changes are made under a lock, and those that wait together are written together.
 */
export class World {
  #file: WorldFile = { resources: [] };
  #version = '';
  #waiting: Change[] = [];
  #writing = false;
  readonly #texts = new WeakMap<WorldResource, string>();

  constructor(readonly path: string) {}

  get resources(): readonly WorldResource[] {
    return this.#read().resources;
  }

  get nowMs(): number | undefined {
    return this.#read().nowMs;
  }

  /** Runs `run` on the newest world and returns its result once it is on disk; what `run` throws is thrown here. */
  change<T>(run: (draft: Draft) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        run: (draft) => {
          result = run(draft);
        },
        done: (error) => (error === undefined ? resolve(result) : reject(error)),
      });
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const settled: (() => void)[] = [];
      try {
        mkdirSync(dirname(this.path), { recursive: true });
        const release = await lock(this.path, { realpath: false, stale: 10_000, retries: LOCK_RETRIES });
        try {
          const batch = this.#waiting.splice(0);
          settled.push(...this.#commit(batch));
        } finally {
          await release();
        }
      } catch (error) {
        for (const change of this.#waiting.splice(0)) settled.push(() => change.done(error as Error));
      }
      for (const settle of settled) settle();
    }
    this.#writing = false;
  }

  /** One write for all; a change that throws leaves the others standing. */
  #commit(batch: readonly Change[]): (() => void)[] {
    let file: WorldFile;
    try {
      file = this.#read();
    } catch (error) {
      return batch.map((change) => () => change.done(error as Error));
    }
    const settled = batch.map((change) => {
      const draft: Draft = { nowMs: file.nowMs, resources: [...file.resources] };
      try {
        change.run(draft);
        file = draft;
        return () => change.done();
      } catch (error) {
        return () => change.done(error as Error);
      }
    });
    try {
      this.#save(file);
    } catch (error) {
      return batch.map((change) => () => change.done(error as Error));
    }
    return settled;
  }

  #save(file: WorldFile): void {
    const resources = [...file.resources].sort(byTypeAndId);
    const clock = file.nowMs === undefined ? '' : `"nowMs": ${file.nowMs}, `;
    const text = `{${clock}"resources": [\n${resources.map((resource) => this.#text(resource)).join(',\n')}\n]}\n`;
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, text, { mode: 0o600 });
      renameSync(temporary, this.path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    this.#file = { ...(file.nowMs === undefined ? {} : { nowMs: file.nowMs }), resources };
    this.#version = versionOf(this.path);
  }

  #text(resource: WorldResource): string {
    const text = this.#texts.get(resource) ?? JSON.stringify(resource, null, 2);
    this.#texts.set(resource, text);
    return text;
  }

  #read(): WorldFile {
    const version = versionOf(this.path);
    if (version === this.#version) return this.#file;
    this.#file = version === '' ? { resources: [] } : parsed(this.path);
    this.#version = version;
    return this.#file;
  }
}

const LOCK_RETRIES = { retries: 200, factor: 1.2, minTimeout: 2, maxTimeout: 100 };

function byTypeAndId(a: WorldResource, b: WorldResource): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

/** Empty where there is no file. */
function versionOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}

/** @throws SandboxFault where somebody edited it into something else */
function parsed(path: string): WorldFile {
  const anew = 'mend it, or remove it, and `catalog sandbox up` makes everything anew';
  try {
    const file = parseExactly(readFileSync(path, 'utf8')) as unknown as WorldFile;
    if (Array.isArray(file?.resources)) return file;
  } catch (error) {
    throw new SandboxFault(`${path} is not JSON (${(error as Error).message}): ${anew}`);
  }
  throw new SandboxFault(`${path} lacks its list of "resources": ${anew}`);
}
