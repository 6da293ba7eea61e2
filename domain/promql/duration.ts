const unitSeconds: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** A duration of PromQL (`1h30m`, `90`) in seconds, if it is one. */
export function durationSeconds(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+)(ms|[ywdhms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit as string] as number), 0);
}

/** Whole seconds in the largest single unit that holds them exactly, up to days: `5m`, `90m`, `3d`. Throws on others. */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError(`not a duration in whole seconds: ${seconds}`);
  const unit = (['d', 'h', 'm', 's'] as const).find((one) => seconds % (unitSeconds[one] as number) === 0) as string;
  return `${seconds / (unitSeconds[unit] as number)}${unit}`;
}
