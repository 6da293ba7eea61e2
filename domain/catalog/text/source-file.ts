import { type Path, pathText } from '../path';
import { scalarOffset } from './scalar-offset';

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

  /** Line and column of an offset; the length ends at the line's end. */
  position(start: number, end = start + 1): Position {
    let low = 0;
    // behind the last line break stands no line
    let high = this.lineStarts.length - (this.text.endsWith('\n') ? 2 : 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] as number) <= start) low = middle;
      else high = middle - 1;
    }
    const lineStart = this.lineStarts[low] as number;
    const lineEnd = lineStart + this.line(low + 1).length;
    const from = Math.min(start, lineEnd);
    // a byte order mark is no column
    const mark = low === 0 && this.text.startsWith('\uFEFF') ? 1 : 0;
    return {
      line: low + 1,
      column: Math.max(1, from - lineStart + 1 - mark),
      length: Math.max(1, Math.min(end, lineEnd) - from),
    };
  }

  /** Text of a line, from 1, without its line break. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    const end = this.lineStarts[number] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }

  /** Where a character of the text at a path stands in the file. */
  offsetInScalar(path: Path, value: string, index: number): number {
    const { start, end } = this.placeOf(path);
    return scalarOffset(this.text, start, end, value, index);
  }
}
