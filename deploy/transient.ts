import { setTimeout as wait } from 'node:timers/promises';
import type { Failure } from '../terraform/outcome';

/** What a provider says when trying again may help; the providers' own retries are over by then. */
const TRANSIENT =
  /\b429\b|too many requests|rate ?limit|throttl|RequestLimitExceeded|\b50[234]\b|bad gateway|service unavailable|connection (reset|refused)|i\/o timeout|TLS handshake timeout|unexpected EOF/i;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 2_000;
/** No server is waited for any longer: the next run tries again. */
const LONGEST_PAUSE_MS = 60_000;

export function isTransient({ kind, diagnostics }: Failure): boolean {
  return (
    kind === 'failed' &&
    diagnostics.length > 0 &&
    diagnostics.every(({ summary, detail }) => TRANSIENT.test(`${summary} ${detail}`))
  );
}

/** Milliseconds before the next attempt: what `Retry-After` says (seconds), else doubling from two seconds. */
export function pauseMs({ diagnostics }: Failure, attempt: number): number {
  const told = diagnostics.flatMap(
    ({ summary, detail }) => /retry-after:?\s*(\d+)/i.exec(`${summary} ${detail}`)?.[1] ?? [],
  );
  const asked = Math.max(0, ...told.map((seconds) => Number(seconds) * 1000));
  return Math.min(LONGEST_PAUSE_MS, asked > 0 ? asked : FIRST_PAUSE_MS * 2 ** (attempt - 1));
}

/**
 * Runs `run` again while its failure may pass, at most three times in all.
 * @param onPause told before each wait
 */
export async function patiently<T>(
  run: () => Promise<T>,
  failureOf: (result: T) => Failure | undefined,
  stopping: AbortSignal,
  onPause: (pauseMs: number) => void = () => {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const result = await run();
    const failure = failureOf(result);
    if (failure === undefined || attempt === ATTEMPTS || !isTransient(failure) || stopping.aborted) return result;
    const pause = pauseMs(failure, attempt);
    onPause(pause);
    await wait(pause, undefined, { signal: stopping }).catch(() => {});
  }
}
