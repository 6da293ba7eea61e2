import type { Diagnostic } from './diagnostic';
import type { Fields } from './fields';
import type { Merged } from './layers';
import type { Service } from './model';
import type { ReadFile } from './read-files';
import type { SourceFile } from './text/source-file';

/** A file as it was read. */
interface KnownFile {
  readonly bytes: Uint8Array;
  readonly file: ReadFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that an entry names. */
export interface FileText {
  readonly text: string;
  readonly bytes: number;
}

/** What every entry is resolved with. */
export interface EntrySetting {
  /** Of the tiers, the environments in their order, and the alert windows; undefined where there is none. */
  readonly sources: readonly (SourceFile | undefined)[];
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** An entry resolved, with everything that it was resolved from beside its own file. */
export interface ResolvedEntry {
  readonly setting: EntrySetting;
  /** Files that were asked for, by path. */
  readonly asked: ReadonlyMap<string, FileText | undefined>;
  /** One for each environment in which the entry is looked at. */
  readonly services: readonly {
    readonly service: Service;
    readonly merged: Merged;
    readonly fields: Fields;
    /** Of the team that owns it. */
    readonly defaultEscalation: string;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What loading a catalog leaves for the next one. Two sides of a comparison share nearly all of their files: those with
 * the same bytes are read once, and entries that are resolved from the same things are resolved once.
 */
export class CatalogMemory {
  readonly #files = new Map<string, KnownFile>();
  readonly #entries = new WeakMap<ReadFile, ResolvedEntry>();

  /** The file of the same path and the same bytes; `read` otherwise. */
  file(path: string, bytes: Uint8Array, read: () => Omit<KnownFile, 'bytes'>): Omit<KnownFile, 'bytes'> {
    const known = this.#files.get(path);
    if (known !== undefined && Buffer.compare(known.bytes, bytes) === 0) return known;
    const made = { bytes, ...read() };
    this.#files.set(path, made);
    return made;
  }

  /**
   * The entry as it was resolved before, where nothing that it was resolved from differs.
   * @param textOf what stands at a path now
   * @param defaultEscalationOf of the team that owns such values now
   */
  entry(
    file: ReadFile,
    setting: EntrySetting,
    textOf: (path: string) => FileText | undefined,
    defaultEscalationOf: (merged: Merged) => string,
    resolve: () => ResolvedEntry,
  ): ResolvedEntry {
    const known = this.#entries.get(file);
    const holds =
      known !== undefined &&
      isSameSetting(known.setting, setting) &&
      [...known.asked].every(([path, text]) => textOf(path)?.text === text?.text) &&
      known.services.every((one) => defaultEscalationOf(one.merged) === one.defaultEscalation);
    if (holds) return known;
    const made = resolve();
    this.#entries.set(file, made);
    return made;
  }
}

function isSameSetting(a: EntrySetting, b: EntrySetting): boolean {
  return (
    a.nowMs === b.nowMs &&
    a.sources.length === b.sources.length &&
    a.sources.every((source, index) => source === b.sources[index])
  );
}
