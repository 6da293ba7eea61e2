import { isBelow, type Path, pathText, stepText } from './path';
import { INVALID, isMap, type Raw, type RawMap, valueAt } from './raw';

/**
 * Reads values of a known shape out of raw data. A value that already has a diagnostic reads as absent and is
 * remembered as faulty, so that no rule reports it a second time.
 */
export class Fields {
  private readonly faulty: Set<string>;

  /** @param uncertain paths (as text) of maps that lack something only because of a fault elsewhere */
  constructor(
    private readonly root: Raw,
    uncertain: readonly string[] = [],
  ) {
    this.faulty = new Set(uncertain);
    if (holdsFault(root)) this.markFaults(root, '');
  }

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
    const value = valueAt(this.root, path) as Raw;
    return value === INVALID ? undefined : value;
  }

  /** Registers every faulty value of the tree, read or not. */
  private markFaults(value: Raw, path: string): void {
    if (value === INVALID) this.faulty.add(path);
    const items: readonly (readonly [string | number, Raw])[] = Array.isArray(value)
      ? [...value.entries()]
      : isMap(value)
        ? Object.entries(value)
        : [];
    for (const [step, item] of items) this.markFaults(item, stepText(path, step));
  }
}

function holdsFault(value: Raw): boolean {
  if (Array.isArray(value)) return value.some(holdsFault);
  return value === INVALID || (isMap(value) && Object.values(value).some(holdsFault));
}
