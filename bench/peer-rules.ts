/** Rules for one SLO of 30 days in somebody else's style, and the series that they record. */
export interface PeerRules {
  readonly exprs: readonly string[];
  readonly recorded: readonly string[];
}

/**
 * As Sloth writes them (its documentation's example of generated rules, v0.11): a ratio for each window from the raw
 * series, the period from the shortest one, metadata, and an alert per severity.
 */
export function slothRules(errors: string, total: string, budget: number): PeerRules {
  const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
  const ratio = (window: string) => `slothstyle:sli_error:ratio_rate${window}`;
  const records: readonly (readonly [record: string, expr: string])[] = [
    ...windows.map(
      (window) => [ratio(window), `(sum(rate(${errors}[${window}]))) / (sum(rate(${total}[${window}])))`] as const,
    ),
    [ratio('30d'), `sum_over_time(${ratio('5m')}[30d]) / count_over_time(${ratio('5m')}[30d])`],
    ['slothstyle:objective:ratio', `vector(${1 - budget})`],
    ['slothstyle:error_budget:ratio', `vector(${budget})`],
    ['slothstyle:time_period:days', 'vector(30)'],
    ['slothstyle:current_burn_rate:ratio', `${ratio('5m')} / on() group_left() slothstyle:error_budget:ratio`],
    ['slothstyle:period_burn_rate:ratio', `${ratio('30d')} / on() group_left() slothstyle:error_budget:ratio`],
    ['slothstyle:period_error_budget_remaining:ratio', '1 - slothstyle:period_burn_rate:ratio'],
    ['slothstyle_slo_info', 'vector(1)'],
  ];
  const tier = (short: string, long: string, factor: number) =>
    `(max(${ratio(short)} > (${factor} * ${budget})) and max(${ratio(long)} > (${factor} * ${budget})))`;
  const alerts = [
    `${tier('5m', '1h', 14.4)} or ${tier('30m', '6h', 6)}`,
    `${tier('2h', '1d', 3)} or ${tier('6h', '3d', 1)}`,
  ];
  return { exprs: [...records.map(([, expr]) => expr), ...alerts], recorded: records.map(([record]) => record) };
}

/**
 * As Pyrra writes them (its documentation's example of generated rules, v0.8): the increase over the whole window from
 * the raw series, a burn rate for each window from the raw series, an alert per tier, and one on absence.
 */
export function pyrraRules(errors: string, total: string, budget: number): PeerRules {
  const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '4d'];
  const burn = (window: string) => `pyrrastyle:burnrate${window}`;
  const records: readonly (readonly [record: string, expr: string])[] = [
    ['pyrrastyle:increase30d', `sum by (code) (increase(${total}[30d]))`],
    ...windows.map(
      (window) => [burn(window), `sum(rate(${errors}[${window}])) / sum(rate(${total}[${window}]))`] as const,
    ),
  ];
  const alerts = [
    ['5m', '1h', 14],
    ['30m', '6h', 7],
    ['2h', '1d', 2],
    ['6h', '4d', 1],
  ].map(([short, long, factor]) => {
    const threshold = `(${factor} * ${budget})`;
    return `${burn(String(short))} > ${threshold} and ${burn(String(long))} > ${threshold}`;
  });
  return {
    exprs: [...records.map(([, expr]) => expr), ...alerts, `absent(${total})`],
    recorded: records.map(([record]) => record),
  };
}
