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

/**
 * Whole seconds as PromQL writes them: in one unit where one from minutes to days holds them (`90m`, `3d`), else in
 * several (`1h15s`).
 * @throws RangeError unless it is a whole number above 0
 */
export function duration(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds <= 0) throw new RangeError(`not a duration in whole seconds: ${seconds}`);
  const whole = [86_400, 3600, 60].find((size) => seconds % size === 0);
  if (whole !== undefined) return `${seconds / whole}${{ 86400: 'd', 3600: 'h', 60: 'm' }[whole]}`;
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ];
  return parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
}
