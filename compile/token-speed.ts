/**
 * cdktf captures a whole stack trace for each token it makes, with `Error.stackTraceLimit` at its maximum: nine tenths
 * of the time of building a large app. Nobody reads those traces here. Only callers with that limit are skipped;
 * ordinary stacks stay as they are.
 */
export function skipTokenTraces(): void {
  const original = Error.captureStackTrace;
  if (Reflect.get(original, marker)) return;
  const wrapped: typeof Error.captureStackTrace = (target, above) => {
    if (Error.stackTraceLimit !== Number.MAX_SAFE_INTEGER) original(target, above);
  };
  Reflect.set(wrapped, marker, true);
  Error.captureStackTrace = wrapped;
}

const marker = Symbol.for('catalog.skipTokenTraces');
