export type PromqlType = 'scalar' | 'vector' | 'matrix' | 'string';

export interface Signature {
  readonly arguments: readonly PromqlType[];
  /** How many of the arguments may be left out, from the right. */
  readonly optional: number;
  /** The last argument may be repeated. */
  readonly repeated: boolean;
  readonly returns: PromqlType;
}

const letters: Readonly<Record<string, PromqlType>> = { s: 'scalar', v: 'vector', m: 'matrix', t: 'string' };

/**
 * Arguments of every function: s scalar, v instant vector, m range vector, t string; `?` may be left out, `*` may be
 * repeated or left out. What is not listed takes one instant vector. Source: Prometheus 3.16, promql/parser/functions.go.
 */
const written: Readonly<Record<string, string>> = {
  absent_over_time: 'm',
  avg_over_time: 'm',
  changes: 'm',
  clamp: 'vss',
  clamp_max: 'vs',
  clamp_min: 'vs',
  count_over_time: 'm',
  day_of_month: 'v?',
  day_of_week: 'v?',
  day_of_year: 'v?',
  days_in_month: 'v?',
  delta: 'm',
  deriv: 'm',
  double_exponential_smoothing: 'mss',
  first_over_time: 'm',
  histogram_fraction: 'ssv',
  histogram_quantile: 'sv',
  histogram_quantiles: 'vts*',
  hour: 'v?',
  idelta: 'm',
  increase: 'm',
  info: 'vv?',
  irate: 'm',
  label_join: 'vttt*',
  label_replace: 'vtttt',
  last_over_time: 'm',
  mad_over_time: 'm',
  max_over_time: 'm',
  min_over_time: 'm',
  minute: 'v?',
  month: 'v?',
  pi: '',
  predict_linear: 'ms',
  present_over_time: 'm',
  quantile_over_time: 'sm',
  rate: 'm',
  resets: 'm',
  round: 'vs?',
  sort_by_label: 'vt*',
  sort_by_label_desc: 'vt*',
  stddev_over_time: 'm',
  stdvar_over_time: 'm',
  sum_over_time: 'm',
  time: '',
  ts_of_first_over_time: 'm',
  ts_of_last_over_time: 'm',
  ts_of_max_over_time: 'm',
  ts_of_min_over_time: 'm',
  vector: 's',
  year: 'v?',
};

const ofOneVector =
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad scalar sgn sin sinh sort sort_desc sqrt start_timestamp tan tanh timestamp'.split(
    ' ',
  );

export const functionNames: readonly string[] = [...Object.keys(written), ...ofOneVector].sort();

/** Aggregations that take a parameter before the vector, and its type. */
export const aggregationParameter: Readonly<Record<string, PromqlType>> = {
  topk: 'scalar',
  bottomk: 'scalar',
  quantile: 'scalar',
  limitk: 'scalar',
  limit_ratio: 'scalar',
  count_values: 'string',
};
export const aggregations: readonly string[] = [
  ...Object.keys(aggregationParameter),
  ...'avg count group max min stddev stdvar sum'.split(' '),
];

/** The signature of a function, if it is one whose types are known here. */
export function signatureOf(name: string): Signature | undefined {
  const text = written[name] ?? (ofOneVector.includes(name) ? 'v' : undefined);
  if (text === undefined) return undefined;
  const returns = ['pi', 'time', 'scalar'].includes(name) ? 'scalar' : 'vector';
  return {
    arguments: [...text.matchAll(/[svmt]/g)].map(([letter]) => letters[letter] as PromqlType),
    optional: [...text.matchAll(/[?*]/g)].length,
    repeated: text.endsWith('*'),
    returns,
  };
}
