// first, or its modules meet half-made ones of each other
import 'cdktf';
import { TokenMap } from 'cdktf/lib/tokens/private/token-map';

/**
 * cdktf keeps every token that was ever made, and a token the whole stack that it was made in: a large catalog would
 * not fit into memory. What `run` makes is forgotten with it; tokens from before stay, and numbers are never used twice,
 * so that a token which outlives its run is an error and no other token.
 */
export function forgettingTokens<Result>(run: () => Result): Result {
  const maps = ['stringTokenMap', 'numberTokenMap'].map(
    (field) => Reflect.get(TokenMap.instance(), field) as Map<unknown, unknown>,
  );
  const sizes = maps.map(({ size }) => size);
  try {
    return run();
  } finally {
    // a map lists its keys in the order in which they came
    for (const [index, map] of maps.entries()) for (const key of [...map.keys()].slice(sizes[index])) map.delete(key);
  }
}
