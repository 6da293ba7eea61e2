import type { Sli } from '../catalog/model';
import { duration } from '../promql/duration';
import { metricSelector, type Selector, selectorOf, selectorText, withWindow } from '../promql/insert';

/** Errors and all events of a window, per second (for `up` and `errorRatio`: weighted shares), each without labels. */
export interface SliInputs {
  readonly errors: string;
  readonly total: string;
}

/**
 * The two expressions that are recorded for an SLI over a window.
 *
 * No traffic gives 0 of 0, never NaN; a service whose error series do not exist yet has 0 errors, while a total that
 * does not exist is absent, and its errors with it. A histogram whose bucket does not exist is absent too: it must not
 * look perfect.
 *
 * Counters are read over one scrape interval more than the window: n + 1 samples span n intervals. Over the window
 * itself, `rate` sees n − 1 and stretches them, by a ninth for 5 minutes at 30 s, which weighs fresh errors too much.
 *
 * A gauge and a ratio count time: a target, or the ratio itself, weighs what it was seen of the window.
 * @param seen for `errorRatio`: the share of the window in which there was a ratio, 0..1, where it is recorded elsewhere
 */
export function sliInputs(sli: Sli, windowSeconds: number, scrapeIntervalSeconds: number, seen?: string): SliInputs {
  const range = duration(windowSeconds + scrapeIntervalSeconds);
  const rate = (selector: Selector) => `sum(rate(${selectorText(selector)}[${range}]))`;
  switch (sli.kind) {
    case 'errors': {
      const total = rate(selectorOf(sli.total));
      // absent where the total is, whatever errors there are: the absence alert looks at the errors
      return { errors: `0 * ${total} + (${rate(selectorOf(sli.errors))} or vector(0))`, total };
    }
    case 'good': {
      const total = rate(selectorOf(sli.total));
      return { errors: `clamp_min(${total} - (${rate(selectorOf(sli.good))} or 0 * ${total}), 0)`, total };
    }
    case 'histogram':
      return sli.native ? nativeInputs(sli, rate) : classicInputs(sli, rate);
    case 'up': {
      const up = `${selectorText(selectorOf(sli.metric))}[${duration(windowSeconds)}]`;
      const share = `${scrapeIntervalSeconds} / ${windowSeconds}`;
      return {
        errors: `sum(count_over_time(${up}) * (1 - clamp(avg_over_time(${up}), 0, 1))) * ${share}`,
        total: `sum(count_over_time(${up})) * ${share}`,
      };
    }
    case 'errorRatio': {
      // NaN, as of 0 / 0, is an idle moment: it weighs nothing, and is no absence
      const ratio = `avg(${withWindow(sli.expr, range)})`;
      const weight = seen === undefined ? '' : ` * ${seen}`;
      const isThere = `(${ratio} >= bool 0)`;
      return {
        errors: `clamp(${ratio}, 0, 1)${weight} >= 0 or 0 * ${isThere}`,
        total: seen ?? isThere,
      };
    }
  }
}

type Histogram = Extract<Sli, { kind: 'histogram' }>;

function classicInputs(sli: Histogram, rate: (selector: Selector) => string): SliInputs {
  const total = rate(metricSelector(`${sli.metric}_count`, sli.selector));
  const bucket = metricSelector(`${sli.metric}_bucket`, sli.selector);
  const le = { label: 'le', operator: '=~' as const, value: boundPattern(sli.le ?? String(sli.belowSeconds)) };
  const below = rate({ ...bucket, matchers: [...bucket.matchers, le] });
  return { errors: `clamp_min(${total} - ${below}, 0)`, total };
}

function nativeInputs(sli: Histogram, rate: (selector: Selector) => string): SliInputs {
  const histogram = rate(metricSelector(sli.metric, sli.selector));
  const total = `histogram_count(${histogram})`;
  const bound = sli.le ?? String(sli.belowSeconds);
  return {
    errors: `(${total} * (1 - histogram_fraction(-Inf, ${bound}, ${histogram})) >= 0) or 0 * ${total}`,
    total,
  };
}

/**
 * Every spelling of a bucket's bound: Prometheus 3 turns `1` into `1.0` when scraping, Prometheus 2 keeps what the
 * client wrote, and small bounds may be written with an exponent.
 */
function boundPattern(bound: string): string {
  const value = Number(bound);
  const spellings = new Set([bound]);
  if (bound.trim() !== '' && Number.isFinite(value)) {
    const plain = value.toString();
    spellings.add(plain);
    if (Number.isInteger(value) && !plain.includes('e')) spellings.add(`${plain}.0`);
    if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6)) {
      const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
      spellings.add(`${mantissa}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`);
    }
  }
  return [...spellings].map((one) => one.replace(/[.+*?^${}()|[\]\\]/g, '\\$&')).join('|');
}
