import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { answeredAtOnce, byUsers, grown, opening, orNone, orZero, percentile, percentiles, rate, seldom, share } from './promql.mjs';
import { toServices } from './services.mjs';

const requests = 'http_server_requests_seconds';
const here = 'application="gateway", instance=~"$instance"';
const asked = `${byUsers}, ${here}`;
const timed = `${answeredAtOnce}, ${here}`;
const { good, warn, bad } = colors;
const jvm = ['JVM', 'lab-jvm'];

const now = row(
  'Now',
  figure({
    title: 'Requests',
    description: 'Requests a second, health checks left out.',
    unit: 'reqps',
    queries: [['requests', orZero(rate(`${requests}_count`, '', asked))]],
  }),
  figure({
    title: 'Server errors',
    description: 'Share of answers with status 5xx. Zero while nobody asks.',
    unit: 'percentunit',
    decimals: 2,
    steps: [[null, good], [0.001, bad]],
    queries: [['errors', orZero(share(grown(`${requests}_count`, '', `status=~"5..", ${asked}`), grown(`${requests}_count`, '', asked)))]],
  }),
  figure({
    title: 'p99',
    description: 'Of 100 requests, 99 were answered within this time; long polls are left out. Empty while nobody asks.',
    unit: 's',
    steps: [[null, good], [0.1, warn], [0.5, bad]],
    queries: [['p99', percentile(0.99, requests, '', timed)]],
    needs: 'load',
  }),
  figure({
    title: 'Instances in use',
    description: 'Instances of services that get requests: known to discovery, healthy, not ejected. The fewest that a gateway sees.',
    unit: 'none',
    steps: [[null, bad], [1, warn], [2, good]],
    queries: [['instances', `min(sum by (instance) (lab_gateway_instance_up{${here}}))`]],
    to: toServices,
  }),
  figure({
    title: 'Retries, 5 min',
    description: 'Further tries in the last five minutes. Each one is a failure that no user saw.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [1, warn]],
    queries: [['retries', orZero(grown('lab_gateway_retries_total', '', here, '5m'))]],
  }),
  figure({
    title: 'Ejections, 5 min',
    description: 'Times that an instance was taken out because requests on it failed, in the last five minutes.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [1, warn]],
    queries: [['ejections', orZero(grown('lab_gateway_ejections_total', '', here, '5m'))]],
  }),
  figure({
    title: 'Live connections',
    description: 'WebSockets, event streams and long polls of the gateway that holds the most of them. One gateway takes 2,500.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [2250, warn], [2500, bad]],
    queries: [['connections', `max(sum by (instance) (lab_gateway_live_connections{${here}}))`]],
    to: toServices,
  }),
);

const routes = row(
  'Route by route',
  lines({
    title: 'Requests by route',
    description: 'Requests a second, by route template.',
    unit: 'reqps',
    queries: [['{{method}} {{uri}}', orNone(rate(`${requests}_count`, 'method, uri', asked), 'uri')]],
    to: toServices,
  }),
  lines({
    title: 'Answers by status',
    description: 'Answers a second, by HTTP status. 499: the client went away before the answer.',
    unit: 'reqps',
    stack: true,
    queries: [['{{status}}', orNone(rate(`${requests}_count`, 'status', asked), 'status')]],
  }),
  lines({
    title: 'p99 by route',
    description: 'Of 100 requests of a route, 99 were answered within this time; long polls are left out. Empty while nobody asks.',
    unit: 's',
    queries: [['{{method}} {{uri}}', percentile(0.99, requests, 'method, uri', timed)]],
    needs: 'load',
    to: toServices,
  }),
);

const instances = row(
  'The instances behind it',
  lines({
    title: 'Share of each instance',
    description: 'Tries a second on each instance. A fair share is the same height; a dead or ejected instance falls to zero.',
    unit: 'reqps',
    stack: true,
    queries: [['{{upstream}}', orNone(rate('lab_gateway_attempts_total', 'upstream', here), 'upstream')]],
    to: toServices,
  }),
  lines({
    title: 'Failed tries by instance',
    description: 'Tries that did not succeed within the window chosen above, by instance and failure. “saturated”: the gateway had too many requests on it already.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['{{upstream}} {{outcome}}', seldom(grown('lab_gateway_attempts_total', 'upstream, outcome', `outcome!="success", ${here}`), 'outcome')],
    ],
    to: toServices,
  }),
  lines({
    title: 'Requests in flight',
    description: 'Requests sent to each instance and not yet answered. A frozen instance shows here first.',
    unit: 'none',
    queries: [['{{upstream}}', `sum by (upstream) (lab_gateway_instance_in_flight{${here}})`]],
    to: toServices,
  }),
);

const defences = row(
  'Its defences',
  states({
    title: 'Instances that get requests',
    description: 'As every gateway sees them: green gets requests, red is out because it is unhealthy or ejected, a gap has left discovery.',
    queries: [['{{instance}}: {{upstream}}', `max by (instance, upstream) (lab_gateway_instance_up{${here}})`]],
    states: { 0: ['out', bad], 1: ['in use', good] },
  }),
  lines({
    title: 'Retries',
    description: 'Further tries within the window chosen above, by the failure that led to them, and retries left undone because the budget was used up.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['{{reason}}', seldom(grown('lab_gateway_retries_total', 'reason', here), 'reason')],
      ['not done: no budget', orZero(grown('lab_gateway_retry_budget_exhausted_total', '', here))],
    ],
  }),
  lines({
    title: 'Ejections',
    description: 'Ejections within the window chosen above, by instance and the failure that led to them.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['{{upstream}} {{reason}}', seldom(grown('lab_gateway_ejections_total', 'upstream, reason', here), 'reason')],
    ],
  }),
);

const live = row(
  'Live connections',
  lines({
    title: 'Live connections by kind',
    description: 'WebSockets, event streams and long polls that are open. They count as requests only when they begin, long polls when they end.',
    unit: 'none',
    decimals: 0,
    stack: true,
    queries: [['{{kind}}', `sum by (kind) (lab_gateway_live_connections{${here}})`]],
    to: toServices,
  }),
  lines({
    title: 'Live connections by instance',
    description: 'Which instances hold them. When one dies or stops, its clients come back at the others.',
    unit: 'none',
    decimals: 0,
    queries: [['{{upstream}}', `sum by (upstream) (lab_gateway_instance_live{${here}})`]],
    to: toServices,
  }),
  lines({
    title: 'Live connections begun',
    description: 'Handshakes, event streams and long polls a second, by route. After an instance’s death all its clients come at once, if nothing spreads them.',
    unit: 'reqps',
    queries: [['{{uri}}', orNone(rate(`${requests}_count`, 'uri', `${opening}, ${here}`), 'uri')]],
    to: toServices,
  }),
);

const times = row(
  'Time and discovery',
  lines({
    title: 'Duration',
    description: 'Percentiles over the gateways chosen, from summed buckets; long polls are left out. Empty while nobody asks.',
    unit: 's',
    queries: percentiles(requests, timed),
    needs: 'load',
    to: jvm,
  }),
  lines({
    title: 'Time-outs',
    description: 'Tries that had no answer in time within the window chosen above, by instance.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['{{upstream}}', seldom(grown('lab_gateway_attempts_total', 'upstream', `outcome="timeout", ${here}`), 'upstream')],
    ],
    to: toServices,
  }),
  lines({
    title: 'Discovery',
    description: 'Answers of DNS a second. Instances that are given as addresses are not asked for: zero then.',
    unit: 'ops',
    queries: [['{{outcome}}', orNone(rate('lab_gateway_discovery_answers_total', 'outcome', here), 'outcome')]],
  }),
);

export default dashboard({
  uid: 'lab-gateway',
  title: 'Gateway',
  description: 'Routes, instances, retries, ejections.',
  look: '**Does the gateway hide what fails behind it?** While an instance dies, its share should fall to zero and retries rise, with no server error above.',
  command: './lab kill url-shortener-1',
  variables: [labelVariable('instance', 'Gateway', 'lab_gateway_instance_up', 'Gateways that the figures are taken from.')],
  rows: [now, routes, instances, defences, live, times],
});
