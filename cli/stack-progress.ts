import pc from 'picocolors';
import type { Io } from './io';

/** One step of one stack, as it ends. */
export interface StackStep {
  readonly step: string;
  readonly stack: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  readonly count: number;
  readonly total: number;
  readonly durationMs: number;
}

export interface StackProgress {
  readonly show: (step: StackStep) => void;
  /** Leaves the moving line; to be called before anything else is printed. */
  readonly end: () => void;
}

/** Progress on the error stream: one line per stack, kept in a log, and a single moving line on a terminal. */
export function stackProgress(io: Io): StackProgress {
  const paint = pc.createColors(io.live);
  let moving = false;
  const clear = () => {
    if (moving) io.err('\r\x1b[2K');
    moving = false;
  };
  return {
    show: ({ step, stack, outcome, count, total, durationMs }) => {
      const mark = outcome === 'done' ? paint.green('✓') : outcome === 'failed' ? paint.red('✗') : paint.yellow('–');
      const line = `${mark} ${step.padEnd(7)}${String(count).padStart(String(total).length)}/${total} ${stack} ${paint.dim(`${(durationMs / 1000).toFixed(1)} s`)}`;
      clear();
      // on a terminal, what went well makes room for the next
      moving = io.live && outcome === 'done' && count < total;
      io.err(moving ? line : `${line}\n`);
    },
    end: clear,
  };
}
