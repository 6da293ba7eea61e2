import { type Path, pathText } from '../path';

/** Where a value stands in its file, as offsets in UTF-16 units. */
export interface Place {
  /** Of the key that leads to the value; absent for list items and the root. */
  readonly key?: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A file of the catalog: its text, its value, and where each value stands. */
export class SourceFile {
  private readonly lineStarts: readonly number[];

  constructor(
    /** Relative to the catalog. */
    readonly file: string,
    readonly text: string,
    /** Plain data; undefined where the file could not be read as one YAML document. */
    readonly value: unknown = undefined,
    private readonly places: ReadonlyMap<string, Place> = new Map(),
  ) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
  }

  /** The place of a path, or of the nearest thing around it that exists. */
  placeOf(path: Path): Place {
    for (let length = path.length; length >= 0; length--) {
      const place = this.places.get(pathText(path.slice(0, length)));
      if (place) return place;
    }
    return { start: 0, end: 0 };
  }

  has(path: Path): boolean {
    return this.places.has(pathText(path));
  }

  /** Line and column of an offset; the length ends at the line's end. */
  position(start: number, end = start + 1): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] as number) <= start) low = middle;
      else high = middle - 1;
    }
    const lineStart = this.lineStarts[low] as number;
    const lineEnd = lineStart + this.line(low + 1).length;
    // a byte order mark is no column
    const mark = low === 0 && this.text.startsWith('\uFEFF') ? 1 : 0;
    return {
      line: low + 1,
      column: Math.max(1, start - lineStart + 1 - mark),
      length: Math.max(1, Math.min(end, lineEnd) - start),
    };
  }

  /** Text of a line, from 1, without its line break. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    const end = this.lineStarts[number] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }

  /** Where the character `offset` of a scalar's value stands in the text, whatever its quotes, escapes or folds. */
  offsetInScalar(path: Path, value: string, offset: number): number {
    const { start, end } = this.placeOf(path);
    const opening = this.text[start];
    const quote = opening === '"' || opening === "'" ? opening : '';
    let at = quote === '' ? start : start + 1;
    if (opening === '|' || opening === '>') at = this.text.indexOf('\n', start) + 1;
    for (let index = 0; index < offset && at < end; index++) {
      const wanted = value[index] as string;
      // indentation and line breaks that the value does not hold as they stand
      while (at < end && this.text[at] !== wanted && /\s/.test(this.text[at] as string) && !/\s/.test(wanted)) at++;
      if (this.text[at] === wanted && !(quote === "'" && wanted === "'")) at++;
      else if (quote === '"' && this.text[at] === '\\') at += escapeLength(this.text[at + 1]);
      else if (quote === "'" && wanted === "'") at += 2;
      else at++;
    }
    while (at < end && value[offset] !== this.text[at] && /\s/.test(this.text[at] as string)) at++;
    return Math.min(at, Math.max(start, end - 1));
  }
}

function escapeLength(letter: string | undefined): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}
