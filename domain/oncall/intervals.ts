/** A span of time, epoch milliseconds: its start belongs to it, its end does not. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The same instants as intervals in order that neither overlap nor touch. */
export function union(intervals: readonly Interval[]): Interval[] {
  const result: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (toMs <= fromMs) continue;
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else result.push({ fromMs, toMs });
  }
  return result;
}

/** What both have in common; undefined where that is nothing. */
export function overlap(a: Interval, b: Interval): Interval | undefined {
  const fromMs = Math.max(a.fromMs, b.fromMs);
  const toMs = Math.min(a.toMs, b.toMs);
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

/** What of `range` none of `intervals` covers. */
export function uncovered(range: Interval, intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let fromMs = range.fromMs;
  for (const covered of union(intervals)) {
    if (covered.toMs <= fromMs) continue;
    if (covered.fromMs >= range.toMs) break;
    if (covered.fromMs > fromMs) result.push({ fromMs, toMs: covered.fromMs });
    fromMs = covered.toMs;
  }
  if (fromMs < range.toMs) result.push({ fromMs, toMs: range.toMs });
  return result;
}
