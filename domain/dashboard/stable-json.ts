/**
 * JSON text with sorted keys and without nulls: equal values give equal bytes, and a server has nothing to strip that a
 * later plan would then show as a difference (terraform-provider-grafana #676, #553). The order of lists is kept.
 */
export function stableJson(value: object): string {
  return JSON.stringify(stable(value));
}

function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null && item !== undefined).map(stable);
  if (value === null || typeof value !== 'object') return value;
  const present = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(present.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, stable(item)]));
}
