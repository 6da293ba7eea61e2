/** What Ctrl-C asks for. */
export interface Interruption {
  /** First time: nothing new begins, plans stop, an apply in hand finishes. */
  readonly stopping: AbortSignal;
  /** Second time: Terraform is asked to end its apply after the resource in hand. */
  readonly forced: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the signals to this process into an interruption, until `release` is called. */
export function listenForInterruption(): Interruption & { release(): void } {
  const [stopping, forced] = [new AbortController(), new AbortController()];
  const onSignal = () => (stopping.signal.aborted ? forced : stopping).abort();
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stopping: stopping.signal,
    forced: forced.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** For callers that are never interrupted. */
export const UNINTERRUPTED: Interruption = {
  stopping: new AbortController().signal,
  forced: new AbortController().signal,
};
