import pLimit from 'p-limit';
import type { Question } from './expressions';
import { readings } from './readings';
import type { Answer, Prometheus } from './server';
import { NOW } from './traffic';

/** An expression that returns nothing, and why. */
export interface Silent {
  readonly where: string;
  readonly expr: string;
  readonly why: string;
  /** Where only a part of it says nothing. */
  readonly part?: string;
}

const DAY = { fromSeconds: NOW - 86_400, toSeconds: NOW, stepSeconds: 300 };

/**
 * The questions that a Prometheus has no answer to. An answer is at least one number, now (of an event: when it
 * begins); NaN is none. Of every expression each part has to answer too, as `readings` tells them, since
 * `or vector(0)` answers for whatever is missing, and an alert that does not fire answers nothing at all.
 */
export async function silent(prometheus: Prometheus, questions: readonly Question[]): Promise<Silent[]> {
  const limit = pLimit(4);
  const heard = new Map<string, Promise<string | undefined>>();
  const ask = (expr: string, kind: Question['kind'], atSeconds: number) => {
    const key = `${kind} ${atSeconds} ${expr}`;
    const known = heard.get(key) ?? limit(() => complaint(prometheus, expr, kind, atSeconds));
    heard.set(key, known);
    return known;
  };
  const found = await Promise.all(
    questions.map(async ({ where, expr, kind, atSeconds = NOW }) => {
      const whole = await ask(expr, kind, atSeconds);
      if (whole !== undefined) return { where, expr, why: whole };
      for (const part of readings(expr)) {
        const why = await ask(part, 'now', atSeconds);
        if (why !== undefined) return { where, expr, why, part };
      }
      return undefined;
    }),
  );
  return found.filter((one) => one !== undefined);
}

async function complaint(
  prometheus: Prometheus,
  expr: string,
  kind: Question['kind'],
  atSeconds: number,
): Promise<string | undefined> {
  try {
    const answers = await (kind === 'day' ? prometheus.queryRange(expr, DAY) : prometheus.query(expr, atSeconds));
    if (kind === 'filter') return undefined;
    const samples = answers.flatMap((answer) => latest(answer, atSeconds));
    if (samples.some(({ value, isHistogram }) => isHistogram || Number.isFinite(value))) return undefined;
    if (answers.length === 0) return 'returns nothing';
    return samples.length === 0 ? 'returns nothing any more' : `returns no number but ${samples[0]?.value}`;
  } catch (error) {
    return `is refused: ${(error as Error).message}`;
  }
}

const latest = ({ samples }: Answer, atSeconds: number) => samples.filter((sample) => sample.atSeconds === atSeconds);
