// Building stones of the dashboards' queries.
import { liveRoutes } from './services.mjs';

/** Requests of users: matchers for `http_server_requests_seconds`. */
export const byUsers = 'uri!="/health"';

/** Those of them whose time says something: a long poll is held back until there is something to tell. */
export const answeredAtOnce = `uri!~"${['/health', ...liveRoutes('poll')].join('|')}"`;

/** Requests that open a live connection. */
export const opening = `uri=~"${liveRoutes().join('|')}"`;

/** A counter's growth a second, summed by the labels given. */
export const rate = (counter, by = '', matchers = '') =>
  `sum${by && ` by (${by})`} (rate(${counter}{${matchers}}[$interval]))`;

/** A percentile of a histogram over all instances: buckets are summed, percentiles never averaged. */
export const percentile = (quantile, histogram, by = '', matchers = '') =>
  `histogram_quantile(${quantile}, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${histogram}_bucket{${matchers}}[$interval])))`;

/** p50, p99 and p99.9 of a histogram, as queries of a panel. */
export const percentiles = (histogram, matchers) => [
  ['p50', percentile(0.5, histogram, '', matchers)],
  ['p99', percentile(0.99, histogram, '', matchers)],
  ['p99.9', percentile(0.999, histogram, '', matchers)],
];

/** Zero where there is nothing yet: for what is truly zero then, such as errors and retries. */
export const orZero = (expr) => `${expr} or on() vector(0)`;

/** The same for series that are told apart by a label: the zero's label says `none`. */
export const orNone = (expr, label, text = 'none') =>
  `${expr} or on() label_replace(vector(0), "${label}", "${text}", "", "")`;

/**
 * By how much a counter grew within a window. Unlike increase(), a series that was not there before counts from zero: the
 * first retry, error or ejection makes its series, and would not be seen.
 */
export const grown = (counter, by = '', matchers = '', window = '$interval') => {
  const series = `${counter}{${matchers}}`;
  return `sum${by && ` by (${by})`} ((${series} unless ${series} offset ${window}) or increase(${series}[${window}]))`;
};

/** What happens seldom, told apart by labels: only the series in which it did happen, so that a legend is short; or one `none`. */
export const seldom = (expr, label) => orNone(`${expr} > 0`, label);

/** Share of the load's requests that failed, of those that ended: what failed late was sent long before. */
export function failedShare(matchers = '') {
  const failed = grown('lab_load_failures_total', '', matchers);
  const right = grown('lab_load_request_seconds_count', '', matchers);
  return share(failed, `(${right} + (${failed} or 0 * ${right}))`);
}

/** Share of a part in a whole: zero where there is no part, no value where there is no whole. */
export const share = (part, whole) => `(${part} or 0 * ${whole}) / (${whole} > 0)`;
