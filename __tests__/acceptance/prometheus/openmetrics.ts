import { closeSync, openSync, writeSync } from 'node:fs';

/** A series that is written down sample by sample. */
export interface WrittenSeries {
  /** `metric{label="value"}` */
  readonly text: string;
  readonly value: (atSeconds: number) => number;
}

export interface Instants {
  /** Epoch seconds. */
  readonly fromSeconds: number;
  /** Inclusive. */
  readonly toSeconds: number;
  readonly stepSeconds: number;
}

/** Writes series as OpenMetrics text, one sample of each at every instant, instant after instant. */
export function writeOpenMetrics(file: string, instants: Instants, series: readonly WrittenSeries[]): void {
  const { fromSeconds, toSeconds, stepSeconds } = instants;
  const handle = openSync(file, 'w');
  try {
    for (let at = fromSeconds; at <= toSeconds; at += stepSeconds) {
      writeSync(handle, series.map(({ text, value }) => `${text} ${value(at)} ${at}\n`).join(''));
    }
    writeSync(handle, '# EOF\n');
  } finally {
    closeSync(handle);
  }
}
