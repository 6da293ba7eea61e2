/** A function that computes each result once: services repeat themselves from environment to environment. */
export function remembered<Args extends unknown[], Result>(
  compute: (...args: Args) => Result,
  keyOf: (...args: Args) => string,
): (...args: Args) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (...args) => {
    const key = keyOf(...args);
    const found = known.get(key) ?? { result: compute(...args) };
    known.set(key, found);
    return found.result;
  };
}
