import { type Path, pathText } from './path';
import { INVALID, isMap, type Raw, type RawMap, valueAt } from './raw';

/**
 * Reads values of a known shape out of raw data. A value that already has a diagnostic reads as absent and is
 * remembered as faulty, so that no rule reports it a second time.
 */
export class Fields {
  constructor(
    private readonly root: Raw,
    /** Paths (as text) of values that a diagnostic was given for. */
    readonly faulty: Set<string> = new Set(),
  ) {}

  text(path: Path): string | undefined {
    const value = this.raw(path);
    return typeof value === 'string' ? value : undefined;
  }

  number(path: Path): number | undefined {
    const value = this.raw(path);
    return typeof value === 'number' ? value : undefined;
  }

  flag(path: Path): boolean | undefined {
    const value = this.raw(path);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** A text with a unit, parsed. */
  measure<T>(path: Path, parse: (text: string) => T | undefined): T | undefined {
    const value = this.text(path);
    return value === undefined ? undefined : parse(value);
  }

  map(path: Path): RawMap | undefined {
    const value = this.raw(path);
    return isMap(value) ? value : undefined;
  }

  /** The items' paths; empty where the list is absent or faulty. */
  items(path: Path): Path[] {
    const value = this.raw(path);
    return Array.isArray(value) ? value.map((_, index) => [...path, index]) : [];
  }

  texts(path: Path): string[] {
    return this.items(path).flatMap((item) => this.text(item) ?? []);
  }

  has(path: Path): boolean {
    const value = this.raw(path);
    return value !== undefined && value !== null;
  }

  /** Whether the value at a path, and everything around and below it, is free of faults. */
  valid(path: Path): boolean {
    const text = pathText(path);
    for (const faulty of this.faulty) {
      if (faulty === text || isBelow(faulty, text) || isBelow(text, faulty)) return false;
    }
    return true;
  }

  raw(path: Path): Raw {
    for (let length = 0; length <= path.length; length++) {
      if (valueAt(this.root, path.slice(0, length)) === INVALID) {
        this.faulty.add(pathText(path.slice(0, length)));
        return undefined;
      }
    }
    return valueAt(this.root, path) as Raw;
  }

  /** Registers every faulty value of the tree, read or not. */
  markFaults(value: Raw = this.root, path: Path = []): void {
    if (value === INVALID) this.faulty.add(pathText(path));
    else if (Array.isArray(value)) value.forEach((item, index) => this.markFaults(item as Raw, [...path, index]));
    else if (isMap(value)) for (const [key, item] of Object.entries(value)) this.markFaults(item, [...path, key]);
  }
}

const isBelow = (path: string, ancestor: string) =>
  ancestor === '' || path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[`);
