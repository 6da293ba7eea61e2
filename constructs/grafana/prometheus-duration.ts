const units = [
  ['w', 604_800, true],
  ['d', 86_400, true],
  ['h', 3_600, false],
  ['m', 60, false],
  ['s', 1, false],
] as const;

/**
 * Whole seconds the way Prometheus' `model.Duration` prints them: `60` is `1m`, `90` is `1m30s`, days and weeks only
 * where they come out even (`129600` is `36h`). Grafana answers in this form, and any other spelling would show a
 * difference in every plan.
 */
export function prometheusDuration(seconds: number): string {
  if (seconds === 0) return '0s';
  let rest = seconds;
  let text = '';
  for (const [letter, size, whole] of units) {
    if (rest < size || (whole && rest % size !== 0)) continue;
    text += `${Math.floor(rest / size)}${letter}`;
    rest %= size;
  }
  return text;
}
