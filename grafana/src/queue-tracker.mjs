import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { answeredAtOnce, byUsers, grown, orNone, orZero, percentile, percentiles, rate, share } from './promql.mjs';

const requests = 'http_server_requests_seconds';
const here = 'application="queue-tracker", instance=~"$instance"';
const asked = `${byUsers}, ${here}`;
const delay = 'lab_live_delay_seconds';
const { good, warn, bad } = colors;
const gateway = ['Gateway', 'lab-gateway'];
const backends = ['Backends', 'lab-backends'];
const done = (what) => rate(`${requests}_count`, '', `uri=~".*/(${what})", outcome="SUCCESS", ${here}`);
const reads = (result = '') => rate('lab_cache_requests_total', '', `${result}${here}`);

const now = row(
  'Now',
  figure({
    title: 'Changes of lines',
    description: 'Changes of lines a second: somebody joined, left, was served or did not show up, or a sensor said how long the line is.',
    unit: 'ops',
    queries: [['changes', orZero(done('join|leave|served|no-show|update'))]],
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
    title: 'Read from the cache',
    description: 'Share of reads of a line that Redis answered. A line that nobody has read or changed for minutes is read from PostgreSQL. Empty while nobody reads, and in phase 1, which has no cache.',
    unit: 'percentunit',
    decimals: 1,
    steps: [[null, warn], [0.5, good]],
    queries: [['from the cache', share(reads('result="hit", '), reads())]],
    needs: 'used',
    to: backends,
  }),
  figure({
    title: 'Subscribers',
    description: 'Live connections at all instances: WebSockets, event streams and long polls.',
    unit: 'none',
    queries: [['subscribers', orZero(`sum(lab_live_connections{${here}})`)]],
    to: gateway,
  }),
  figure({
    title: 'Change to screen, p99',
    description: 'Of 100 updates, 99 were handed to the subscriber’s connection within this time after the change, at whichever instance it was made. Empty while nobody is told anything.',
    unit: 's',
    steps: [[null, good], [0.25, warn], [1, bad]],
    queries: [['p99', percentile(0.99, delay, '', here)]],
    needs: 'used',
  }),
  figure({
    title: 'Waiting in the outbox',
    description: 'Changes that are acknowledged and not in Kafka yet: subscribers and analytics do not know them. Zero in phase 1, which has no outbox.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [100, warn], [1000, bad]],
    queries: [['waiting', orZero(`max(lab_outbox_depth{${here}})`)]],
    to: backends,
  }),
  figure({
    title: 'Instances up',
    description: 'Queue trackers that answer the monitor. One is enough to be served, two survive a death.',
    unit: 'none',
    steps: [[null, bad], [1, warn], [2, good]],
    queries: [['instances', orZero('sum(lab_node_up{kind="queue-tracker"})')]],
    to: gateway,
  }),
);

const line = row(
  'The lines',
  lines({
    title: 'What happens in the lines',
    description: 'Requests a second that changed a line, by what they asked for.',
    unit: 'ops',
    queries: [
      ['joined', orZero(done('join'))],
      ['served', orZero(done('served'))],
      ['left', orZero(done('leave'))],
      ['did not show up', orZero(done('no-show'))],
      ['set by a sensor', orZero(done('update'))],
    ],
  }),
  lines({
    title: 'Reads by where the answer came from',
    description: 'Reads of a line a second. With Redis away, all come from the database.',
    unit: 'ops',
    stack: true,
    queries: [
      ['cache', orZero(reads('result="hit", '))],
      ['database', orZero(reads('result="miss", '))],
    ],
    to: backends,
  }),
  lines({
    title: 'p99 by route',
    description: 'Of 100 requests of a route, 99 were answered within this time, as the service measured; long polls are left out. Empty while nobody asks.',
    unit: 's',
    queries: [['{{method}} {{uri}}', percentile(0.99, requests, 'method, uri', `${answeredAtOnce}, ${here}`)]],
    needs: 'used',
    to: ['JVM', 'lab-jvm'],
  }),
);

const live = row(
  'Live updates',
  lines({
    title: 'From a change to the screen',
    description: 'From a change, at whichever instance, to its being handed to a subscriber’s connection: outbox, Kafka and fan-out together. Empty while nobody is told anything.',
    unit: 's',
    queries: percentiles(delay, here),
    needs: 'used',
  }),
  lines({
    title: 'Updates',
    description: 'Changes a second on their way to subscribers: sent, or coalesced, where a later one took its place because the subscriber did not keep up.',
    unit: 'ops',
    queries: [['{{result}}', orNone(rate('lab_live_updates_total', 'result', here), 'result')]],
  }),
  lines({
    title: 'Lines followed',
    description: 'By instance, summed over its subscribers. An update costs as much as its line has followers.',
    unit: 'short',
    queries: [['{{instance}}', `sum by (instance) (lab_live_subscriptions{${here}})`]],
  }),
);

const subscribers = row(
  '',
  lines({
    title: 'Subscribers by transport',
    description: 'Live connections at the services. The gateway counts the same from its side.',
    unit: 'none',
    decimals: 0,
    stack: true,
    queries: [['{{transport}}', `sum by (transport) (lab_live_connections{${here}})`]],
    to: gateway,
  }),
  lines({
    title: 'Subscribers by instance',
    description: 'A killed instance’s subscribers come back at the others. One instance takes 2,000 WebSockets, or 400 of the others.',
    unit: 'none',
    decimals: 0,
    queries: [['{{instance}}', `sum by (instance) (lab_live_connections{${here}})`]],
    to: gateway,
  }),
);

const onTheWay = row(
  'From the outbox to subscribers and analytics',
  lines({
    title: 'Waiting in the outbox',
    description: 'Changes in PostgreSQL that are not in Kafka yet, as each instance last saw it. With Kafka away it grows; nothing is lost. Zero, as “no outbox”, in phase 1.',
    unit: 'short',
    queries: [['{{instance}}', orNone(`max by (instance) (lab_outbox_depth{${here}})`, 'instance', 'no outbox')]],
    to: backends,
  }),
  lines({
    title: 'Relayed to Kafka',
    description: 'Changes a second, by the instance that relayed them: one at a time does, in turns. When one dies, the others go on.',
    unit: 'cps',
    stack: true,
    queries: [['{{instance}}', orNone(rate('lab_outbox_sent_total', 'instance', here), 'instance')]],
    to: backends,
  }),
  lines({
    title: 'Counted by the analytics',
    description: 'Changes a second, by the instance that counts them. Each counts once, however often it comes.',
    unit: 'cps',
    stack: true,
    queries: [['{{instance}}', orNone(rate('lab_analytics_counted_total', 'instance', here), 'instance')]],
    to: backends,
  }),
  lines({
    title: 'Not counted yet',
    description: 'Changes in Kafka that the analytics have not committed, over all instances. Zero, as “no group”, while nobody consumes.',
    unit: 'short',
    queries: [['{{group}}', orNone('sum by (group) (lab_kafka_consumer_lag{group="queue-tracker-analytics"})', 'group', 'no group')]],
    to: backends,
  }),
);

const stores = row(
  'Its stores',
  states({
    title: 'Redis left alone',
    description: 'Red: the instance’s circuit breaker is open; lines are read from PostgreSQL, and the nearest places are searched in the process. Empty in phase 1, which has no Redis.',
    queries: [['{{instance}}', `max by (instance) (lab_redis_breaker_open{${here}})`]],
    states: { 0: ['asks Redis', good], 1: ['leaves Redis alone', bad] },
    to: backends,
  }),
  lines({
    title: 'Connections to PostgreSQL in use',
    description: 'Of each instance’s pool, beside the most there may be. Empty in phase 1, which has no PostgreSQL.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['{{instance}}', `sum by (instance) (hikaricp_connections_active{${here}})`],
      ['limit', `min(sum by (instance) (hikaricp_connections_max{${here}}))`],
    ],
    limits: ['limit'],
    to: backends,
  }),
);

export default dashboard({
  uid: 'lab-queue-tracker',
  title: 'Queue tracker',
  description: 'Lines, live updates, outbox, analytics.',
  look: '**Does everybody see how long the line is, at once?** A change goes through outbox and Kafka to every subscriber; kill an instance and see another one relay.',
  command: './lab traffic queue-tracker --speed 10x',
  variables: [labelVariable('instance', 'Instance', 'lab_live_subscriptions', 'Instances of the service that the figures are taken from.')],
  rows: [now, line, live, subscribers, onTheWay, stores],
});
