import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { byUsers, grown, orNone, orZero, percentile, percentiles, rate, seldom, share } from './promql.mjs';

const requests = 'http_server_requests_seconds';
const here = 'application="url-shortener", instance=~"$instance"';
const asked = `${byUsers}, ${here}`;
const { good, warn, bad } = colors;
const backends = ['Backends', 'lab-backends'];
const tries = (extra = '') => rate('lab_cache_requests_total', '', `${extra}${here}`);

const now = row(
  'Now',
  figure({
    title: 'Redirects',
    description: 'Codes resolved a second, found or not.',
    unit: 'reqps',
    queries: [['redirects', orZero(rate('lab_redirects_total', '', here))]],
  }),
  figure({
    title: 'Creates',
    description: 'Links made, replayed or reused a second.',
    unit: 'reqps',
    queries: [['creates', orZero(rate('lab_links_total', '', here))]],
  }),
  figure({
    title: 'Answered from a cache',
    description: 'Share of look-ups that did not go to PostgreSQL. Empty while nobody asks.',
    unit: 'percentunit',
    decimals: 1,
    steps: [[null, bad], [0.5, warn], [0.8, good]],
    queries: [
      ['from a cache', `1 - ${share(tries('tier="database", '), tries('tier="local", '))}`],
    ],
    needs: 'load',
  }),
  figure({
    title: 'Codes left',
    description: 'Fewest codes that an instance has left in its leases: it can still create links for so long when PostgreSQL is away.',
    unit: 'short',
    steps: [[null, bad], [100, warn], [500, good]],
    queries: [['codes', `min(lab_codes_remaining{${here}})`]],
  }),
  figure({
    title: 'Clicks lost, 5 min',
    description: 'Click events that were dropped or failed in the last five minutes: clicks are counted as well as can be, never at the cost of a redirect.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [1, warn]],
    queries: [['lost', orZero(grown('lab_clicks_total', '', `result!="sent", ${here}`, '5m'))]],
    to: backends,
  }),
  figure({
    title: 'Collisions',
    description: 'Codes that were there already. None ever, by construction.',
    unit: 'none',
    steps: [[null, good], [1, bad]],
    queries: [['collisions', orZero(`sum(lab_codes_collisions_total{${here}})`)]],
  }),
);

const asking = row(
  'What is asked',
  lines({
    title: 'Redirects',
    description: 'Codes resolved a second. “unavailable”: neither cache nor database could say.',
    unit: 'reqps',
    queries: [['{{outcome}}', orNone(rate('lab_redirects_total', 'outcome', here), 'outcome')]],
  }),
  lines({
    title: 'Creates',
    description: 'Links a second: created, replayed (the same Idempotency-Key again) or reused (the same URL again).',
    unit: 'reqps',
    queries: [['{{result}}', orNone(rate('lab_links_total', 'result', here), 'result')]],
  }),
  lines({
    title: 'p99 by route',
    description: 'Of 100 requests of a route, 99 were answered within this time, as the service measured. Empty while nobody asks.',
    unit: 's',
    queries: [['{{method}} {{uri}}', percentile(0.99, requests, 'method, uri', asked)]],
    needs: 'load',
    to: ['JVM', 'lab-jvm'],
  }),
);

const hitRate = (tier) => [tier, share(tries(`tier="${tier}", result=~"hit|negative", `), tries(`tier="${tier}", result!="error", `))];

const caches = row(
  'Caches, tier by tier',
  lines({
    title: 'Hit rate by tier',
    description: 'Share of look-ups that a tier answered, of those that reached it; “not there” counts as an answer. Empty while nobody asks.',
    unit: 'percentunit',
    max: 1,
    queries: [hitRate('local'), hitRate('redis')],
    needs: 'load',
    to: backends,
  }),
  lines({
    title: 'Look-ups by the tier that answered',
    description: 'Look-ups a second. Most should end in the process, few in PostgreSQL.',
    unit: 'reqps',
    stack: true,
    queries: [
      ['{{tier}} {{result}}', seldom(rate('lab_cache_requests_total', 'tier, result', `result=~"hit|negative", ${here}`), 'tier')],
    ],
    to: backends,
  }),
  lines({
    title: 'Errors by tier',
    description: 'Look-ups that a tier could not answer within the window chosen above. With Redis away, PostgreSQL answers: slower, not broken.',
    unit: 'none',
    decimals: 0,
    queries: [['{{tier}}', seldom(grown('lab_cache_requests_total', 'tier', `result="error", ${here}`), 'tier')]],
    to: backends,
  }),
);

const database = row(
  'The way to PostgreSQL',
  lines({
    title: 'Look-ups in PostgreSQL',
    description: 'Under way and waiting for their turn: concurrency is bounded, so that a cold cache does not drown the database.',
    unit: 'none',
    queries: [
      ['under way', `sum(lab_database_lookups_active{${here}})`],
      ['waiting', `sum(lab_database_lookups_waiting{${here}})`],
    ],
    to: backends,
  }),
  lines({
    title: 'Single-flight',
    description: 'Requests a second that waited for another’s look-up of the same code, beside the look-ups that went to PostgreSQL.',
    unit: 'reqps',
    queries: [
      ['waited for another’s', orZero(rate('lab_cache_joins_total', '', here))],
      ['asked PostgreSQL', orZero(tries('tier="database", '))],
    ],
    to: backends,
  }),
  states({
    title: 'Redis left alone',
    description: 'Red: the instance’s circuit breaker is open, and it asks Redis nothing for a while.',
    queries: [['{{instance}}', `max by (instance) (lab_redis_breaker_open{${here}})`]],
    states: { 0: ['asks Redis', good], 1: ['leaves Redis alone', bad] },
    to: backends,
  }),
  lines({
    title: 'Entries of the in-process cache',
    description: 'Links that each instance holds itself. Cleared when the connection to Redis is made anew.',
    unit: 'short',
    queries: [['{{instance}}', `sum by (instance) (lab_cache_entries{${here}})`]],
    to: ['JVM', 'lab-jvm'],
  }),
);

const codes = row(
  'Codes',
  lines({
    title: 'Codes left in the leases',
    description: 'By instance. Falls with every create and jumps when a new range is leased.',
    unit: 'short',
    queries: [['{{instance}}', `sum by (instance) (lab_codes_remaining{${here}})`]],
  }),
  lines({
    title: 'Leases of ranges',
    description: 'Ranges asked for over one minute. “failed”: PostgreSQL could not say; the instance lives on what it has.',
    unit: 'none',
    decimals: 0,
    queries: [['{{result}}', orNone(grown('lab_codes_leases_total', 'result', here, '1m'), 'result')]],
    to: backends,
  }),
);

const clicks = row(
  'Clicks',
  lines({
    title: 'Click events',
    description: 'Events a second: sent to Kafka, dropped because the queue was full, or failed.',
    unit: 'cps',
    queries: [['{{result}}', orNone(rate('lab_clicks_total', 'result', here), 'result')]],
    to: backends,
  }),
  lines({
    title: 'Click events that wait',
    description: 'Events in the queue before Kafka, by instance. Full, it drops.',
    unit: 'short',
    queries: [['{{instance}}', `sum by (instance) (lab_clicks_queue{${here}})`]],
    to: backends,
  }),
  lines({
    title: 'Time to write a click event',
    description: 'From the producer’s send to the brokers’ acknowledgement, over the instances chosen. Empty while nobody clicks.',
    unit: 's',
    queries: percentiles('lab_clicks_publish_seconds', here),
    needs: 'load',
    to: backends,
  }),
);

export default dashboard({
  uid: 'lab-url-shortener',
  title: 'URL shortener',
  description: 'Links, codes, caches, clicks.',
  look: '**Where do answers come from?** Most from the process, some from Redis, few from PostgreSQL; when a tier dies, the next one takes over.',
  command: './lab kill redis-1',
  variables: [labelVariable('instance', 'Instance', 'lab_codes_remaining', 'Instances of the service that the figures are taken from.')],
  rows: [now, asking, caches, database, codes, clicks],
});
